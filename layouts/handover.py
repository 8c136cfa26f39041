"""`/desk/handover`: the shift as it is handed over, signed by the next, printed on A4; and the earlier ones.

The skeleton and its words; `assets/pages/handover.js` fills it from `/api/desk/handover`.
"""

from typing import Any

from dash import html

from dashboard.i18n import Translator, translator
from layouts.doors import chosen
from layouts.download import download
from layouts.shell import attributes, part


def layout(**_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        className="handover",
        children=[
            html.P(html.A(t("Back to the desk"), href="/desk"), className="back"),
            html.Header(
                [
                    html.H2([t("Hand-over of the shift"), download(t, "/api/tables/shift.{format}")]),
                    html.P(**part("span")),
                ],
                className="topline",
            ),
            html.Div(className="outcome", role="status", **part("told")),
            html.Div(className="sheet-of-shift", **part("shift")),
            html.Div(className="handing", **part("handing")),
            _earlier(t),
        ],
        **attributes(data_page="handover"),
    )


def _earlier(t: Translator) -> Any:
    return html.Section(
        [
            html.H3([t("Earlier hand-overs"), download(t, "/api/tables/handovers.{format}")]),
            html.Ol(**part("earlier")),
        ],
        className="earlier",
        **attributes(aria_label=t("Earlier hand-overs")),
    )
