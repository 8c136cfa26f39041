"""`/stage`: the city's stage, what proposes it and why, what a leader decided, and the history.

The skeleton and its words; `assets/pages/stage*.js` fill it from `/api/stage`.
"""

from typing import Any

from dash import html

from dashboard.access import Right, may
from dashboard.i18n import Translator, translator
from dashboard.units import CITY_ID
from layouts.doors import chosen
from layouts.download import download
from layouts.shell import attributes, part


def layout(**_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        className="stage-page",
        children=[
            html.Div([_holds(t), _why(t)], className="stage-side"),
            html.Div([_deciding(t), _history(t)], className="stage-side"),
        ],
        **attributes(data_page="stage"),
    )


def _holds(t: Translator) -> Any:
    inside = [html.H2(t("City stage")), html.Div(**part("holds"))]
    return html.Section(inside, className="holds", **attributes(aria_live="polite"))


def _why(t: Translator) -> Any:
    return html.Section(
        [
            html.H3(t("What the rules ask for")),
            html.Div(**part("unsure")),
            html.Ul(className="reasons", **part("reasons")),
            html.Div(className="wide", **part("conditions")),
            html.P(className="hint", **part("rule")),
        ],
        className="why",
    )


def _deciding(t: Translator) -> Any:
    """The form is the script's: it keeps what was entered while the counts go on."""
    if may(Right.DECIDE, CITY_ID):
        inside: Any = [html.H3(t("Decide the stage")), html.Div(**part("deciding"))]
    else:
        hint = t("The stage is set by whoever has that right for the whole city.")
        inside = [html.P(hint, className="hint")]
    return html.Aside(inside, className="deciding")


def _history(t: Translator) -> Any:
    inside = [
        html.H3([t("History"), download(t, "/api/tables/stages.{format}")]),
        html.Ol(**part("history")),
        html.P(**part("older")),
    ]
    return html.Section(inside, className="past")
