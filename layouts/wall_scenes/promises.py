"""Are the promises to citizens kept? Tiles, the map of one of them, what happens now, the tide."""

from typing import Any

from dash import html

from dashboard.i18n import Translator
from layouts.shell import attributes, part
from layouts.wall_scenes.blocks import block, figure, figures


def scene(t: Translator) -> Any:
    return html.Section(
        [_promises(t), _by_unit(t), _now(t)],
        className="scene scene-promises",
        hidden=True,
        **attributes(data_scene="promises"),
    )


def _promises(t: Translator) -> Any:
    heading = html.H2([t("Promises to citizens"), html.Em(**part("promises-period"))])
    return html.Section([heading, html.Div(className="tiles", **part("promises"))], className="promises")


def _by_unit(t: Translator) -> Any:
    heading = html.H2([t("By ward"), html.Em(**part("promises-map-name"))])
    kept = html.Div(className="wall-map", **part("promises-map"))
    legend = html.Ul(className="wall-legend", **part("promises-legend"))
    return html.Section([heading, kept, legend, _tide()], className="by-unit")


def _tide() -> Any:
    told = html.H2([html.Span(**part("tide-name")), html.Em(**part("tide-told"))])
    curve = html.Div(className="wall-tide", role="img", **part("tide-curve"))
    return html.Section([told, curve], className="tide")


def _now(t: Translator) -> Any:
    heading = html.H2([t("Happening now"), html.Em(**part("happening-open"))])
    kept = html.Ol(className="happening", **part("happening"))
    more = html.P(className="more", **part("happening-more"))
    return html.Section([heading, kept, more, *_today(t)], className="happens")


def _today(t: Translator) -> list[Any]:
    return [
        block(
            name,
            f"promises-{key}",
            figures(figure("received", t("received")), figure("overdue", t("overdue"))),
        )
        for key, name in (("complaints", t("Complaints today")), ("dossiers", t("One-stop shop today")))
    ]
