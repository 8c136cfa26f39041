"""The form of the page of targets; `assets/pages/targets.js` sends it to `/api/targets`."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from dashboard.access import Right, may
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY, KPIS
from dashboard.placenames import lower, plain
from dashboard.targets import LEVELS, Target
from dashboard.units import CITY_ID
from layouts import target_words as words
from layouts.shell import attributes


def address(kpi: str, row: int = 0) -> str:
    """Of the page with a KPI chosen, and with one of its targets opened."""
    query = {"kpi": kpi} | ({"row": str(row)} if row else {})
    return f"/targets?{urlencode(query)}"


def editing(t: Translator, kpi: str, opened: Target | None) -> Any:
    if not may(Right.EDIT, CITY_ID):
        hint = t("You may read the targets. They are set by whoever has that right for the whole city.")
        return html.Section(html.P(hint, className="hint"), className="editing")
    heading = t("Set a target") if opened is None else t("Change this target")
    return html.Section([html.H3(heading), _form(t, kpi, opened)], className="editing")


def _by_name(choice: tuple[str, str]) -> str:
    """In the alphabet's order with the accents left out: Đ stands beside D."""
    return plain(lower(choice[1]))


def _form(t: Translator, kpi: str, one: Target | None) -> Any:
    kpis = [("", t("choose …")), *sorted(((one.key, t(one.name)) for one in KPIS), key=_by_name)]
    levels = [(level, words.level(t, level)) for level in LEVELS]
    kinds = [("", t("target by a document")), ("yes", t("reference level of the city"))]
    value = "" if one is None else f"{one.value:.10g}".replace(".", "," if t.language == "vi" else ".")
    unit = BY_KEY[kpi].unit if kpi in BY_KEY else ""
    fields = [
        _field(t("KPI"), "kpi", _select("kpi", kpis, kpi)),
        _field(t("Level"), "level", _select("level", levels, one.level if one else "")),
        _field(t("By the end of the year"), "year", _text("year", str(one.year) if one else "")),
        _field(f"{t('Value')} ({unit})" if unit else t("Value"), "value", _text("value", value)),
        _field(
            t("What it is"), "reference", _select("reference", kinds, "yes" if one and one.reference else "")
        ),
        _field(
            t("Source: the document that asks for it"), "source", _text("source", one.source if one else "")
        ),
    ]
    buttons: list[Any] = [html.Button(t("Save the target"), type="submit", className="action")]
    if one is not None:
        buttons += [
            html.Button(t("End this target"), type="button", className="action", **attributes(data_do="end")),
            html.A(t("Set another one"), href=address(kpi)),
        ]
    said = html.P(className="mistake", role="alert", **attributes(data_mistake=""))
    seen = attributes(data_seen=str(one.id) if one else "")
    sent = html.Div(buttons, className="buttons")
    return html.Form([*fields, said, sent], id="target-form", autoComplete="off", **seen)


def _field(label: str, name: str, control: Any) -> Any:
    mistake = html.P(className="mistake", role="alert", id=f"mistake-{name}", **attributes(data_mistake=name))
    return html.Div([html.Label([html.Span(label), control]), mistake], className=f"field of-{name}")


def _select(name: str, choices: Sequence[tuple[str, str]], chosen_one: str) -> Any:
    """Filled in the browser: hundreds of Dash components take seconds."""
    told = attributes(data_options=json.dumps(list(choices)), data_chosen=chosen_one)
    return html.Select(name=name, **told)


def _text(name: str, value: str) -> Any:
    return dcc.Input(name=name, value=value, type="text", id=f"target-{name}", debounce=True)
