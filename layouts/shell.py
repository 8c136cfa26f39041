"""What stands around every page: the city, where one can go, the clock, and the switches."""

from typing import Any

from dash import html, page_container

from dashboard.access import Account, Right, account, may
from dashboard.accounts.words import role
from dashboard.i18n import Translator, translator
from dashboard.settings import settings
from layouts.doors import Chosen, chosen, doors


def attributes(**named: str) -> dict[str, Any]:
    """`data_kpi="x"` as the attribute data-kpi: what Dash takes, and a Python name may not be."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def part(name: str) -> dict[str, Any]:
    """The attribute by which the scripts in `assets` find an element to fill."""
    return attributes(data_part=name)


def layout() -> Any:
    """Asked by Dash at each load, so that it speaks the visitor's language."""
    mine = chosen()
    t = translator(mine.language)
    return html.Div(
        className="screen",
        children=[
            html.A(t("Skip to the content"), href="#content", className="skip"),
            html.Header(
                className="top", children=[_city(t), _nav(t), _told(t), _switches(t, mine), _clock(t)]
            ),
            page_container,
        ],
    )


def _city(t: Translator) -> Any:
    return html.Div(
        className="city", children=[html.H1(settings().city), html.P(t("Smart operations center"))]
    )


def _nav(t: Translator) -> Any:
    pages = (
        ("/", t("Overview"), Right.SEE),
        ("/desk", t("Incidents"), Right.SEE),
        ("/stage", t("Stage"), Right.SEE),
        ("/digest", t("Digest"), Right.SEE),
        ("/kpi", t("KPIs"), Right.SEE),
        ("/targets", t("Targets"), Right.SEE),
        ("/reports", t("Reports"), Right.SEE),
        ("/upload", t("Upload"), Right.UPLOAD),
        ("/feeds", t("Data feeds"), Right.SEE),
    )
    return html.Nav(
        [
            html.A([name, *_open_count(path)], href=path, **part("page-link"))
            for path, name, right in pages
            if may(right)
        ],
        **attributes(aria_label=t("Pages")),
    )


def _open_count(path: str) -> list[Any]:
    """How many incidents are open, beside the name of their desk."""
    return [html.B(**part("incidents-open"))] if path == "/desk" else []


def _told(t: Translator) -> Any:
    badge = [html.Span(t("SIMULATED DATA"), className="simulated")] if doors().demo else []
    return html.Div(
        className="told",
        children=[
            *badge,
            html.Span(className="loading", **part("loading")),
            html.Span(className="notice", role="status", **part("notice")),
        ],
    )


def _switches(t: Translator, mine: Chosen) -> Any:
    switched = [
        switch(t("Language"), "language", (("vi", "VI"), ("en", "EN")), mine.language),
        switch(t("Look"), "look", (("night", t("Night")), ("day", t("Day"))), mine.look),
    ]
    whose = account()
    return html.Div(switched if whose is None else _who(t, whose, switched), className="switches")


def _who(t: Translator, whose: Account, switched: list[Any]) -> Any:
    """Who is signed in, and their menu: it takes the switches in, so that the header has room."""
    ways = [
        html.Li(html.A(t("Operations wall"), href="/wall")),
        html.Li(html.A(t("Your account"), href="/account")),
    ]
    if may(Right.ADMINISTER):
        ways.append(html.Li(html.A(t("Administration"), href="/admin")))
    out = html.Button(t("Sign out"), type="button", **attributes(data_do="sign-out"))
    title = [html.B(whose.full_name or whose.name), html.Span(role(t, whose.role))]
    menu = html.Ul([html.Li(switched, className="of-switches"), *ways, html.Li(out)])
    named = t("Signed in as {name}", name=whose.name)
    return html.Details([html.Summary(title, title=named), menu], className="who")


def switch(name: str, key: str, choices: tuple[tuple[str, str], ...], now: str) -> Any:
    buttons = [
        html.Button(
            text,
            type="button",
            **attributes(data_switch=key, data_value=value, aria_pressed=str(value == now).lower()),
        )
        for value, text in choices
    ]
    return html.Div(buttons, role="group", **attributes(aria_label=name))


def _clock(t: Translator) -> Any:
    return html.Div(
        className="clock",
        children=[html.B("––:––", **part("clock")), html.Span(**part("weekday")), html.Span(**part("date"))],
        **attributes(aria_label=t("Time of the city"), role="timer"),
    )
