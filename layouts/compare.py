"""`/compare`: units and periods side by side, value and change, sorted by any column; each view is a link.

The tables are drawn by `assets/pages/compare.js` from one attribute.
"""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from dash import Input, Output, callback, dcc, html

from dashboard.applied import Applied
from dashboard.civil import day_of
from dashboard.i18n import Translator, translator
from dashboard.kpis import KPIS
from dashboard.periods import line, parse
from dashboard.settings import settings
from dashboard.units import Unit
from dashboard.views import Asked, KpiReader
from dashboard.views import View as Understood
from layouts import kpi_words as words
from layouts.compare_links import MOST, Comparison, known, preset, read
from layouts.compare_map import between, drawn_map, ways
from layouts.compare_table import Row, Table, name_of, tables
from layouts.doors import chosen, kpis
from layouts.kpi_amounts import unit_word
from layouts.kpi_choice import KINDS, OFFERED, Field, form, level, many, map_day, newest, select
from layouts.kpi_links import View, kind_of
from layouts.missing_words import missing_told
from layouts.shell import attributes
from layouts.succession_words import told as told_of

NAMED = ("keys", "units", "level", "periods", "on", "on_day", "sort", "map")
KINDS_HERE = tuple(kind for kind in KINDS if kind != "range")


def layout(**query: str) -> Any:
    t = translator(chosen().language)
    asked = {name: query.get(name, "") for name in NAMED}
    return html.Main(
        id="content",
        className="kpi-page",
        children=[
            html.P(html.A(t("All KPIs"), href="/kpi"), className="back"),
            html.H2(t("Comparison of units and periods")),
            dcc.Store(id="compare-asked", data=asked),
            html.Div(id="compare"),
        ],
        **attributes(data_page="compare"),
    )


@callback(Output("compare", "children"), Input("compare-asked", "data"))
async def compared(told: dict[str, str]) -> Any:
    """The form, and a table for each KPI."""
    t, now, reader = translator(chosen().language), datetime.now(UTC), kpis()
    today = day_of(now, settings().zone)
    wanted = read(told, today)
    units = await asyncio.to_thread(reader.units, Asked(on=wanted.on), now)
    asked = known(wanted, {address for _unit, address in units})
    made = await asyncio.to_thread(tables, reader, asked, t("Whole city"), now)
    seen = reader.understood(Asked(on=asked.on), now)
    drawn = await asyncio.to_thread(
        lambda: _drawn(t, asked, made) | {"maps": _maps(t, reader, asked, made, seen, now)}
    )
    lost = [] if asked.units == wanted.units else [_left_out(t, seen.on)]
    return [
        form("/compare", _fields(t, asked, units, seen), t),
        *lost,
        *_successions(t, between(asked, units, seen)),
        html.Div(className="compared", **attributes(data_compared=json.dumps(drawn))),
    ]


def _maps(
    t: Translator, reader: KpiReader, asked: Comparison, made: list[Table], seen: Understood, now: datetime
) -> dict[str, Any]:
    return {
        "ways": ways(t, asked),
        "of": [drawn_map(t, reader, asked, table, seen, now) for table in made],
    }


def _successions(t: Translator, found: Sequence[Applied]) -> list[Any]:
    """What was done to numbers of another map, above the tables."""
    lines = [
        html.Li(
            text if not more else html.Details([html.Summary(text), html.Ul([html.Li(one) for one in more])])
        )
        for text, more in told_of(t, found)
    ]
    return [html.Ul(lines, className="successions")] if lines else []


def _left_out(t: Translator, on: date) -> Any:
    return html.P(
        t("Units that are not on the map of {day} were left out.", day=words.day(on)), className="hint"
    )


def _fields(
    t: Translator, asked: Comparison, units: Sequence[tuple[Unit, str]], seen: Understood
) -> list[Field]:
    today = seen.today
    kind = kind_of(asked.spans[0].text)
    kinds = [(preset(one, today), t(KINDS[one])) for one in KINDS_HERE]
    last = parse(newest(kind, today), today)
    offered = line(last, OFFERED.get(kind, 31))[::-1] if last is not None else []
    texts = {
        span.text or newest("month", today): words.span(t, span) for span in (*offered, *asked.spans[::-1])
    }
    return [
        many(t("KPIs"), "keys", [(kpi.key, t(kpi.name)) for kpi in KPIS], asked.keys, t("Add a KPI …"), MOST),
        many(
            t("Units"), "units", [(address, unit.name) for unit, address in units], asked.units,
            t("Add a unit …") if asked.units else t("All of the level; add a unit …"), MOST,
        ),
        *([] if asked.units else [level(t, View(level=asked.level))]),
        map_day(t, seen),
        select(t("Kind of period"), "kind", kinds, preset(kind, today)),
        many(
            t("Periods"), "periods", list(texts.items()), tuple(span.text for span in asked.spans),
            t("Add a period …"), MOST,
        ),
        *({"type": "hidden", "name": name, "value": value}
          for name, value in (("sort", asked.sort), ("map", asked.map))),
    ]  # fmt: skip


def _drawn(t: Translator, asked: Comparison, made: list[Table]) -> dict[str, Any]:
    newest_span = asked.spans[-1].text
    return {
        "spans": [words.span(t, span) for span in asked.spans],
        "sort": asked.sort,
        "query": asked.query(),
        "file": asked.file(),
        "names": {"outside": t("outside the city's border of that day"), "estimate": t("estimate")},
        "tables": [
            {
                "name": t(table.kpi.name),
                "href": View(key=table.kpi.key, level=asked.level, period=newest_span, on=asked.on).href(),
                "unit": unit_word(t, table.kpi),
                "share": table.kpi.unit == "%",
                "decimals": table.kpi.decimals,
                "direction": table.kpi.direction,
                "missing": [
                    t("Not enough data") if is_mute else "" if one is None else missing_told(t, one)
                    for one, is_mute in zip(table.missing, table.mute, strict=True)
                ],
                "rows": [_row(t, asked, table, row) for row in (table.whole, *table.rows)],
            }
            for table in made
        ],
    }


def _row(t: Translator, asked: Comparison, table: Table, row: Row) -> list[Any]:
    """Name, address, values, changes, line, outside, estimate."""
    whose = {"level": "city"} if row.is_offices else {"unit": row.address}
    view = View(key=table.kpi.key, period=asked.spans[-1].text, on=asked.on).but(**whose)
    changes = [None if one is None else round(one, table.kpi.decimals) for one in row.changes]
    return [name_of(t, row), view.href(), row.values, changes, row.line, row.outside, row.is_estimate]
