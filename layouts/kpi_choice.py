"""The choice that the KPI pages share, as a plain form: its answer is an address."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dash import html

from dashboard.civil import day_of, month_of, months_back
from dashboard.i18n import Translator
from dashboard.kpi_views import UnitName
from dashboard.rollup import MONTHS
from dashboard.settings import settings
from layouts import kpi_words as words
from layouts.shell import attributes


def select(label: str, name: str, choices: Sequence[tuple[str, str]], chosen: str) -> Any:
    """A labelled choice of (value, text), filled in the browser: hundreds of Dash components take seconds."""
    told = attributes(data_options=json.dumps(list(choices)), data_chosen=chosen)
    return html.Label([html.Span(label), html.Select(name=name, **told)])


def units(t: Translator, known: Sequence[UnitName]) -> list[tuple[str, str]]:
    """The city first."""
    return [("", t("Whole city")), *((one.code, one.name) for one in known)]


def months(t: Translator, now: datetime) -> list[tuple[str, str]]:
    """The present first, then back through the months that are held."""
    held: list[date] = months_back(month_of(day_of(now, settings().zone)), MONTHS)
    return [("", t("This month, now")), *((f"{one:%Y-%m}", words.month(one)) for one in reversed(held[:-1]))]


def form(action: str, fields: Sequence[Any], t: Translator) -> Any:
    """Goes to its address when something is chosen (`assets/pages/kpi.js`), or by its button."""
    button = html.Button(t("Show"), type="submit", className="action")
    return html.Form([*fields, button], action=action, method="get", className="choose")
