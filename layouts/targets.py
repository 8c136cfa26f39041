"""`/targets`: what the city promised by level and year, where that is written, and who changed it when.

Whoever may edit gets a form; it is sent by `assets/pages/targets.js` to `/api/targets`.
"""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from dash import Input, Output, callback, dcc, html

from dashboard.i18n import Translator, translator
from dashboard.kpis import BY_KEY, KPIS
from dashboard.targets import LEVELS, Change, Target
from layouts import kpi_words
from layouts import target_words as words
from layouts.doors import chosen, targets
from layouts.download import download
from layouts.kpi_links import address as file_address
from layouts.shell import attributes
from layouts.target_form import address, editing

_ORDER = {kpi.key: place for place, kpi in enumerate(KPIS)}


def layout(kpi: str = "", row: str = "", **_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        className="targets-page",
        children=[
            html.H2([t("Targets"), download(t, "/api/tables/targets.{format}")]),
            dcc.Store(id="targets-asked", data={"kpi": kpi, "row": row}),
            html.Div(id="targets", className="targets-and-form"),
        ],
        **attributes(data_page="targets"),
    )


@callback(Output("targets", "children"), Input("targets-asked", "data"))
async def shown(asked: dict[str, str]) -> Any:
    """The table, and beside it the form and the history of what the address asks for."""
    t = translator(chosen().language)
    kpi = asked["kpi"]
    found = await asyncio.to_thread(targets().shown, kpi)
    opened = next((one for one in found.targets if str(one.id) == asked["row"] and one.kpi == kpi), None)
    return [
        html.Section(_table(t, found.targets, kpi, opened), className="wide"),
        html.Aside(
            [editing(t, kpi, opened), _history(t, kpi, found.changes)], className="chosen" if kpi else ""
        ),
    ]


def _table(t: Translator, held: Sequence[Target], kpi: str, opened: Target | None) -> Any:
    years = sorted({one.year for one in held})
    head = [t("KPI"), t("Level"), *map(str, years)]
    by_kpi = sorted(
        held, key=lambda one: (_ORDER.get(one.kpi, len(_ORDER)), one.kpi, LEVELS.index(one.level))
    )
    rows = [
        row
        for key, of_kpi in groupby(by_kpi, key=lambda one: one.kpi)
        for row in _rows(t, key, list(of_kpi), years, kpi, opened)
    ]
    return html.Table([html.Thead(html.Tr([html.Th(text, scope="col") for text in head])), html.Tbody(rows)])


def _rows(
    t: Translator, key: str, held: Sequence[Target], years: Sequence[int], kpi: str, opened: Target | None
) -> list[Any]:
    levels = [(level, list(of_level)) for level, of_level in groupby(held, key=lambda one: one.level)]
    link = html.A(words.name(t, key), href=address(key), **_current(key == kpi and opened is None))
    name = html.Th(link, scope="rowgroup", rowSpan=len(levels))
    made = []
    for place, (level, of_level) in enumerate(levels):
        cells = [_of_year(t, [one for one in of_level if one.year == year], year, opened) for year in years]
        head = [*([name] if place == 0 else []), html.Td(words.level(t, level), className="of-level")]
        made.append(html.Tr([*head, *cells]))
    return made


def _of_year(t: Translator, held: Sequence[Target], year: int, opened: Target | None) -> Any:
    return html.Td([_target(t, one, opened) for one in held], **attributes(data_year=str(year)))


def _target(t: Translator, one: Target, opened: Target | None) -> Any:
    """A value with its source; a city's own is marked."""
    value = html.A(
        words.bound(t, one.kpi, one.value), href=address(one.kpi, one.id), **_current(opened == one)
    )
    mark = [html.Em(t("reference level"))] if one.reference else []
    return html.Div([value, *mark, html.Small(one.source)], className="one-target")


def _current(is_so: bool) -> dict[str, Any]:
    return attributes(aria_current="true") if is_so else {}


def _history(t: Translator, kpi: str, changes: Sequence[Change]) -> Any:
    heading = t("History of {kpi}", kpi=words.name(t, kpi)) if kpi else t("Latest changes")
    if not changes:
        return html.Section(
            [html.H3(heading), html.P(t("Nobody has changed a target yet."), className="hint")]
        )
    rows = [_change(t, one, not kpi) for one in changes]
    opens = [html.P(html.A(t("Open the KPI"), href=f"/kpi/{kpi}"))] if kpi in BY_KEY else []
    menu = download(t, file_address("/api/tables/target-changes.{format}", {"kpi": kpi} if kpi else {}))
    return html.Section([html.H3([heading, menu]), *opens, html.Ol(rows)], className="history")


def _change(t: Translator, one: Change, is_named: bool) -> Any:
    def told(value: float | None) -> str:
        return "–" if value is None else words.bound(t, one.kpi, value)

    after = html.B(told(one.after)) if one.after is not None else html.B(t("ended"))
    what = [html.Span(f"{words.name(t, one.kpi)} · ")] if is_named else []
    mark = [html.Em(t("reference level"))] if one.reference else []
    return html.Li(
        [
            html.P([html.Time(kpi_words.cell(t, "at", one.set_at)), " · ", words.person(t, one.set_by)]),
            html.P(
                [*what, f"{words.level(t, one.level)}, {one.year}: ", told(one.before), " → ", after, *mark]
            ),
            html.Small(one.source),
        ]
    )
