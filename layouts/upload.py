"""`/upload`: figures from a spreadsheet, shown as they were read, with every mistake, before they are stored.

`assets/pages/upload.js` sends the text to `/api/upload`; what was entered stays until it is stored.
"""

from typing import Any

from dash import html

from dashboard.access import Right, may
from dashboard.i18n import Translator, translator
from dashboard.units import CITY_ID
from layouts.doors import chosen
from layouts.shell import attributes, part


def layout(**_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        className="upload-page",
        children=[html.H2(t("Upload figures")), *(_form(t) if may(Right.UPLOAD, CITY_ID) else _refused(t))],
        **attributes(data_page="upload"),
    )


def _refused(t: Translator) -> list[Any]:
    hint = t("Figures are uploaded by whoever has that right for the whole city.")
    return [html.P(hint, className="hint")]


def _form(t: Translator) -> list[Any]:
    how = t("Choose a CSV, or paste rows from a spreadsheet: unit, day or month, figure, value.")
    template = html.A(
        t("Template with every figure (CSV)"), href="/api/upload/template.csv", download="mau-so-lieu.csv"
    )
    buttons = [
        html.Button(t("Check"), type="button", className="action", **part("check")),
        html.Button(t("Store"), type="button", className="action", disabled=True, **part("store")),
        html.Span(className="said", role="status", **part("upload-told")),
    ]
    return [
        html.P([how, " ", template], className="hint"),
        html.Div(
            className="upload-and-read",
            children=[
                html.Section(
                    [html.Div(className="choice", **part("choice")), html.Div(buttons, className="buttons")],
                    className="entering",
                ),
                html.Section(className="reading", **part("read"), **attributes(aria_live="polite")),
            ],
        ),
    ]
