"""Units beside each other in a section of the whole city: those with most, and what the others come to."""

from collections.abc import Mapping, Sequence

from dashboard.kpis import BY_KEY
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Contender, Figure, standouts
from dashboard.reports.document import Block, Cell, Table
from dashboard.reports.sections.compared import Compared, href, together
from dashboard.reports.sections.measures import Measure, columns, keys_of, row
from dashboard.units import CITY_ID, UNKNOWN_ID
from dashboard.views import UnitValue, Value

SHOWN = 20  # units of a city's table; the annex has all of them


def by_unit(found: Compared, key: str, title: str, measures: Sequence[Measure]) -> Table | None:
    """Of the city the units with most of the first measure, of several units each; None of one unit."""
    wanted = found.wanted
    if len(wanted.whose) > 1:
        rows = [_of_one(wanted, place, measures) for place in range(len(wanted.whose))]
        note = ""
    elif wanted.is_city:
        rows, note = _of_city(wanted, measures)
    else:
        return None
    name = wanted.t("Whole city") if wanted.is_city else wanted.t("Together")
    total = row(wanted, name, measures, found.values[0], wanted.span)
    first = columns(wanted, wanted.t("Unit"), measures)
    return Table(key=key, title=title, columns=first, rows=(total, *rows), totals=1, note=note)


def _of_one(wanted: Wanted, place: int, measures: Sequence[Measure]) -> tuple[Cell, ...]:
    one = wanted.whose[place]
    told = wanted.reader.table(wanted.of(one.address), wanted.now, keys_of(measures))
    return row(wanted, one.name, measures, {of.kpi.key: of.now for of in told}, wanted.span, one.address)


def _of_city(wanted: Wanted, measures: Sequence[Measure]) -> tuple[list[tuple[Cell, ...]], str]:
    ranked = {key: units(wanted, key) for key in keys_of(measures)}
    order = [one for one in ranked[measures[0].kpi] if (measures[0].of(one.value) or 0.0) > 0]
    values = {key: {one.unit.id: one.value for one in told} for key, told in ranked.items()}
    shown, others = order[:SHOWN], order[SHOWN:]
    rows = [
        row(wanted, one.unit.name, measures, _of_unit(values, one.unit.id), wanted.span, one.address)
        for one in shown
    ]
    if others:
        summed: dict[str, Value | None] = {
            key: together(BY_KEY[key], [told[one.unit.id] for one in others]) for key, told in values.items()
        }
        name = wanted.t("{count} other units", count=len(others))
        cells = (Cell(value=one.of(summed[one.kpi])) for one in measures)
        rows.append((Cell(value=name), *cells))
    left = len([one for one in ranked[measures[0].kpi] if one.unit.id not in (CITY_ID, UNKNOWN_ID)])
    left -= len([one for one in order if one.unit.id not in (CITY_ID, UNKNOWN_ID)])
    note = wanted.t("{count} units had none in the period.", count=left) if left else ""
    return rows, note


def _of_unit(values: Mapping[str, Mapping[int, Value]], unit_id: int) -> dict[str, Value | None]:
    return {key: told.get(unit_id) for key, told in values.items()}


def units(wanted: Wanted, kpi: str) -> list[UnitValue]:
    """The units within the city's border of the day, and what lies in none of them."""
    return [one for one in wanted.reader.ranking(wanted.of(), wanted.now, kpi) if not one.outside]


def unit_sentences(wanted: Wanted, kpi: str) -> list[Block]:
    """Who stands out, of the city's units; nothing of one unit or of several."""
    if not wanted.is_city:
        return []
    contenders = [
        Contender(
            name=one.unit.name,
            value=one.value.value,
            size=one.value.denominator,
            href=href(wanted, kpi, wanted.span, one.address),
        )
        for one in units(wanted, kpi)
        if one.unit.id not in (CITY_ID, UNKNOWN_ID)
    ]
    return standouts(wanted.t, Figure.of_kpi(wanted.t, BY_KEY[kpi]), contenders)
