"""Any address that is no page."""

from typing import Any

from dash import html

from dashboard.i18n import translator
from layouts.doors import chosen
from layouts.shell import attributes


def layout(**_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        children=[html.H2(t("There is no such page")), html.P(html.A(t("Overview"), href="/"))],
        **attributes(data_page="missing"),
    )
