"""The menu "Tải xuống" beside a table or a chart: csv, xlsx, and a picture of what is drawn."""

from typing import Any

from dash import html

from dashboard.access import Right, may
from dashboard.i18n import Translator
from layouts.shell import attributes

FORMATS = ("csv", "xlsx")
PLACE = "{format}"  # what stands for the format in an address


def download(t: Translator, address: str, *, picture: str = "", title: str = "", big: str = "") -> Any:
    """`address`: of the table, with `PLACE`; "" where there is none.

    `picture`: a selector of what is drawn, within the section around. `big`: a KPI's key, whose records may
    be so many that their file is made beside. None for whoever may take nothing away.
    """
    if not may(Right.EXPORT):
        return None
    items = [_table(address, one, big) for one in FORMATS] if address else []
    if picture:
        told = attributes(data_picture=picture, data_title=title)
        items.append(html.Button(t("Picture (png)"), type="button", **told))
    inside = [html.Summary(t("Download")), html.Div(items, className="items")]
    return html.Details(inside, className="download")


def _table(address: str, file_format: str, big: str) -> Any:
    more = attributes(data_big=big, data_format=file_format) if big else {}
    href = address.replace(PLACE, file_format)
    return html.A(file_format, href=href, download="", **more)
