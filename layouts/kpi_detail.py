"""`/kpi/<key>`: one KPI whole, and the records behind it, down to a single one.

Each part is asked for by itself. What is looked at stands in four stores, so that a tab, or a page of the
list, asks again for its own part alone; `assets/pages/kpi-detail.js` keeps address and stores the same.
"""

import asyncio
from dataclasses import replace
from typing import Any

from dash import Output, callback, dcc, html

from dashboard.i18n import Translator, translator
from dashboard.kpis import BY_KEY
from dashboard.opening import Part, figures_of
from dashboard.targets import in_force
from dashboard.views import dimensions
from dashboard.views.changes import has_contributions
from layouts import kpi_words as words
from layouts.doors import chosen, doors, kpis
from layouts.kpi_changes import changed
from layouts.kpi_choice import form, where
from layouts.kpi_formula import feeds, formula, parts_asked
from layouts.kpi_head import head
from layouts.kpi_links import View, read
from layouts.kpi_map import by_unit, unheard
from layouts.kpi_odd import LOOKED_AT, odd, of_kpi
from layouts.kpi_path import MONTHLY, path
from layouts.kpi_records import record_section, records_section
from layouts.kpi_slices import by_slice
from layouts.kpi_slices import chosen as dimension_of
from layouts.kpi_stores import STORES, Told, asked, begin, part_of
from layouts.shell import attributes


def layout(key: str = "", **query: str) -> Any:
    t = translator(chosen().language)
    view = read(query, key)
    if key not in BY_KEY:
        missing = [html.H2(t("There is no such page")), html.P(html.A(t("KPIs"), href="/kpi"))]
        return html.Main(
            id="content", className="kpi-page", children=missing, **attributes(data_page="missing")
        )
    if not figures_of(BY_KEY[key], "denominator"):
        view = view.but(part="")
    stores = [dcc.Store(id=name, data=part_of(view, names)) for name, names in STORES.items()]
    every = View(unit=view.unit, level=view.level, period=view.period, on=view.on)
    ways = [html.A(t("All KPIs"), href=every.href()), html.A(t("Compare"), href=view.compared())]
    title = html.Div([html.P(ways, className="back"), html.H2(t(BY_KEY[key].name))], className="title")
    return html.Main(
        id="content",
        className="kpi-page kpi-detail",
        children=[*stores, html.Div([title, html.Div(id="kpi-form")], className="head"), *_parts(t, view)],
        **attributes(data_page="kpi-detail"),
    )


def _parts(t: Translator, view: View) -> list[Any]:
    """What each part looks like before it has come: its place is kept."""
    kpi = BY_KEY[view.key]
    slices = [_part("by", t("Broken down"))] if dimensions(kpi) else []
    changes = [_part("change", t("What changed, and who made it"))] if has_contributions(kpi) else []
    opens = [_part("records", t("Records behind it"))] if not kpi.formula.of else []
    return [
        html.Div([html.Div(id="kpi-head"), html.Div(id="kpi-path")], id="kpi-whole", className="whole plain"),
        _part("units", t("By unit")),
        *([html.Div([*changes, *slices], className="beside")] if changes or slices else []),
        html.Div(
            [_part("formula", t("How it is counted")), _part("feeds", t("Feeds behind it"))],
            className="beside",
        ),
        *opens,
    ]


def _part(name: str, title: str) -> Any:
    """A section, and within it what is filled."""
    return html.Section(
        html.Div(html.H3(title), id=f"kpi-{name}", className="waits"), id=name, className=f"part-{name}"
    )


@callback(
    Output("kpi-form", "children"),
    Output("kpi-head", "children"),
    Output("kpi-whole", "className"),
    *asked(),
)
async def whole(*told: Told) -> Any:
    """The form, the value with its parts and targets."""
    t, now, view, seen = begin(told)
    known = await asyncio.to_thread(kpis().units, view.asked, now)
    detail = await asyncio.to_thread(kpis().detail, view.asked, now, view.key)
    asking = html.Div(form(f"/kpi/{view.key}", where(t, view, known, seen), t), key=view.href())
    return asking, head(t, detail, view, seen), f"whole {words.COLOUR[detail.state]}"


@callback(Output("kpi-path", "children"), *asked())
async def over_time(*told: Told) -> Any:
    """The line to its targets; the forecast where the present is asked about."""
    t, now, view, seen = begin(told)
    detail = await asyncio.to_thread(kpis().detail, view.asked, now, view.key)
    ahead = None
    if seen.is_present and seen.span.kind in MONTHLY:
        ahead = await asyncio.to_thread(kpis().ahead, view.asked, now, view.key)
    return path(t, detail, ahead, view, seen)


@callback(Output("kpi-units", "children"), *asked())
async def units(*told: Told) -> Any:
    """The map and the ranking, with the target that holds for units of their level."""
    t, now, view, seen = begin(told)
    kpi = BY_KEY[view.key]
    ranked = await asyncio.to_thread(kpis().ranking, view.asked, now, view.key)
    level = ranked[0].unit.level if ranked else "ward"
    of_level = replace(view.asked, unit="", level=level)
    row = (await asyncio.to_thread(kpis().table, of_level, now, [view.key]))[0]
    if row.state == "no_data" and kpi.of == "now" and seen.is_present:
        ranked = [unheard(one) for one in ranked]
    target = in_force(row.targets, seen.span.last.year, kpi.direction)
    return by_unit(t, kpi, ranked, target, view, seen)


@callback(Output("kpi-by", "children"), *asked("kpi-asked-by"))
async def broken_down(*told: Told) -> Any:
    """By one dimension; nothing where there is none."""
    t, now, view, seen = begin(told)
    kpi = BY_KEY[view.key]
    dimension = dimension_of(kpi, view.by)
    if dimension is None:
        return []
    found = await asyncio.to_thread(kpis().sliced, view.asked, now, view.key, dimension)
    row = (await asyncio.to_thread(kpis().table, view.asked, now, [view.key]))[0]
    return by_slice(t, kpi, found, row.now, seen.span, view)


@callback(Output("kpi-change", "children"), *asked("kpi-asked-against"))
async def change(*told: Told) -> Any:
    """Since the period before, or a year ago."""
    t, now, view, _seen = begin(told)
    against = "year" if view.against == "year" else "before"
    found = await asyncio.to_thread(kpis().changes, view.asked, now, view.key, against)
    return changed(t, BY_KEY[view.key], found, view)


@callback(Output("kpi-formula", "children"), Output("kpi-feeds", "children"), *asked())
async def counted(*told: Told) -> Any:
    """The formula, its components with their points, the feeds, what was off its habit."""
    t, now, view, seen = begin(told)
    keys = [view.key, *parts_asked(BY_KEY[view.key])]
    row, *parts = await asyncio.to_thread(kpis().table, view.asked, now, keys)
    desk = doors().findings
    noticed = [] if desk is None else await asyncio.to_thread(desk.recent, LOOKED_AT)
    off_habit = of_kpi(noticed, row.kpi, seen.unit)
    return formula(t, row, parts, view), [*feeds(t, row), *odd(t, off_habit, view)]


@callback(Output("kpi-records", "children"), *asked("kpi-opened"))
async def records(*told: Told) -> Any:
    """The single record that the address names, and the list."""
    t, now, view, _seen = begin(told)
    if BY_KEY[view.key].formula.of:
        return []
    part: Part = "denominator" if view.part else "numerator"
    page = await asyncio.to_thread(kpis().records, view.asked, now, view.key, part, view.begin)
    kind, _, number = view.record.partition("-")
    sections = records_section(t, page, view)
    if number.isascii() and number.isdecimal() and len(number) < 19:
        opened = await asyncio.to_thread(kpis().record, now, kind, int(number))
        sections = [record_section(t, opened, view), *sections]
    return sections
