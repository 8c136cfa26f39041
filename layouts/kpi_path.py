"""A KPI's path: past periods, targets, forecast, known points, reorganisations; a script draws it."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dash import html

from dashboard.forecast import Forecast, ForecastPoint, Withheld
from dashboard.i18n import Translator
from dashboard.periods import Span
from dashboard.periods import month as month_span
from dashboard.targets import Target
from dashboard.views import Known, KpiDetail
from dashboard.views import View as Understood
from layouts import kpi_amounts as amounts
from layouts import kpi_words as words
from layouts.download import download
from layouts.kpi_ahead import sentences
from layouts.kpi_choice import LEVELS
from layouts.kpi_links import View
from layouts.shell import attributes

MONTHLY = ("now", "month")
REORGANISED = ((date(2021, 1, 1), "22 districts"), (date(2025, 7, 1), "168 wards"))
TEXTS = frozenset(text for _day, text in REORGANISED)


def path(
    t: Translator, detail: KpiDetail, ahead: Forecast | Withheld | None, view: View, seen: Understood
) -> list[Any]:
    """The line, the forecast in words, known points with their sources. `ahead` None: nothing ahead."""
    told = drawn(t, detail, ahead, seen)
    menu = download(t, view.file("months"), picture=".path", title=t(detail.kpi.name))
    chart = html.Div(className="path", role="group", tabIndex="0",
                     **attributes(data_path=json.dumps(told), aria_label=_label(t, detail)))  # fmt: skip
    said = [] if ahead is None else sentences(t, detail.kpi, ahead, detail.targets, seen.today)
    return [
        html.H3([t("Path to the targets") if detail.targets else t("Over time"), menu]),
        chart,
        *([html.P(" ".join(said), className="ahead")] if said else []),
        *_known(t, detail),
    ]


def drawn(
    t: Translator, detail: KpiDetail, ahead: Forecast | Withheld | None, seen: Understood
) -> dict[str, Any]:
    """What the script needs, every text already in words."""
    kpi = detail.kpi
    points = ahead.points if isinstance(ahead, Forecast) else ()
    last = detail.line[-1][0]
    is_open = last.last > seen.today and kpi.of != "now"
    own = seen.unit.name if seen.unit else t(LEVELS[seen.level]) if seen.level else t("Whole city")
    return {
        "spans": [_span(t, span) for span, _value in detail.line],
        "values": _values(detail, seen),
        "city": [value for _span, value in detail.city_line],
        "names": [own, t("Whole city")],
        "open": t("not over yet, up to {day}", day=words.day(seen.today)) if is_open else "",
        "targets": [_target(t, one) for one in detail.targets],
        "ahead": [_ahead(t, one) for one in points],
        "tried": ahead.tried if isinstance(ahead, Forecast) else 0,
        "known": [_point(t, detail, one) for one in detail.known],
        "breaks": [[day.isoformat(), words.day(day), t(text)] for day, text in REORGANISED],
        "until": _until(detail, points, seen).isoformat(),
        "unit": amounts.unit_word(t, kpi),
        "decimals": kpi.decimals,
        "most": 100.0 if kpi.unit == "%" else kpi.most,
    }  # fmt: skip


def _values(detail: KpiDetail, seen: Understood) -> list[float | None]:
    """Of a feed that is silent now nothing is known of the present: its last value is no value of now."""
    values = [value for _span, value in detail.line]
    silent = detail.state == "no_data" and detail.kpi.of == "now" and seen.is_present
    return [*values[:-1], None] if silent else values


def _until(detail: KpiDetail, points: Sequence[ForecastPoint], seen: Understood) -> date:
    """To the last target's year or the forecast's end; of a past period, and of weeks or days, no further."""
    last = detail.line[-1][0]
    if last.kind not in MONTHLY or not seen.is_present:
        return last.last
    years = [one.year for one in detail.targets if one.year >= seen.today.year]
    ends = [date(year, 12, 31) for year in years] + [_span_end(point.month) for point in points[-1:]]
    return max([last.last, *ends])


def _span_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _target(t: Translator, one: Target) -> dict[str, Any]:
    text = words.number(t, one.value, len(f"{one.value:.10g}".partition(".")[2]))
    return {
        "year": one.year,
        "value": one.value,
        "text": text,
        "reference": one.reference,
        "source": one.source,
    }


def _ahead(t: Translator, one: ForecastPoint) -> list[Any]:
    return [*_span(t, month_span(one.month.replace(day=1))), one.value, one.low, one.high]


def _span(t: Translator, span: Span) -> list[str]:
    return [span.first.isoformat(), span.last.isoformat(), words.span(t, span)]


def _point(t: Translator, detail: KpiDetail, one: Known) -> dict[str, Any]:
    return {
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "value": one.value,
        "text": f"{_when(one)}: {_known_amount(t, detail, one)}",
        "source": one.source,
    }


def _when(one: Known) -> str:
    first, last = one.first, one.last
    if first == last:
        return words.day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if first.day == 1 and _span_end(first) == last:
        return words.month(first)
    return f"{words.day(first)} – {words.day(last)}"


def _known_amount(t: Translator, detail: KpiDetail, one: Known) -> str:
    """As it was published, no digit more."""
    digits = len(f"{one.value:g}".partition(".")[2])
    shown = words.number(t, one.value, digits)
    unit = amounts.unit_word(t, detail.kpi)
    return f"{shown}\u00a0{unit}" if unit else shown


def _known(t: Translator, detail: KpiDetail) -> list[Any]:
    if not detail.known:
        return []
    rows = [
        html.Li([html.B(f"{_when(one)}: {_known_amount(t, detail, one)}"), html.Span(one.source)])
        for one in detail.known
    ]
    return [html.H4(t("Published in those days")), html.Ul(rows, className="known-points")]


def _label(t: Translator, detail: KpiDetail) -> str:
    """The line in one sentence, for whoever does not see it."""
    known = [(span, value) for span, value in detail.line if value is not None]
    if not known:
        return t("No value yet.")
    (first, start), (last, end) = known[0], known[-1]
    return t(
        "{kpi}: {start} in {first}, {end} in {last}",
        kpi=t(detail.kpi.name),
        start=amounts.amount(t, detail.kpi, start),
        first=words.span(t, first),
        end=amounts.amount(t, detail.kpi, end),
        last=words.span(t, last),
    )
