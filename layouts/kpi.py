"""`/kpi`: every KPI by group, of any unit, level and period; searchable, as a table or as small multiples.

What the address asks is answered by one attribute; `assets/pages/kpi.js` draws it, searches and filters.
"""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

from dash import Input, Output, callback, dcc, html

from dashboard.access import Right, may
from dashboard.i18n import Translator, translator
from layouts import kpi_words as words
from layouts.doors import chosen, findings, kpis
from layouts.kpi_choice import Field, form, select, text, where
from layouts.kpi_findings import MOST, findings_section
from layouts.kpi_links import read
from layouts.kpi_rows import STATES, drawn
from layouts.shell import attributes

LOOKS = {"": "Table", "multiples": "Small multiples"}
OWN = ("q", "state", "look", "shut")  # what the script of the page does: search, filter, look, closed groups


def layout(**query: str) -> Any:
    t = translator(chosen().language)
    asked = {**read(query).query(), **{name: query.get(name, "") for name in OWN}}
    return html.Main(
        id="content",
        className="kpi-page kpi-list",
        children=[
            html.H2(t("Every KPI")),
            dcc.Store(id="kpis-asked", data=asked),
            html.Div(id="kpi-findings"),
            html.Div(id="kpis"),
        ],
        **attributes(data_page="kpi"),
    )


@callback(Output("kpis", "children"), Input("kpis-asked", "data"))
async def every(asked: dict[str, str]) -> Any:
    """The form, and the KPIs of what the address asks."""
    t, now, view = translator(chosen().language), datetime.now(UTC), read(asked)
    reader = kpis()
    known = await asyncio.to_thread(reader.units, view.asked, now)
    rows = await asyncio.to_thread(reader.table, view.asked, now)
    seen = reader.understood(view.asked, now)
    told = {
        **drawn(t, rows, seen),
        "asked": {name: asked[name] for name in OWN},
        "query": view.query(),
        "looks": [[look, t(name)] for look, name in LOOKS.items()],
    }
    return [
        form("/kpi", [*_search(t, asked), *where(t, view, known, seen)], t),
        html.Div(className="kpis", **attributes(data_kpis=json.dumps(told, separators=(",", ":")))),
    ]


@callback(Output("kpi-findings", "children"), Input("kpis-asked", "data"))
async def off_habit(_asked: dict[str, str]) -> Any:
    """The newest anomalies."""
    found = await asyncio.to_thread(findings().recent, MOST)
    return findings_section(translator(chosen().language), found, may_judge=may(Right.JUDGE))


def _search(t: Translator, asked: dict[str, str]) -> list[Field]:
    states = [("", t("All")), *((state, t(words.STATE[state])) for state in STATES)]
    state = asked["state"] if asked["state"] in STATES else ""
    return [
        text(t("Search"), "q", asked["q"]),
        select(t("State"), "state", states, state),
        *({"type": "hidden", "name": name, "value": asked[name]} for name in ("look", "shut")),
    ]
