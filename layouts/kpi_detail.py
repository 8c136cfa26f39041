"""`/kpi/<key>`: one KPI whole, and the records behind it, down to a single one."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from dash import Input, Output, callback, dcc, html

from dashboard.i18n import Translator, translator
from dashboard.kpis import BY_KEY
from dashboard.opening import Part, figures_of
from dashboard.views import KpiDetail, UnitValue
from layouts import kpi_words as words
from layouts.doors import chosen, kpis
from layouts.kpi_choice import form, where
from layouts.kpi_links import View, read
from layouts.kpi_records import record_section, records_section
from layouts.shell import attributes


def layout(key: str = "", **query: str) -> Any:
    t = translator(chosen().language)
    view = read(query, key)
    if key not in BY_KEY:
        children: list[Any] = [html.H2(t("There is no such page")), html.P(html.A(t("KPIs"), href="/kpi"))]
    else:
        if not figures_of(BY_KEY[key], "denominator"):
            view = view.but(part="")
        every = View(unit=view.unit, level=view.level, period=view.period, on=view.on)
        children = [
            html.P(html.A(t("All KPIs"), href=every.href()), className="back"),
            html.H2(t(BY_KEY[key].name)),
            dcc.Store(id="kpi-asked", data={**view.query(), "key": key}),
            html.Div(id="kpi-whole"),
            html.Div(id="kpi-records"),
        ]
    return html.Main(
        id="content", className="kpi-page kpi-detail", children=children, **attributes(data_page="kpi-detail")
    )


@callback(Output("kpi-whole", "children"), Input("kpi-asked", "data"))
async def whole(asked: dict[str, str]) -> Any:
    """Value, line, formula, feeds, units."""
    t, now, view = translator(chosen().language), datetime.now(UTC), View(**asked)
    reader = kpis()
    seen = reader.understood(view.asked, now)
    known = await asyncio.to_thread(reader.units, view.asked, now)
    detail = await asyncio.to_thread(reader.detail, view.asked, now, view.key)
    ranked = await asyncio.to_thread(reader.ranking, view.asked, now, view.key)
    name = seen.unit.name if seen.unit else ""
    return [
        form(f"/kpi/{view.key}", where(t, view, known, seen), t),
        html.Div(
            [_value(t, detail, view, name), _line(t, detail, view, name), _formula(t, detail)],
            className=f"whole {words.COLOUR[detail.state]}",
        ),
        _units(t, detail, ranked, view),
    ]


@callback(Output("kpi-records", "children"), Input("kpi-asked", "data"))
async def records(asked: dict[str, str]) -> Any:
    """The single record that the address names, and the list."""
    t, now, view = translator(chosen().language), datetime.now(UTC), View(**asked)
    reader = kpis()
    if BY_KEY[view.key].formula.of:
        return []
    part: Part = "denominator" if view.part else "numerator"
    page = await asyncio.to_thread(reader.records, view.asked, now, view.key, part, view.begin)
    kind, _, number = view.record.partition("-")
    sections = [records_section(t, page, view)]
    if number.isascii() and number.isdecimal() and len(number) < 19:
        opened = await asyncio.to_thread(reader.record, now, kind, int(number))
        sections.insert(0, record_section(t, opened, view))
    return sections


def _value(t: Translator, detail: KpiDetail, view: View, unit: str) -> Any:
    kpi, silent = detail.kpi, detail.state == "no_data"
    shown = words.amount(t, kpi, None if silent else detail.now.value)
    period = t("now") if kpi.of == "now" and not view.period else words.span(t, detail.line[-1][0])
    parts = words.number(t, detail.now.numerator, 2 if kpi.unit == "m" else 0)
    if detail.now.denominator is not None:
        parts = f"{parts} ÷ {words.number(t, detail.now.denominator, 0)}"
    last = t("last {value}", value=words.amount(t, kpi, detail.now.value))
    targets = [
        html.Li(
            t("target {year}: {value} ({source})", year=one.year, value=words.amount(t, kpi, one.value),
              source=one.source)
        )
        for one in detail.targets
    ]  # fmt: skip
    return html.Section(
        [
            html.P(f"{unit or t('Whole city')} · {period}", className="where"),
            html.P(shown, className="value"),
            html.P(t(words.STATE[detail.state]), className="state"),
            *([html.P(last, className="parts")] if silent and detail.now.value is not None else []),
            html.P(parts, className="parts"),
            html.Ul(targets or [html.Li(t("No target is set."))], className="targets"),
        ],
        className="now-value",
    )


def _line(t: Translator, detail: KpiDetail, view: View, unit: str) -> Any:
    told = {
        "months": [f"{span.first:%Y-%m}" for span, _value in detail.line],
        "values": [value for _span, value in detail.line],
        "city": [value for _span, value in detail.city_line],
        "names": [unit or t("Whole city"), t("Whole city")],
        "targets": [
            {"year": one.year, "value": one.value, "reference": one.reference} for one in detail.targets
        ],
        "unit": detail.kpi.unit,
        "decimals": detail.kpi.decimals,
    }
    known = sum(value is not None for _span, value in detail.line)
    label = t("{kpi}: {count} months", kpi=t(detail.kpi.name), count=known)
    return html.Section(
        [
            html.H3(
                [
                    t("Over the months"),
                    html.A(t("Table as CSV"), href=view.csv("months"), download="", className="csv"),
                ]
            ),
            html.Div(className="long-line", role="img", **attributes(data_whole=json.dumps(told),
                                                                     aria_label=label)),
        ],
        className="over",
    )  # fmt: skip


def _formula(t: Translator, detail: KpiDetail) -> Any:
    feeds = [
        html.Li(
            [
                html.I(),
                html.Span(feed.title or feed.name),
                html.B(t(words.FEED[feed.state.value])),
                html.Span(
                    t("heard at {time}", time=words.cell(t, "at", feed.spoke_at))
                    if feed.spoke_at
                    else t("nothing yet")
                ),
            ],
            className=f"{feed.state.value}",
        )
        for feed in detail.feeds
    ]
    return html.Section(
        [
            html.H3(t("How it is counted")),
            html.P(t(detail.kpi.formula_text)),
            html.P(t("Source: {source}", source=detail.kpi.source), className="hint"),
            html.H3(t("Feeds behind it")),
            html.Ul(feeds or [html.Li(t("nothing yet"))], className="behind"),
        ],
        className="formula",
    )


def _units(t: Translator, detail: KpiDetail, ranked: Sequence[UnitValue], view: View) -> Any:
    greatest = max((one.value.value or 0.0 for one in ranked), default=0.0)
    bars = [_bar(t, detail, view, one, greatest) for one in ranked]
    export = html.A(t("Table as CSV"), href=view.csv("units"), download="", className="csv")
    return html.Details(
        [
            html.Summary([html.H3(t("By ward")), _summary(t, ranked)]),
            html.P(export),
            html.Ol(className="bars", tabIndex="0", **attributes(data_bars=json.dumps(bars))),
        ],
        open=True,
        className="units",
    )


def _summary(t: Translator, ranked: Sequence[UnitValue]) -> Any:
    number = sum(one.value.value is not None for one in ranked)
    return html.Span(t("{count} units with a value", count=number), className="hint")


def _bar(t: Translator, detail: KpiDetail, view: View, one: UnitValue, greatest: float) -> Any:
    """Name, address, length in per cent, value in words, chosen: drawn in the browser."""
    share = 100 * max(one.value.value or 0.0, 0.0) / greatest if greatest else 0.0
    shown = words.amount(t, detail.kpi, one.value.value)
    address = view.but(unit=one.address).href()
    return [one.unit.name, address, round(share, 1), shown, one.address == view.unit]
