"""Water: gauges over each level, the deepest streets, rain, the tide of the past and the next 24 hours."""

from typing import Any

from dash import html

from dashboard.i18n import Translator
from layouts.shell import attributes, part
from layouts.wall_scenes.blocks import block, figure, figures

LEVELS = (("1", "I", "moderate"), ("2", "II", "severe"), ("3", "III", "extreme"))


def scene(t: Translator) -> Any:
    return html.Section(
        html.Div([_place(t), _streets(t), _counts(t), _tide()], className="inside"),
        className="scene scene-flood",
        hidden=True,
        **attributes(data_scene="flood"),
    )


def _place(t: Translator) -> Any:
    heading = html.H2([t("Floods and tide"), html.Em(**part("flood-told"))])
    return html.Section([heading, html.Div(**part("flood-map"))], className="place")


def _streets(t: Translator) -> Any:
    """The deepest first, each bar against the levels of its own gauge."""
    rows = html.Ol(className="streets", **part("flood-streets"))
    return block(t("Highest water"), "flood-deepest", rows, more="highest")


def _counts(t: Translator) -> Any:
    over = [
        figure(f"over-{key}", t("alarm level {level}", level=roman), shape=shape)
        for key, roman, shape in LEVELS
    ]
    others = [
        figure("below", t("below level I"), shape="minor"),
        figure("mute", t("gone silent"), shape="unknown"),
        figure("rain", t("mm of rain today")),
    ]
    silent = html.Ol(className="silent-gauges", **part("flood-silent"))
    inside = (figures(*over, more="over"), figures(*others), silent)
    return block(t("Flood points"), "flood-counts", *inside, more="counts")


def _tide() -> Any:
    title = [html.Span(**part("tide-station")), html.Em(**part("tide-peak"))]
    curve = html.Div(className="tide-days", role="img", **part("tide-days"))
    return block(title, "flood-tide", curve, more="tide-block")
