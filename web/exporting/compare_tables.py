"""The comparison as one table: of every KPI the units over the periods, with the changes between them."""

from itertools import pairwise

from dashboard.civil import day_of
from dashboard.exporting import Table
from dashboard.exporting.table import Row, number, text
from dashboard.i18n import Translator
from dashboard.settings import settings
from dashboard.views import Asked
from layouts import compare_links
from layouts.compare_map import between
from layouts.compare_table import Row as UnitRow
from layouts.compare_table import Table as Compared
from layouts.compare_table import name_of, tables
from layouts.kpi_amounts import unit_word
from layouts.kpi_words import day, span
from layouts.succession_words import sentences
from web.exporting.asking import Asking, table
from web.exporting.kpi_tables import reader_of


def compared(asking: Asking) -> Table:
    t, reader = asking.t, reader_of(asking)
    told = compare_links.read(asking.query, day_of(asking.now, settings().zone))
    units = reader.units(Asked(on=told.on), asking.now)
    asked = compare_links.known(told, {address for _unit, address in units})
    made = tables(reader, asked, t("Whole city"), asking.now)
    names = [span(t, one) for one in asked.spans]
    changes = [t("change, {first} to {last}", first=first, last=last) for first, last in pairwise(names)]
    columns = (
        *text(t("KPI"), t("Unit")),
        *(number(one) for one in (*names, *changes)),
        *text(t("Unit of measure"), t("Estimate")),
    )
    rows = [_unit(t, one, row) for one in made for row in (one.whole, *one.rows)]
    seen = reader.understood(Asked(on=asked.on), asking.now)
    passed = between(asked, units, seen)
    about = [
        (t("Map"), day(seen.on)),
        *((t("Reorganisation"), text) for one in passed for text in sentences(t, one)),
    ]
    return table(asking, "compare", t("Comparison of units and periods"), columns, rows, about=about)


def _unit(t: Translator, of: Compared, one: UnitRow) -> Row:
    changes = [None if change is None else round(change, of.kpi.decimals) for change in one.changes[1:]]
    estimate = t("estimate") if one.is_estimate else ""
    return (t(of.kpi.name), name_of(t, one), *one.values, *changes, unit_word(t, of.kpi), estimate)
