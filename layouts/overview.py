"""`/`: the first screen. This is its skeleton and its words; `assets/overview.js` fills it from the board."""

from typing import Any

import dash_leaflet as dl
from dash import html

from dashboard.i18n import Translator, translator
from dashboard.kpis import BOARD, BY_KEY, Kpi
from dashboard.settings import settings
from layouts.doors import chosen
from layouts.download import download
from layouts.shell import attributes, part, switch

# The large tiles, in reading order; every other KPI stands as a row under its group.
TILES = (
    "online_share",
    "on_time_share",
    "paid_online_share",
    "complaints_48h_share",
    "cameras_online_share",
    "flood_deepest",
)
GROUPS = {
    "dossiers": "One-stop shop",
    "complaints": "Complaints",
    "cameras": "Cameras",
    "fire": "Fire safety",
    "flood": "Floods and tide",
}


def layout(**_query: str) -> Any:
    mine = chosen()
    t = translator(mine.language)
    return html.Main(
        id="content",
        className="overview",
        children=[_promises(t), _place(t, mine.map), _now(t), _feeds(t)],
        **attributes(data_page="overview"),
    )


def _heading(text: str, name: str, menu: Any = None) -> Any:
    return html.H2([text, html.Em(**part(name)), menu])


def _promises(t: Translator) -> Any:
    return html.Section(
        className="promises",
        children=[
            _heading(t("Promises to citizens"), "period", download(t, "/api/tables/overview.{format}")),
            html.Div(className="tiles", children=[_tile(t, BY_KEY[key]) for key in TILES]),
            html.Div(className="groups", children=[_group(t, group) for group in GROUPS if _rows_of(group)]),
        ],
    )


def _tile(t: Translator, kpi: Kpi) -> Any:
    return html.Article(
        className="tile",
        children=[
            html.Header(
                [html.H3(_chooser(t, kpi, t(kpi.name)), title=t(kpi.formula_text)), html.Time(**part("time"))]
            ),
            html.P(
                _opened(t, kpi, [html.Span("–", **part("value")), html.Small(**part("unit"))]),
                className="value",
            ),
            html.P(className="state", **part("state")),
            html.Div(className="line", role="img", **part("line")),
            html.P(className="sentence", **part("sentence")),
        ],
        **attributes(data_kpi=kpi.key),
    )


def _chooser(t: Translator, kpi: Kpi, text: str) -> Any:
    """A KPI's name, which also brings it onto the map."""
    if not kpi.on_map:
        return html.Span(text)
    return html.Button(
        text,
        type="button",
        title=t("{kpi}: show on the map", kpi=t(kpi.name)),
        **attributes(data_map_kpi=kpi.key, aria_pressed="false"),
    )


def _opened(t: Translator, kpi: Kpi, value: Any) -> Any:
    """A number, which opens into its records."""
    return html.A(
        value,
        href=f"/kpi/{kpi.key}",
        className="opens",
        title=t("{kpi}: open into its records", kpi=t(kpi.name)),
    )


def _rows_of(group: str) -> list[Kpi]:
    return [kpi for kpi in BOARD if kpi.group == group and kpi.key not in TILES]


def _group(t: Translator, group: str) -> Any:
    rows = [
        html.Li(
            [
                _chooser(t, kpi, t(kpi.name, context="short")),
                _opened(t, kpi, html.B("–", **part("value"))),
                html.Small(className="last", **part("last")),
            ],
            title=t(kpi.formula_text),
            **attributes(data_kpi=kpi.key),
        )
        for kpi in _rows_of(group)
    ]
    heading = html.H3([t(GROUPS[group]), html.Time(**part("time"))])
    return html.Section([heading, html.Ul(rows)], className="group", **attributes(data_group=group))


def _place(t: Translator, drawn: str) -> Any:
    choices = [html.Option(t(kpi.name), value=kpi.key) for kpi in BOARD if kpi.on_map]
    return html.Section(
        className="place",
        children=[
            html.H2(
                [
                    t("By ward"),
                    html.Select(choices, id="map-kpi", **attributes(aria_label=t("Figure on the map"))),
                    download(t, f"/api/kpi/{TILES[0]}/units.{{format}}", picture=".map, .legend"),
                ]
            ),
            html.Div([_map(drawn), *_shapes(t, drawn)], className="map", role="group", **part("map")),
            html.Ul(className="legend", **part("legend")),
            html.P(className="extremes", **part("extremes")),
            _tide(t),
        ],
    )


def _shapes(t: Translator, drawn: str) -> list[Any]:
    """The hexagons show the small inner wards better than their borders do: both can be had."""
    if settings().boundaries is None:
        return []
    return [
        switch(
            t("Shape of the wards"), "map", (("borders", t("Borders")), ("hexagons", t("Hexagons"))), drawn
        )
    ]


def _map(drawn: str) -> Any:
    tiles = [dl.TileLayer(url=settings().tile_url)] if settings().tile_url else []
    units = dl.GeoJSON(
        id="units",
        url=f"/api/map.geojson?shape={drawn}",
        style={"variable": "ops.map.style"},
        onEachFeature={"variable": "ops.map.bind"},
    )
    return dl.Map(
        [*tiles, units],
        id="map",
        center=(10.8, 106.7),
        zoom=9,
        zoomSnap=0,
        zoomDelta=0.5,
        zoomControl=False,
        scrollWheelZoom=False,
        attributionControl=bool(tiles),
        className="leaflet",
    )


def _tide(t: Translator) -> Any:
    return html.Section(
        className="tide",
        children=[
            _heading(
                t("Tide at {station}", station="Phú An"),
                "tide-now",
                download(t, "/api/tables/tide.{format}", picture=".curve"),
            ),
            html.Div(className="curve", role="img", **part("tide")),
        ],
    )


def _now(t: Translator) -> Any:
    return html.Section(
        className="now",
        children=[
            _heading(t("Happening now"), "open", download(t, "/api/tables/incidents.{format}")),
            html.Ol(className="incidents", **part("incidents")),
            html.P(className="more", **part("more")),
            html.Section(
                className="deepest",
                children=[
                    _heading(t("Highest water"), "levels", download(t, "/api/tables/gauges.{format}")),
                    html.Ol(**part("deepest")),
                ],
            ),
        ],
    )


def _feeds(t: Translator) -> Any:
    return html.Footer(
        className="strip", children=[html.Ul(**part("feeds"))], **attributes(aria_label=t("Data feeds"))
    )
