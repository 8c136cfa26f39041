"""`/reports`: what was issued, what is being written, and the form of a new one.

The skeleton and its words; `assets/pages/reports*.js` fill it from `/api/reports`.
"""

from typing import Any

from dash import html

from dashboard.access import Right, may
from dashboard.i18n import Translator, translator
from layouts.doors import chosen
from layouts.shell import attributes, part


def layout(**_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        className="reports-page",
        children=[_head(t), html.Div([_list(t), _new(t)], className="reports-and-form")],
        **attributes(data_page="reports"),
    )


def _head(t: Translator) -> Any:
    verify = html.A(t("Verify an issued report"), href="/reports/verify")
    return html.Div([html.H2(t("Reports")), html.P(verify)], className="head")


def _list(t: Translator) -> Any:
    """The newest first; who writes reports sees drafts too."""
    return html.Section(
        [
            html.Div(**part("report-filters")),
            html.Div(className="wide", **part("report-list")),
            html.P(className="hint", role="status", **part("report-told")),
        ],
        className="listed",
        **attributes(aria_label=t("Reports")),
    )


def _new(t: Translator) -> Any:
    if not may(Right.REPORT):
        hint = t("Reports are written by whoever has that right; here are those that were issued.")
        return html.Aside(html.P(hint, className="hint"))
    return html.Aside([html.H3(t("A new report")), html.Div(**part("new-report"))], className="editing-new")
