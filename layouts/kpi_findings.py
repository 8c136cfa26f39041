"""What is off its habit, above the KPIs: a sentence each, its reasons, and whether it was of use."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.anomalies import WATCHED, Anomaly, Verdict
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY, KPIS
from dashboard.successions import history
from dashboard.units import CITY_ID
from dashboard.views.asked import address
from layouts import anomaly_words
from layouts.download import download
from layouts.kpi_links import View
from layouts.kpi_words import day, month
from layouts.shell import attributes

MOST = 5
BUTTONS = {Verdict.USEFUL: "Useful", Verdict.NOT: "Not useful"}


def findings_section(t: Translator, found: Sequence[Anomaly], *, may_judge: bool) -> list[Any]:
    """The newest day's, at most a handful; nothing where nothing was found."""
    newest = [one for one in found if one.day == found[0].day][:MOST]
    if not newest:
        return []
    first = newest[0]
    when = month(first.day) if first.reason.habit == "month" else day(first.day)
    items = [_finding(t, one, may_judge) for one in newest]
    heading = html.H3([t("Off its habit"), html.Em(when), download(t, "/api/tables/findings.{format}")])
    return [html.Section([heading, html.Ol(items)], className="findings")]


def _finding(t: Translator, one: Anomaly, may_judge: bool) -> Any:
    unit = next(unit for unit in history().units if unit.id == one.unit_id)
    is_city = unit.id == CITY_ID
    title = f"{t('Whole city') if is_city else unit.name} · {anomaly_words.name(t, one)}"
    opened = opens(one.figure)
    where = {"unit": "" if is_city else address(unit, one.day), "period": _period(one)}
    name = html.A(title, href=opened.but(**where).href()) if opened else html.B(title)
    why = html.Details(
        [html.Summary(t("Why?")), html.Ul([html.Li(text) for text in anomaly_words.reasons(t, one)])]
    )
    judged = [_judging(t, one, title)] if may_judge else []
    return html.Li([html.P([name, ": ", anomaly_words.sentence(t, one)]), why, *judged])


def opens(series: str) -> View | None:
    """The KPI of that name, else one that the watched figure is the whole or the lower part of."""
    if series in BY_KEY:
        return View(key=series)
    figure = next((one.figure for one in WATCHED if one.key == series), series)
    whole = [kpi.key for kpi in KPIS if figure in kpi.formula.numerator]
    below = [kpi.key for kpi in KPIS if figure in kpi.formula.denominator]
    if below:
        return View(key=below[0], part="denominator")
    return View(key=whole[0]) if whole else None


def _period(one: Anomaly) -> str:
    return f"{one.day:%Y-%m}" if one.reason.habit == "month" else one.day.isoformat()


def _judging(t: Translator, one: Anomaly, title: str) -> Any:
    buttons = [
        html.Button(
            t(text),
            type="button",
            className="action",
            **attributes(
                data_finding=str(one.id),
                data_verdict=verdict.value,
                aria_pressed=str(one.verdict == verdict.value).lower(),
            ),
        )
        for verdict, text in BUTTONS.items()
    ]
    label = t("Was it of use to be told of {what}?", what=title)
    return html.Div(buttons, role="group", className="judging", **attributes(aria_label=label))
