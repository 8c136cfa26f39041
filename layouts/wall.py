"""`/wall`: the screen that nobody touches. Its skeleton; `assets/wall.js` and the scenes' scripts fill it."""

import json
from typing import Any

from dash import html

from dashboard.i18n import Translator, translator
from dashboard.kpis import KPIS
from dashboard.settings import settings
from layouts.doors import chosen, doors
from layouts.shell import attributes, part
from layouts.wall_scenes import SCENES

STAGES = 5


def layout(**_query: str) -> Any:
    return wall("city")


def wall(unit: str) -> Any:
    """The wall of the whole city, or of the unit with this code: its name comes with the live stream."""
    t = translator(chosen().language)
    scenes = html.Div([skeleton(t) for skeleton in SCENES], className="wall-scenes", **part("scenes"))
    return html.Main(
        [_head(t, unit), scenes, _taken(), _feeds(t)],
        id="content",
        className="wall",
        **attributes(data_page="wall", data_unit=unit, data_names=_names(t)),
    )


def _names(t: Translator) -> str:
    """How the KPIs are called: the board knows them by their keys."""
    return json.dumps({kpi.key: t(kpi.name) for kpi in KPIS}, ensure_ascii=False)


def _head(t: Translator, unit: str) -> Any:
    return html.Header([_place(t, unit), _stage(t), _clock(t)], className="wall-head")


def _place(t: Translator, unit: str) -> Any:
    badge = [html.Span(t("SIMULATED DATA"), className="simulated")] if doors().demo else []
    city = unit == "city"
    name = html.H1(settings().city if city else "", **part("wall-name"))
    # the line has room for the badge and one thing more
    whose = settings().city if not city else "" if badge else t("Smart operations center")
    under = html.P(whose, **part("wall-under"))
    notice = html.P(className="wall-notice", role="status", **part("wall-notice"))
    return html.Div([name, html.Div([*badge, under, notice], className="wall-line")], className="wall-place")


def _stage(t: Translator) -> Any:
    """Five steps, the name of the one that holds, and what a leader should know of it."""
    steps = html.Span([html.I() for _step in range(STAGES)], className="steps", **part("stage-steps"))
    return html.Div(
        [
            html.Span(t("City stage"), **part("stage-word")),
            html.B("–", **part("stage-name")),
            steps,
            html.Small(**part("stage-note")),
        ],
        className="wall-stage",
    )


def _clock(t: Translator) -> Any:
    return html.Div(
        [
            html.B("––:––", **part("wall-clock")),
            html.Span(**part("wall-weekday")),
            html.Span(**part("wall-date")),
        ],
        className="wall-clock",
        role="timer",
        **attributes(aria_label=t("Time of the city")),
    )


def _taken() -> Any:
    """What a grave incident takes the screen with; empty until then."""
    return html.Section(className="wall-taken", hidden=True, role="alert", **part("taken"))


def _feeds(t: Translator) -> Any:
    return html.Footer(
        html.Ul(**part("wall-feeds")), className="wall-feeds", **attributes(aria_label=t("Data feeds"))
    )
