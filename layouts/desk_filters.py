"""What stands above the desk's list: counters that filter, the search, and the filters themselves."""

from typing import Any

from dash import html

from dashboard.desk.shapes import SEVERITIES, STATES
from dashboard.i18n import Translator
from layouts.download import download
from layouts.shell import attributes, part

# How a code is called: the browser's tables say the same (assets/pages/desk-words.js).
SEVERITY_NAMES = {
    "extreme": "Extreme",
    "severe": "Severe",
    "moderate": "Moderate",
    "minor": "Minor",
    "unknown": "Unknown",
}
STATE_NAMES = {
    "triggered": "Waiting to be taken",
    "acknowledged": "Taken",
    "dispatched": "Forces sent",
    "arrived": "On the spot",
    "resolved": "Dealt with",
    "closed": "Is closed",
    "merged": "Merged",
}
KIND_NAMES = {
    "fire": "Fire",
    "flood": "Flood",
    "alert": "Public alert",
    "complaint": "Complaints",
    "camera": "Camera event",
    "mute": "Device silent",
    "backlog": "Dossiers piling up",
    "building": "Unlicensed building",
}
TEXTS = {*SEVERITY_NAMES.values(), *STATE_NAMES.values(), *KIND_NAMES.values()}


def filters(t: Translator) -> list[Any]:
    """The row of counters, the row of the search, and the panel that `f` opens."""
    return [_counters(t), _row(t), _panel(t)]


def _counters(t: Translator) -> Any:
    named = (
        ("open", t("Still open")),
        ("unacknowledged", t("Waiting")),
        ("overdue", t("Overdue")),
        ("mine", t("Mine")),
    )
    return html.Div(
        [
            html.Button(
                [html.B("–", **part(f"count-{key}")), html.Span(name)],
                type="button",
                **attributes(data_quick=key, aria_pressed="false"),
            )
            for key, name in named
        ],
        className="counters",
        role="group",
        **attributes(aria_label=t("Counters")),
    )


def _row(t: Translator) -> Any:
    search = html.Span(
        className="search",
        **part("search"),
        **attributes(data_hint=t("Street, ward, number … with accents or without"), data_name=t("Search")),
    )
    return html.Div(
        [
            search,
            html.Button(
                [t("Filters"), html.B(**part("filter-count"))],
                type="button",
                **attributes(data_do="filters", aria_expanded="false", aria_controls="desk-filters"),
            ),
            download(t, "/api/tables/incidents.{format}"),
            html.Button(t("New incident"), type="button", **attributes(data_do="create")),
        ],
        className="tools",
    )


def _panel(t: Translator) -> Any:
    groups = (
        ("severity", t("Severity"), [(key, t(SEVERITY_NAMES[key])) for key in SEVERITIES]),
        ("state", t("State"), [(key, t(STATE_NAMES[key])) for key in STATES]),
        ("kind", t("Kind"), [(key, t(name)) for key, name in KIND_NAMES.items()]),
    )
    return html.Div(
        [
            *[_group(key, name, options) for key, name, options in groups],
            html.Div(className="further", **part("more-filters")),
            html.Div(className="views", **part("views")),
        ],
        id="desk-filters",
        className="filters",
        hidden=True,
        role="group",
        **attributes(aria_label=t("Filters")),
    )


def _group(key: str, name: str, options: list[tuple[str, str]]) -> Any:
    chips = [
        html.Button(
            text, type="button", **attributes(data_filter=key, data_value=value, aria_pressed="false")
        )
        for value, text in options
    ]
    return html.Div([html.Span(name), *chips], className="chips", role="group", **attributes(aria_label=name))
