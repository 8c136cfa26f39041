"""Who keeps the promises best, who least, who has improved most: one column a promise."""

from typing import Any

from dash import html

from dashboard.i18n import Translator
from layouts.shell import attributes, part


def scene(t: Translator) -> Any:
    heading = html.H2([t("Wards and communes in order"), html.Em(t("each tick a unit, the dot the city"))])
    columns = (t("Promise"), t("Best"), t("Last"), t("Most improved in three months"))
    heads = html.Div([html.P(column) for column in columns], className="ranking-heads")
    return html.Section(
        [heading, heads, html.Div(className="ranking", **part("ranking"))],
        className="scene scene-ranking",
        hidden=True,
        **attributes(data_scene="ranking"),
    )
