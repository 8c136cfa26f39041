"""`/desk`: list, map and detail of the incidents, in step. This is the skeleton and its fixed words;
`assets/pages/desk*.js` fill it from `/api/desk` and from the board.
"""

from typing import Any

import dash_ag_grid as dag
import dash_leaflet as dl
from dash import html

from dashboard.desk.shapes import SEVERITIES
from dashboard.i18n import Translator, translator
from dashboard.settings import settings
from layouts.desk_filters import SEVERITY_NAMES, filters
from layouts.doors import chosen
from layouts.shell import attributes, part, switch

# Colours and type are the page's own, so that night and day need no second theme.
THEME = (
    "themeQuartz.withParams({backgroundColor: 'transparent', foregroundColor: 'var(--ink)',"
    " borderColor: 'var(--line)', rowHoverColor: 'var(--hatch)', selectedRowBackgroundColor: 'var(--hatch)',"
    " headerBackgroundColor: 'transparent', headerTextColor: 'var(--soft)', headerFontWeight: 400,"
    " accentColor: 'var(--s4)', fontFamily: 'inherit', fontSize: 'inherit', wrapperBorder: false,"
    " wrapperBorderRadius: 0, headerColumnResizeHandleDisplay: 'none', cellHorizontalPadding: '0.5em',"
    " browserColorScheme: 'inherit', iconSize: '0.9em'})"
)


def layout(**query: str) -> Any:
    return page(query.get("incident_id", ""))


def page(incident: str) -> Any:
    """The desk with one incident open, or none where that is empty."""
    mine = chosen()
    t = translator(mine.language)
    return html.Main(
        id="content",
        className="desk",
        children=[_tabs(t), _list(t), _place(t, mine.map), _detail(t), _foot(t)],
        **attributes(data_page="desk", data_incident=incident, data_map=mine.map, data_tab="list"),
    )


def _tabs(t: Translator) -> Any:
    """Where there is room for one pane only."""
    named = (("list", t("List")), ("map", t("Map")), ("detail", t("Detail")))
    buttons = [
        html.Button(
            name,
            type="button",
            role="tab",
            id=f"desk-tab-{key}",
            **attributes(
                data_tab=key, aria_controls=f"desk-{key}", aria_selected="true" if key == "list" else "false"
            ),
        )
        for key, name in named
    ]
    return html.Div(
        buttons, className="panes", role="tablist", **attributes(aria_label=t("Parts of the desk"))
    )


def _pane(key: str, name: str, children: list[Any]) -> Any:
    return html.Section(
        children, id=f"desk-{key}", className=f"pane of-{key}", **attributes(aria_label=name, data_pane=key)
    )


def _list(t: Translator) -> Any:
    grid = dag.AgGrid(
        id="desk-rows",
        className="rows",
        columnDefs=[],
        rowModelType="infinite",
        style={"height": "100%", "width": "100%"},
        getRowId="params.data.key",
        dashGridOptions={
            "theme": {"function": THEME},
            "cacheBlockSize": 100,
            "maxConcurrentDatasourceRequests": 6,  # the one that Dash itself asks is never answered
            "maxBlocksInCache": 20,
            "rowSelection": {
                "mode": "multiRow",
                "checkboxes": True,
                "headerCheckbox": False,
                "enableClickSelection": False,
            },
            "suppressCellFocus": True,
            "suppressDragLeaveHidesColumns": True,
            "suppressMovableColumns": True,
            "animateRows": False,
            "localeText": {
                "ariaRowToggleSelection": t("Choose this row"),
                "noRowsToShow": t("No incident fits these filters."),
                "ariaChecked": "✓",
                "ariaUnchecked": "–",
            },
        },
    )
    bulk = html.Div(
        className="bulk", hidden=True, role="group", **part("bulk"), **attributes(aria_label=t("Chosen rows"))
    )
    above = html.Button(className="above", type="button", hidden=True, **part("above"))
    return _pane(
        "list",
        t("List of incidents"),
        [*filters(t), bulk, html.Div([above, grid], className="grid"), _total(t)],
    )


def _total(t: Translator) -> Any:
    return html.P(
        [
            html.Span(role="status", **part("total")),
            html.Button(type="button", **part("sound")),
            html.A(t("Hand-over"), href="/desk/handover"),
            html.Button(
                [t("All keys"), html.Kbd("?")], type="button", className="quiet", **attributes(data_do="keys")
            ),
        ],
        className="foot",
    )


def _place(t: Translator, drawn: str) -> Any:
    tiles = [dl.TileLayer(url=settings().tile_url)] if settings().tile_url else []
    units = dl.GeoJSON(
        id="desk-units",
        url=f"/api/map.geojson?shape={drawn}",
        style={"variable": "ops.desk.map.style"},
        onEachFeature={"variable": "ops.desk.map.bind"},
    )
    drawing = dl.Map(
        [
            *tiles,
            units,
            dl.ZoomControl(position="bottomleft"),
        ],
        id="desk-leaflet",
        center=(10.8, 106.7),
        zoom=9,
        zoomSnap=0,
        zoomDelta=1,
        zoomControl=False,
        attributionControl=bool(tiles),
        className="leaflet",
    )
    return _pane(
        "map",
        t("Map of incidents"),
        [
            html.Div(drawing, className="map", **part("map")),
            html.Div(_shapes(t, drawn), className="layers", **part("layers")),
            _legend(t),
            _section("nearby", t("Within 500 m"), html.H2),
        ],
    )


def _shapes(t: Translator, drawn: str) -> list[Any]:
    """Borders or hexagons, where the city has imported borders."""
    if settings().boundaries is None:
        return []
    choices = (("borders", t("Borders")), ("hexagons", t("Hexagons")))
    return [switch(t("Shape of the wards"), "map", choices, drawn)]


def _legend(t: Translator) -> Any:
    names = [
        html.Li([html.I(**attributes(data_shape=key)), t(SEVERITY_NAMES[key])], className="caption")
        for key in SEVERITIES
    ]
    return html.Ul(names, className="legend", **part("legend"))


def _section(key: str, name: str, heading: Any = html.H3) -> Any:
    """A part with its heading and how many are in it; hidden until there is something."""
    return html.Section(
        [heading([name, html.Em(**part(f"{key}-count"))]), html.Div(**part(key))],
        className=f"of-{key}",
        hidden=True,
        **part(f"{key}-section"),
    )


def _detail(t: Translator) -> Any:
    parts: tuple[tuple[str, str], ...] = (
        ("sources", t("Sources")),
        ("timeline", t("What was done")),
        ("attachments", t("Attachments")),
        ("related", t("Related")),
        ("past", t("Earlier at this place")),
    )
    sections = [_section(key, name) for key, name in parts]
    article = html.Article(
        [
            html.Header(className="topline", **part("head")),
            html.Ol(className="way", **part("way")),
            html.Div(className="outcome", role="status", **part("told")),
            html.Div(
                className="actions", role="toolbar", **part("actions"), **attributes(aria_label=t("Actions"))
            ),
            html.Div(className="form", **part("form")),
            *sections,
        ],
        hidden=True,
        **part("incident"),
    )
    none = html.P(t("Choose an incident in the list or on the map."), className="nothing", **part("none"))
    creating = html.Div(className="form creating", **part("creating"))
    pane = _pane("detail", t("Detail of the incident"), [creating, none, article])
    pane.tabIndex = -1
    return pane


def _foot(t: Translator) -> Any:
    return html.Div(
        className="sheet", hidden=True, role="dialog", **part("keys"), **attributes(aria_label=t("All keys"))
    )
