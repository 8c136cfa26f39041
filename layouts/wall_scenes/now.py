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
    alarms = (("open", t("alarms open")), ("alarms", t("alarms today")), ("mute", t("panels mute")))
    water = (("over", t("flood points")), ("worst", t("deepest")), ("peak", t("tide peak")))
    answers = (("received", t("received")), ("in_time", t("in time")), ("overdue", t("overdue")))
    counters = (("received", t("received")), ("on_time", t("in time")), ("overdue", t("overdue")))
    cameras = (("online", t("cameras online")), ("share", t("of all")), ("mute", t("gone silent")))
    blocks = (
        (t("Fire safety"), "now-fire", alarms),
        (t("Floods and tide"), "now-flood", water),
        (t("Complaints"), "now-complaints", answers),
        (t("One-stop shop"), "now-dossiers", counters),
        (t("Cameras"), "now-cameras", cameras),
    )
    made = [block(title, name, figures(*(figure(*one) for one in told))) for title, name, told in blocks]
    return html.Section([html.H2(t("Today")), *made], className="today")
