"""One KPI after another over the wards: the map, how they spread, the highest and the lowest."""

import json
from typing import Any

from dash import html

from dashboard.i18n import Translator
from dashboard.kpis import BOARD
from layouts.shell import attributes, part
from layouts.wall_scenes.blocks import block


def scene(t: Translator) -> Any:
    # what the wall's document does not tell of a KPI that is no promise
    kpis = {kpi.key: [kpi.group, kpi.unit, kpi.decimals] for kpi in BOARD if kpi.on_map}
    return html.Section(
        html.Div([_place(t), _told(t)], className="inside"),
        className="scene scene-map",
        hidden=True,
        **attributes(data_scene="map", data_kpis=json.dumps(kpis)),
    )


def _place(t: Translator) -> Any:
    heading = html.H2([t("By ward"), html.Em(**part("map-turn"))])
    return html.Section([heading, html.Div(**part("map-map"))], className="place")


def _told(t: Translator) -> Any:
    value = html.P([html.B("–", **part("map-value")), html.Span(**part("map-state"))], className="city-value")
    spread = html.Div(className="spread", role="img", **part("map-spread"))
    legend = html.P([html.I(className="nodata"), html.Span(**part("map-unknown"))], className="unknown-units")
    ends = [
        html.Section([html.H3(t("Highest")), html.Ol(**part("map-highest"))]),
        html.Section([html.H3(t("Lowest")), html.Ol(**part("map-lowest"))]),
    ]
    inside = (value, spread, legend, *ends, html.P(className="silent-kpis", **part("map-silent")))
    return block(html.Span(**part("map-name")), "map-told", *inside)
