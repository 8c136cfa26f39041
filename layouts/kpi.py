"""`/kpi`: every KPI by group, of the city or a unit, now or in a month; searchable, each opens."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from dash import Input, Output, callback, dcc, html

from dashboard.i18n import Translator, translator
from dashboard.kpis import told
from dashboard.placenames import lower, plain
from dashboard.targets import Target
from dashboard.views import KpiRow
from layouts import kpi_words as words
from layouts.doors import chosen, kpis
from layouts.kpi_choice import form, select, text, where
from layouts.kpi_links import View, read
from layouts.shell import attributes

GROUPS = {
    "dossiers": "One-stop shop",
    "index766": "Index of Decision 766",
    "complaints": "Complaints",
    "cameras": "Cameras",
    "fire": "Fire safety",
    "flood": "Floods and tide",
    **told.GROUPS,
}
COLUMNS = ("KPI", "Value", "State", "Targets", "12 months", "Data as of")


def layout(q: str = "", state: str = "", **query: str) -> Any:
    t = translator(chosen().language)
    asked = {**read(query).query(), "q": q, "state": state}
    return html.Main(
        id="content",
        className="kpi-page",
        children=[
            html.H2(t("Every KPI")),
            dcc.Store(id="kpis-asked", data=asked),
            html.Div(id="kpis", className="kpis"),
        ],
        **attributes(data_page="kpi"),
    )


@callback(Output("kpis", "children"), Input("kpis-asked", "data"))
async def table(asked: dict[str, str]) -> Any:
    """The form and the tables, for what the address asks."""
    t, now, view = translator(chosen().language), datetime.now(UTC), read(asked)
    reader = kpis()
    known = await asyncio.to_thread(reader.units, view.asked, now)
    rows = await asyncio.to_thread(reader.table, view.asked, now)
    shown = [row for row in rows if _wanted(t, row, asked)]
    states = [("", t("All")), *((state, t(text)) for state, text in words.STATE.items())]
    fields = [
        text(t("Search"), "q", asked["q"]),
        *where(t, view, known, reader.understood(view.asked, now)),
        select(t("State"), "state", states, asked["state"]),
    ]
    return [
        form("/kpi", fields, t),
        *(_group(t, group, shown, view) for group in GROUPS if any(row.kpi.group == group for row in shown)),
        *([] if shown else [html.P(t("No KPI is like this."), className="hint")]),
        html.P(html.A(t("Table as CSV"), href=view.csv("kpi"), download="kpi.csv"), className="export"),
    ]


def _wanted(t: Translator, row: KpiRow, asked: dict[str, str]) -> bool:
    text = _folded(f"{t(row.kpi.name)} {t(GROUPS[row.kpi.group])} {t(row.kpi.formula_text)}")
    return _folded(asked["q"]) in text and asked["state"] in ("", row.state)


def _folded(text: str) -> str:
    """Found with or without accents."""
    return plain(lower(text))


def _group(t: Translator, group: str, rows: Sequence[KpiRow], view: View) -> Any:
    head = html.Thead(html.Tr([html.Th(t(name), scope="col") for name in COLUMNS]))
    body = html.Tbody([_row(t, row, view) for row in rows if row.kpi.group == group])
    return html.Section([html.H3(t(GROUPS[group])), html.Div(html.Table([head, body]), className="wide")])


def _row(t: Translator, row: KpiRow, view: View) -> Any:
    silent = row.state == "no_data"
    name = html.A(t(row.kpi.name), href=view.but(key=row.kpi.key).href())
    shown = words.amount(t, row.kpi, None if silent else row.now.value)
    told: list[Any] = [html.B(shown)]
    if silent and row.now.value is not None:
        told.append(html.Small(t("last {value}", value=words.amount(t, row.kpi, row.now.value))))
    return html.Tr(
        [
            html.Th([name, html.Small(t(row.kpi.formula_text))], scope="row"),
            html.Td(told, className="count"),
            html.Td(html.Span(t(words.STATE[row.state]), className="state")),
            html.Td([html.Div(target(t, row, one)) for one in row.targets] or "–", className="targets"),
            html.Td(html.Div(className="line", role="img", **line(t, row))),
            html.Td(_heard(t, row)),
        ],
        className=words.COLOUR[row.state],
    )


def target(t: Translator, row: KpiRow, one: Target) -> str:
    """2025: 50,0 %; a city's own value is marked as one."""
    value = words.amount(t, row.kpi, one.value)
    return f"{one.year}: {value}" + (" · " + t("reference level") if one.reference else "")


def line(t: Translator, row: KpiRow) -> dict[str, Any]:
    """The months for the script that draws them, and in words."""
    told = {
        "months": [{"value": value} for _span, value in row.line],
        "targets": [
            {"year": one.year, "value": one.value, "reference": one.reference} for one in row.targets
        ],
    }
    known = [(span, value) for span, value in row.line if value is not None]
    label = t("No months yet")
    if known:
        first, last = known[0], known[-1]
        label = t(
            "from {first} in {start} to {last} in {end}",
            first=words.amount(t, row.kpi, first[1]),
            start=words.span(t, first[0]),
            last=words.amount(t, row.kpi, last[1]),
            end=words.span(t, last[0]),
        )
    return attributes(data_line=json.dumps(told), aria_label=label)


def _heard(t: Translator, row: KpiRow) -> Any:
    if row.feed is None or row.feed.spoke_at is None:
        return html.Span([html.I(), t("nothing yet")], className="silent heard")
    at = words.cell(t, "at", row.feed.spoke_at)
    return html.Span([html.I(), html.Span(at)], className=f"{row.feed.state.value} heard")
