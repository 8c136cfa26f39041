"""The tables of the KPI pages: every KPI of a view; one by period, unit, slice; who made its change."""

from dashboard.exporting import Column, Table
from dashboard.exporting.table import Row, number, text
from dashboard.kpis import BY_KEY
from dashboard.views import KpiReader, KpiRow
from dashboard.views import View as Understood
from layouts.kpi_amounts import unit_word
from layouts.kpi_links import View, read
from layouts.kpi_rows import GROUPS, wanted
from layouts.kpi_slices import chosen, member, name, size
from layouts.kpi_words import STATE, day, span
from layouts.missing_words import missing_told
from web.exporting.asking import Asking, table


def view_of(asking: Asking) -> View:
    return read(asking.query, asking.key)


def reader_of(asking: Asking) -> KpiReader:
    """Raises KeyError where no store stands behind the site, or there is no such KPI."""
    if asking.doors.kpis is None or (asking.key and asking.key not in BY_KEY):
        raise KeyError(asking.key)
    return asking.doors.kpis


def about_view(asking: Asking, seen: Understood) -> list[tuple[str, str]]:
    """Whose, of when, on which map."""
    t = asking.t
    whose = seen.unit.name if seen.unit else t("Whole city")
    told = [(t("Unit"), whose), (t("Period"), span(t, seen.span)), (t("Map"), day(seen.on))]
    return told if not asking.key else [(t("KPI"), t(BY_KEY[asking.key].name)), *told]


def _about(asking: Asking) -> list[tuple[str, str]]:
    return about_view(asking, reader_of(asking).understood(view_of(asking).asked, asking.now))


def every(asking: Asking) -> Table:
    """Every KPI of a view, as the page shows them: searched and filtered."""
    t, reader = asking.t, reader_of(asking)
    rows = reader.table(read(asking.query).asked, asking.now)
    shown = [row for row in rows if wanted(t, row, asking.told("q"), asking.told("state"))]
    columns = (
        *text(t("Group"), t("KPI")), number(t("Value")), *text(t("Unit of measure")), number(t("Numerator")),
        number(t("Denominator")),
        *text(t("State"), t("Period"), t("Targets"), t("Missing"), t("Estimate")),
    )  # fmt: skip
    body = [_kpi(asking, row) for row in shown]
    return table(asking, "kpi", t("KPIs"), columns, body, about=_about(asking))


def _kpi(asking: Asking, row: KpiRow) -> Row:
    t = asking.t
    targets = (
        f"{one.year}: {one.value:.10g}" + (f" ({t('reference')})" if one.reference else "")
        for one in row.targets
    )
    return (
        t(GROUPS[row.kpi.group]),
        t(row.kpi.name),
        row.now.value,
        unit_word(t, row.kpi),
        row.now.numerator,
        row.now.denominator,
        t(STATE[row.state]),
        span(t, row.line[-1][0]),
        "; ".join(targets),
        missing_told(t, row.missing) if row.missing else "",
        t("estimate") if row.is_estimate else "",
    )


def months(asking: Asking) -> Table:
    t, reader = asking.t, reader_of(asking)
    detail = reader.detail(view_of(asking).asked, asking.now, asking.key)
    city = detail.city_line or detail.line
    decimals = detail.kpi.decimals
    columns = (*text(t("Period")), number(t("Value"), decimals), number(t("Whole city"), decimals))
    rows = [(span(t, told[0]), told[1], of_all[1]) for told, of_all in zip(detail.line, city, strict=True)]
    return table(asking, asking.key, t(detail.kpi.name), columns, rows, about=_about(asking))


def units(asking: Asking) -> Table:
    t, kpi = asking.t, BY_KEY[asking.key]
    ranked = reader_of(asking).ranking(view_of(asking).asked, asking.now, asking.key)
    columns = (*text(t("Unit")), number(t("Value"), kpi.decimals), *_parts(asking))
    rows = [(one.unit.name, one.value.value, one.value.numerator, one.value.denominator) for one in ranked]
    return table(asking, asking.key, t(kpi.name), columns, rows, about=_about(asking))


def _parts(asking: Asking) -> tuple[Column, Column]:
    return number(asking.t("Numerator")), number(asking.t("Denominator"))


def slices(asking: Asking) -> Table:
    """Raises KeyError where the KPI is broken down by nothing."""
    t, reader, view = asking.t, reader_of(asking), view_of(asking)
    kpi = BY_KEY[asking.key]
    dimension = chosen(kpi, view.by)
    if dimension is None:
        raise KeyError(view.by)
    found = reader.sliced(view.asked, asking.now, asking.key, dimension)
    of_all = sum(size(one) for one in found) or 1.0
    columns = (
        *text(t("Code"), name(t, kpi, dimension)), number(t("Value")), *_parts(asking), number(t("Of all")),
    )  # fmt: skip
    rows = [
        (one.code, member(t, kpi, dimension, one), one.value.value, one.value.numerator,
         one.value.denominator, size(one) / of_all)
        for one in found
    ]  # fmt: skip
    return table(asking, asking.key, t(kpi.name), columns, rows, about=_about(asking))


def changes(asking: Asking) -> Table:
    """Raises KeyError where nothing can be told of a change."""
    t, view = asking.t, view_of(asking)
    against = "year" if view.against == "year" else "before"
    found = reader_of(asking).changes(view.asked, asking.now, asking.key, against)
    if found is None:
        raise KeyError(against)
    columns = (*text(t("Unit")), number(t("Part in it")), number(t("Before")), number(t("Now")))
    rows: list[Row] = [(one.unit.name, one.change, one.before, one.now) for one in found.contributions]
    rows.append((t("All together"), sum(one.change for one in found.contributions), found.before, found.now))
    return table(asking, asking.key, t(BY_KEY[asking.key].name), columns, rows, about=_about(asking))
