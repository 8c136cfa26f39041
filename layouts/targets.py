"""`/targets`: what the city promised by level and year, where that is written, and who changed it when.

Whoever may edit gets a form; it is sent by `assets/pages/targets.js` to `/api/targets`.
"""

import asyncio
import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from dash import Input, Output, callback, dcc, html

from dashboard.access import Right, may
from dashboard.i18n import Translator, translator
from dashboard.kpis import BY_KEY, KPIS
from dashboard.placenames import lower, plain
from dashboard.targets import LEVELS, Change, Target
from layouts import kpi_words
from layouts import target_words as words
from layouts.doors import chosen, targets
from layouts.shell import attributes

_ORDER = {kpi.key: place for place, kpi in enumerate(KPIS)}


def layout(kpi: str = "", row: str = "", **_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        className="targets-page",
        children=[
            html.H2(t("Targets")),
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
            [_editing(t, kpi, opened), _history(t, kpi, found.changes)], className="chosen" if kpi else ""
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
    link = html.A(words.name(t, key), href=_address(key), **_current(key == kpi and opened is None))
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
        words.bound(t, one.kpi, one.value), href=_address(one.kpi, one.id), **_current(opened == one)
    )
    mark = [html.Em(t("reference level"))] if one.reference else []
    return html.Div([value, *mark, html.Small(one.source)], className="one-target")


def _current(is_so: bool) -> dict[str, Any]:
    return attributes(aria_current="true") if is_so else {}


def _address(kpi: str, row: int = 0) -> str:
    query = {"kpi": kpi} | ({"row": str(row)} if row else {})
    return f"/targets?{urlencode(query)}"


def _editing(t: Translator, kpi: str, opened: Target | None) -> Any:
    if not may(Right.EDIT):
        hint = t("Targets are changed only on the machine that runs the operations center.")
        return html.Section(html.P(hint, className="hint"), className="editing")
    heading = t("Set a target") if opened is None else t("Change this target")
    return html.Section([html.H3(heading), _form(t, kpi, opened)], className="editing")


def _by_name(choice: tuple[str, str]) -> str:
    """In the alphabet's order with the accents left out: Đ stands beside D."""
    return plain(lower(choice[1]))


def _form(t: Translator, kpi: str, one: Target | None) -> Any:
    kpis = [("", t("choose …")), *sorted(((one.key, t(one.name)) for one in KPIS), key=_by_name)]
    levels = [(level, words.level(t, level)) for level in LEVELS]
    kinds = [("", t("target by a document")), ("yes", t("reference level of the city"))]
    value = "" if one is None else f"{one.value:.10g}".replace(".", "," if t.language == "vi" else ".")
    unit = BY_KEY[kpi].unit if kpi in BY_KEY else ""
    fields = [
        _field(t("KPI"), "kpi", _select("kpi", kpis, kpi)),
        _field(t("Level"), "level", _select("level", levels, one.level if one else "")),
        _field(t("By the end of the year"), "year", _text("year", str(one.year) if one else "")),
        _field(f"{t('Value')} ({unit})" if unit else t("Value"), "value", _text("value", value)),
        _field(
            t("What it is"), "reference", _select("reference", kinds, "yes" if one and one.reference else "")
        ),
        _field(
            t("Source: the document that asks for it"), "source", _text("source", one.source if one else "")
        ),
    ]
    buttons: list[Any] = [html.Button(t("Save the target"), type="submit", className="action")]
    if one is not None:
        buttons += [
            html.Button(t("End this target"), type="button", className="action", **attributes(data_do="end")),
            html.A(t("Set another one"), href=_address(kpi)),
        ]
    said = html.P(className="mistake", role="alert", **attributes(data_mistake=""))
    seen = attributes(data_seen=str(one.id) if one else "")
    sent = html.Div(buttons, className="buttons")
    return html.Form([*fields, said, sent], id="target-form", autoComplete="off", **seen)


def _field(label: str, name: str, control: Any) -> Any:
    mistake = html.P(className="mistake", role="alert", id=f"mistake-{name}", **attributes(data_mistake=name))
    return html.Div([html.Label([html.Span(label), control]), mistake], className=f"field of-{name}")


def _select(name: str, choices: Sequence[tuple[str, str]], chosen_one: str) -> Any:
    """Filled in the browser: hundreds of Dash components take seconds."""
    told = attributes(data_options=json.dumps(list(choices)), data_chosen=chosen_one)
    return html.Select(name=name, **told)


def _text(name: str, value: str) -> Any:
    return dcc.Input(name=name, value=value, type="text", id=f"target-{name}", debounce=True)


def _history(t: Translator, kpi: str, changes: Sequence[Change]) -> Any:
    heading = t("History of {kpi}", kpi=words.name(t, kpi)) if kpi else t("Latest changes")
    if not changes:
        return html.Section(
            [html.H3(heading), html.P(t("Nobody has changed a target yet."), className="hint")]
        )
    rows = [_change(t, one, not kpi) for one in changes]
    opens = [html.P(html.A(t("Open the KPI"), href=f"/kpi/{kpi}"))] if kpi in BY_KEY else []
    return html.Section([html.H3(heading), *opens, html.Ol(rows)], className="history")


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
