"""What happens now: incidents on the map and in words, and how each of the city's services stands today."""

from typing import Any

from dash import html

from dashboard.i18n import Translator
from layouts.shell import attributes, part
from layouts.wall_scenes.blocks import block, figure, figures


def scene(t: Translator) -> Any:
    return html.Section(
        html.Div([_place(t), _incidents(t), _today(t)], className="inside"),
        className="scene scene-now",
        hidden=True,
        **attributes(data_scene="now"),
    )


def _place(t: Translator) -> Any:
    heading = html.H2([t("Happening now"), html.Em(**part("now-open"))])
    counts = html.Ul(className="severities", **part("now-severities"))
    return html.Section([heading, html.Div(**part("now-map")), counts], className="place")


def _incidents(t: Translator) -> Any:
    heading = html.H2(t("By severity"))
    rows = html.Ol(className="happening", **part("now-incidents"))
    return html.Section(
        [heading, rows, html.P(className="more", **part("now-more"))], className="incidents-now"
    )


def _today(t: Translator) -> Any:
    return html.Section(
        [
            html.H2(t("Today")),
            block(
                t("Fire safety"),
                "now-fire",
                figures(
                    figure("open", t("alarms open")),
                    figure("alarms", t("alarms today")),
                    figure("mute", t("panels mute")),
                ),
            ),
            block(
                t("Floods and tide"),
                "now-flood",
                figures(
                    figure("over", t("flood points")),
                    figure("worst", t("deepest")),
                    figure("peak", t("tide peak")),
                ),
            ),
            block(
                t("Complaints"),
                "now-complaints",
                figures(
                    figure("received", t("received")),
                    figure("in_time", t("in time")),
                    figure("overdue", t("overdue")),
                ),
            ),
            block(
                t("One-stop shop"),
                "now-dossiers",
                figures(
                    figure("received", t("received")),
                    figure("on_time", t("in time")),
                    figure("overdue", t("overdue")),
                ),
            ),
            block(
                t("Cameras"),
                "now-cameras",
                figures(
                    figure("online", t("cameras online")),
                    figure("share", t("of all")),
                    figure("mute", t("gone silent")),
                ),
            ),
        ],
        className="today",
    )
