"""`/reports/<id>`: a report as it will print, beside it what is written, issued or revised.

The skeleton and its words; `assets/pages/report*.js` fill it from `/api/reports/<id>`.
"""

from typing import Any

from dash import html

from dashboard.access import who
from dashboard.i18n import translator
from layouts.doors import chosen
from layouts.shell import attributes, part


def layout(report_id: str = "", **_query: str) -> Any:
    t = translator(chosen().language)
    ways = html.P(html.A(t("All reports"), href="/reports"), className="back")
    title = [html.H2(**part("report-title")), html.P(className="state", **part("report-state"))]
    return html.Main(
        id="content",
        className="report-page",
        children=[
            html.Div(
                [
                    html.Header([ways, *title]),
                    html.Div(className="notices", **part("report-notices"), **attributes(aria_live="polite")),
                    html.Div(**part("report-panel")),
                ],
                className="report-side",
            ),
            html.Div(
                className="sheets",
                **part("report-sheets"),
                **attributes(aria_label=t("The report as it will print"), role="region"),
            ),
        ],
        **attributes(data_page="report", data_report=report_id, data_who=who()),
    )
