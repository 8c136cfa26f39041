"""The head of a KPI's page: of whom, when, the value and its state, what it is made of, what it should be."""

from datetime import date
from typing import Any

from dash import html

from dashboard.forecast import needed_pace
from dashboard.i18n import Translator
from dashboard.opening import figures_of
from dashboard.targets import Target
from dashboard.views import KpiDetail
from dashboard.views import View as Understood
from layouts import kpi_amounts as amounts
from layouts import kpi_words as words
from layouts.kpi_choice import LEVELS
from layouts.kpi_links import View
from layouts.missing_words import missing_told


def head(t: Translator, detail: KpiDetail, view: View, seen: Understood) -> Any:
    """What the tile of the wall says, and what it has no room for."""
    return html.Div(
        [
            html.P(_where(t, detail, view, seen), className="where"),
            _value(t, detail),
            html.P([html.Span(t(words.STATE[detail.state]), className="state"), *_marks(t, detail)]),
            *_fresh(t, detail, seen),
            *_silence(t, detail, seen),
            *_fraction(t, detail, view, seen),
            _targets(t, detail, seen),
        ],
        className="now-value",
    )


def _where(t: Translator, detail: KpiDetail, view: View, seen: Understood) -> str:
    """Phường Sài Gòn · 11/2026, đến 23/11/2026 · bản đồ ngày 30/06/2020."""
    level = t(LEVELS[seen.level]) if seen.level else t("Whole city")
    told = [level if seen.unit is None else seen.unit.name]
    if detail.kpi.of == "now" and not view.period:
        told.append(t("now"))
    elif seen.span.last > seen.today:
        told.append(t("{period}, up to {day}", period=words.span(t, seen.span), day=words.day(seen.today)))
    else:
        told.append(words.span(t, seen.span))
    if seen.on != seen.today:
        told.append(t("map of {day}", day=words.day(seen.on)))
    return " · ".join(told)


def _value(t: Translator, detail: KpiDetail) -> Any:
    """A dash where a feed is silent: an old value is none."""
    kpi = detail.kpi
    value = None if detail.state == "no_data" else detail.now.value
    unit = [] if value is None else [html.Small(amounts.unit_word(t, kpi))]
    return html.P([words.number(t, value, kpi.decimals), *unit], className="value")


def _marks(t: Translator, detail: KpiDetail) -> list[Any]:
    if not detail.is_estimate:
        return []
    why = (
        t("worked out from our own figures, not a published score")
        if detail.kpi.estimate
        else t("a unit was divided: a part of it is shared out by area")
    )
    return [html.Span(t("estimate"), className="mark", title=why)]


def _fresh(t: Translator, detail: KpiDetail, seen: Understood) -> list[Any]:
    """Until when the data reach, of the present; a late feed is told as one."""
    feed = detail.feed
    if feed is None or not seen.is_present or feed.data_at is None or detail.state == "no_data":
        return []
    said = t("data up to {time}", time=words.cell(t, "at", feed.data_at))
    late = [html.B(t("the feed is late"))] if feed.state.value == "late" else []
    return [html.P([html.I(), *late, html.Span(said)], className=f"{feed.state.value} fresh")]


def _is_unheard(detail: KpiDetail, seen: Understood) -> bool:
    """What is true now is not known: what mute devices come to is no value."""
    return detail.state == "no_data" and detail.kpi.of == "now" and seen.is_present


def _silence(t: Translator, detail: KpiDetail, seen: Understood) -> list[Any]:
    """The last value where there is no present one, since when, and how much of the period is missing."""
    told: list[str] = []
    if detail.state == "no_data":
        feed = detail.feed
        if feed is not None and feed.spoke_at is not None and feed.state.value == "silent":
            told.append(t("silent since {time}", time=words.cell(t, "at", feed.spoke_at)))
        if detail.now.value is not None and not _is_unheard(detail, seen):
            told.append(t("last {value}", value=amounts.amount(t, detail.kpi, detail.now.value)))
    missing = missing_told(t, detail.missing) if detail.missing else ""
    told += [missing] if missing else []
    return [html.P("; ".join(told), className="missing")] if told else []


def _fraction(t: Translator, detail: KpiDetail, view: View, seen: Understood) -> list[Any]:
    """Above and below the line, each a way into its records."""
    kpi = detail.kpi
    if _is_unheard(detail, seen):
        return []
    over, _divided, under = t(kpi.formula_text).partition(" ÷ ")
    lines = [
        _part(t, view, amounts.above(t, kpi, detail.now), over, "" if figures_of(kpi, "numerator") else None)
    ]
    if detail.now.denominator is not None:
        opens = "denominator" if figures_of(kpi, "denominator") else None
        lines.append(_part(t, view, amounts.below(t, detail.now), under, opens))
    if kpi.formula.of:
        got, most = amounts.above(t, kpi, detail.now), amounts.below(t, detail.now)
        return [html.P(t("{got} of {most} points that can be had from what is known", got=got, most=most),
                       className="parts")]  # fmt: skip
    return [html.Div(lines, className="fraction")]


def _part(t: Translator, view: View, shown: str, text: str, part: str | None) -> Any:
    """`part` None: there are no records to open."""
    if part is None:
        return html.P([html.B(shown), html.Span(text)])
    link = html.A(shown, href=view.but(part=part).href() + "#records", title=t("Records behind it"))
    return html.P([html.B(link), html.Span(text)])


def _targets(t: Translator, detail: KpiDetail, seen: Understood) -> Any:
    rows = [_target(t, detail, one, seen) for one in detail.targets]
    return html.Ul(rows or [html.Li(t("No target is set."), className="none")], className="targets")


def _target(t: Translator, detail: KpiDetail, one: Target, seen: Understood) -> Any:
    """2030: ≥ 95 %, where it is from, and what is still needed."""
    kpi = detail.kpi
    sign = "≤" if kpi.direction == "down" else "≥"
    value = amounts.goal(t, kpi, one.value)
    told: list[Any] = [html.B(f"{one.year}: {sign}\u00a0{value}")]
    if one.reference:
        told.append(html.Span(t("reference level"), className="mark"))
    source = [] if one.reference and not one.source else [html.Small(one.source)]
    return html.Li([*told, *source, *_needed(t, detail, one, seen)])


def _needed(t: Translator, detail: KpiDetail, one: Target, seen: Understood) -> list[Any]:
    """The pace to a target that lies ahead, or by how much a past one is short; only of the present."""
    value, kpi = detail.now.value, detail.kpi
    if value is None or detail.state == "no_data" or not seen.is_present:
        return []
    month = date(seen.today.year, seen.today.month, 1)
    pace = needed_pace(value, month, one.value, one.year, kpi.direction)
    if pace == 0.0:
        return [html.Em(t("reached"))]
    if pace is None:
        short = amounts.difference(t, kpi, abs(one.value - value)).removeprefix("+")
        return [html.Em(t("short by {points}", points=short))]
    more = 1 if abs(pace) < 10**-kpi.decimals else 0
    return [html.Em(t("needs {pace} each month", pace=amounts.difference(t, kpi, pace, more)))]
