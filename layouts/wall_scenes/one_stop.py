"""The one-stop counters today: what came in and went out, what is open and late, the promises."""

from typing import Any

from dash import html

from dashboard.i18n import Translator
from layouts.shell import attributes, part
from layouts.wall_scenes.blocks import block, figure, figures


def scene(t: Translator) -> Any:
    return html.Section(
        html.Div([_today(t), _promises(t)], className="inside"),
        className="scene scene-one-stop",
        hidden=True,
        **attributes(data_scene="one-stop"),
    )


def _today(t: Translator) -> Any:
    came = figures(
        figure("received", [t("received"), html.Em(**part("one-stop-online"))], more="large"),
        figure("resolved", t("dossiers resolved"), more="large"),
    )
    on_time = html.Div([html.Div(className="flow", **part("one-stop-flow")), _words("one-stop-flow-words")])
    stock = figures(
        figure("open", t("in progress"), more="tall"),
        figure("due_soon", t("due within 8 working hours"), more="tall warn"),
        figure("overdue", t("overdue"), more="tall bad"),
    )
    late = html.H4(t("Late, by cause"))
    causes = html.Ul(className="causes", **part("one-stop-causes"))
    return html.Section(
        [
            html.H2(t("One-stop shop")),
            block(t("Today"), "one-stop-today", came, on_time, late, causes),
            block(t("Not yet resolved"), "one-stop-stock", stock, more="stock"),
        ],
        className="flows",
    )


def _words(name: str) -> Any:
    return html.P(className="flow-words", **part(name))


def _promises(t: Translator) -> Any:
    tiles = html.Div(className="tiles", **part("one-stop-promises"))
    return html.Section([html.H2(t("Promises to citizens")), tiles], className="promised")
