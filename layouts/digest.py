"""`/digest`, `/digest/<day>`: the morning's digest as it was made, earlier ones, promises that turned."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

from dash import Input, Output, callback, dcc, html

from dashboard.digest import texts
from dashboard.digest.body import Body, Overdue, Promise, Told, Turn
from dashboard.digest.keeping import Kept
from dashboard.i18n import Translator, translator
from dashboard.kpis import BY_KEY
from dashboard.outbox.texts import SEVERITIES
from dashboard.reports.numbers import day as written
from dashboard.reports.numbers import moment, number
from dashboard.settings import settings
from layouts.doors import chosen, digests
from layouts.download import PLACE, download
from layouts.kpi_links import View
from layouts.kpi_words import COLOUR
from layouts.shell import attributes

EARLIER, TURNS = 30, 20


def layout(day: str = "", **_query: str) -> Any:
    return html.Main(
        id="content",
        className="digest-page",
        children=[dcc.Store(id="digest-asked", data={"day": day}), html.Div(id="digest", className="digest")],
        **attributes(data_page="digest"),
    )


@callback(Output("digest", "children"), Input("digest-asked", "data"))
async def shown(asked: dict[str, str]) -> Any:
    """The morning that the address names, else the newest; beside it the others."""
    t = translator(chosen().language)
    mornings = await asyncio.to_thread(digests().newest, "morning", EARLIER)
    turns = await asyncio.to_thread(digests().newest, "turn", TURNS)
    kept = await asyncio.to_thread(_of, asked["day"], mornings)
    return [
        html.Article(_morning(t, kept) if kept else _nothing(t, asked["day"]), className="morning"),
        html.Aside([_turns(t, turns), _earlier(t, mornings, kept)]),
    ]


def _of(day: str, mornings: Sequence[Kept]) -> Kept | None:
    if not day:
        return mornings[0] if mornings else None
    try:
        return digests().of_day(date.fromisoformat(day))
    except ValueError:
        return None


def _nothing(t: Translator, day: str) -> list[Any]:
    at = settings().digest_at
    said = t("The digest of each morning is made at {hour}; none was made yet.", hour=at)
    if day or not at:
        said = t("No digest was made on this day.")
    return [html.H2(t("Morning digest")), html.P(said, className="hint")]


def _morning(t: Translator, kept: Kept) -> list[Any]:
    body, zone = kept.body, settings().zone
    assert isinstance(body, Body)
    made = t("As it stood at {time}", time=moment(body.made_at, zone))
    return [
        html.Header([html.H2(t("Digest of {day}", day=written(body.day))), html.P(made, className="hint")]),
        _promises(t, body),
        _overdue(t, body),
        _night(t, body),
        _silent(t, body),
    ]


def _promises(t: Translator, body: Body) -> Any:
    off = texts.off_track(body)
    met = len(body.promises) - len(off)
    told = t("{met} of {all} promises with a target are met.", met=met, all=len(body.promises))
    head = (t("KPI"), t("Value"), t("Must reach"), t("State"))
    table = _table(head, [_promise(t, one) for one in off]) if off else html.P(t("None is off track."))
    return html.Section(
        [
            html.H3([t("Promises off track"), _file(t, "promises", body)]),
            html.P(told, className="hint"),
            table,
        ]
    )


def _promise(t: Translator, one: Promise) -> Any:
    kpi = BY_KEY.get(one.kpi)
    name = t(kpi.name) if kpi else one.kpi
    link = html.A(name, href=View(key=one.kpi).href()) if kpi else name
    missing = t("its feed was silent for {hours} h", hours=number(one.missing_hours, 1, t.language))
    silence = [html.Small(missing)] if one.missing_hours else []
    source = [html.Small(one.source)] if one.source else []
    return html.Tr(
        [
            html.Th(link, scope="row"),
            html.Td(html.B(texts.value_of(t, one)), className="number"),
            html.Td([texts.target_of(t, one), *source]),
            html.Td([html.B(t(texts.STATES[one.state])), *silence]),
        ],
        className=COLOUR[one.state],
    )  # fmt: skip


def _overdue(t: Translator, body: Body) -> Any:
    inside: list[Any] = [html.H3([t("Most overdue dossiers"), _file(t, "overdue", body)])]
    if body.dossiers_silent:
        inside.append(html.P(t("The feed of dossiers is silent: there may be more."), className="unsure"))
    head = (t("Unit"), t("Overdue"), t("Open dossiers"), t("Mostly in"), t("Late this month by"))
    rows = [_unit(t, one) for one in body.overdue]
    inside.append(_table(head, rows) if rows else html.P(t("No dossier is overdue.")))
    return html.Section(inside)


def _unit(t: Translator, one: Overdue) -> Any:
    told = (t("Overdue"), t("Open dossiers"))
    late, held = (View(key=key, unit=one.address).href() for key in ("dossiers_overdue", "dossiers_open"))
    return html.Tr(
        [
            html.Th(one.unit, scope="row"),
            html.Td(
                html.A(number(one.overdue, 0, t.language), href=late),
                className="number",
                **attributes(data_label=told[0]),
            ),
            html.Td(
                html.A(number(one.open, 0, t.language), href=held),
                className="number",
                **attributes(data_label=told[1]),
            ),
            html.Td(texts.fields_of(t, one)),
            html.Td(texts.causes_of(t, one)),
        ]
    )


def _night(t: Translator, body: Body) -> Any:
    zone = settings().zone
    since = texts.since_told(t, body.night.since, zone)
    inside: list[Any] = [
        html.H3([t("Last night's incidents"), " ", html.Small(since), _file(t, "night", body)])
    ]
    inside.append(html.P(texts.summary_of_night(t, body)))
    if body.night.told:
        inside.append(html.Ul([_incident(t, one) for one in body.night.told], className="happened"))
    return html.Section(inside)


def _incident(t: Translator, one: Told) -> Any:
    over = [html.Small(t("it is over"))] if one.resolved_at else []
    when = html.Time(moment(one.opened_at, settings().zone), dateTime=one.opened_at.isoformat())
    told: list[Any] = [html.A(one.subject, href=f"/desk/incidents/{one.id}"), f", {one.unit}", *over]
    return html.Li(
        [when, html.B(t(SEVERITIES[one.severity])), html.Span(told)], **attributes(data_severity=one.severity)
    )


def _silent(t: Translator, body: Body) -> Any:
    rows = [html.Li(html.A(texts.silent(t, one, settings().zone), href="/feeds")) for one in body.silent]
    told = html.Ul(rows, className="silent") if rows else html.P(t("Every feed speaks."))
    return html.Section([html.H3(t("Silent feeds")), told])


def _turns(t: Translator, turns: Sequence[Kept]) -> Any:
    rows = [_turn(t, one.body) for one in turns if isinstance(one.body, Turn)]
    told = html.Ol(rows) if rows else html.P(t("None has turned yet."), className="hint")
    return html.Section([html.H3(t("Promises that turned")), told])


def _turn(t: Translator, one: Turn) -> Any:
    since = moment(one.since, settings().zone)
    told = html.A(texts.turn_title(t, one), href=View(key=one.kpi).href())
    return html.Li([html.Time(since, dateTime=one.since.isoformat()), told], className=COLOUR[one.now.state])


def _earlier(t: Translator, mornings: Sequence[Kept], now: Kept | None) -> Any:
    rows = []
    for one in mornings:
        here = {"aria_current": "page"} if now is not None and one.id == now.id else {}
        link = html.A(written(one.day), href=f"/digest/{one.day.isoformat()}", **attributes(**here))
        rows.append(html.Li(link))
    return html.Section([html.H3(t("Earlier digests")), html.Ol(rows, className="days")]) if rows else None


def _file(t: Translator, name: str, body: Body) -> Any:
    return download(t, f"/api/tables/digest-{name}.{PLACE}?day={body.day.isoformat()}")


def _table(head: Sequence[str], rows: Sequence[Any]) -> Any:
    top = html.Thead(html.Tr([html.Th(text, scope="col") for text in head]))
    return html.Div(html.Table([top, html.Tbody(list(rows))]), className="wide")
