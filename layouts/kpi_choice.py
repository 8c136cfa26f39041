"""The choice that the KPI pages share, as a plain form: its answer is an address.

The form is drawn by `assets/choose.js` from one attribute: hundreds of Dash components take seconds.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from dash import html

from dashboard.i18n import Translator
from dashboard.periods import Span, line, parse
from dashboard.units import Unit
from dashboard.views import View as Understood
from layouts import kpi_words as words
from layouts.kpi_links import OTHER_DAY, View, kind_of
from layouts.shell import attributes

Field = dict[str, Any]
KINDS = {
    "day": "Day", "week": "Week", "month": "Month", "quarter": "Quarter", "half": "Half-year", "year": "Year",
    "range": "Range of days",
}  # fmt: skip
# how many of a kind are offered; any other can be had by its address
OFFERED = {"week": 26, "month": 36, "quarter": 12, "half": 6, "year": 5}
LEVELS = {
    "": "Every level", "city": "The city's own offices", "district": "Districts",
    "ward": "Wards and communes",
}  # fmt: skip
# the first days of today's map and of the one before, and a day of the one before that
MAP_DAYS = (date(2025, 7, 1), date(2021, 1, 1), date(2020, 6, 30))
TEXTS = frozenset({*KINDS.values(), *LEVELS.values()})


def select(
    label: str,
    name: str,
    choices: Sequence[tuple[str, str]],
    chosen: str,
    kind: Literal["select", "combo"] = "select",
) -> Field:
    """A labelled choice of (value, text); a combo is searched by typing, with accents or without."""
    known = list(choices)
    if all(value != chosen for value, _text in known):
        known.append((chosen, chosen))
    return {"type": kind, "label": label, "name": name, "value": chosen, "options": known}


def many(
    label: str,
    name: str,
    choices: Sequence[tuple[str, str]],
    chosen: Sequence[str],
    hint: str,
    most: int,
) -> Field:
    """Several of a list, found by typing; its value is one text, with commas between."""
    return {
        "type": "many", "label": label, "name": name, "value": ",".join(chosen), "options": list(choices),
        "hint": hint, "most": most,
    }  # fmt: skip


def text(label: str, name: str, value: str) -> Field:
    """A labelled text to search for."""
    return {"type": "search", "label": label, "name": name, "value": value}


def where(t: Translator, view: View, known: Sequence[tuple[Unit, str]], seen: Understood) -> list[Field]:
    """Unit, level, period and map: what every KPI page can be asked for. `known`: units with addresses."""
    return [unit(t, view, known, seen), level(t, view), *period(t, seen), map_day(t, seen)]


def unit(t: Translator, view: View, known: Sequence[tuple[Unit, str]], seen: Understood) -> Field:
    """The units of the map, the city first; a unit of another day's map keeps its name."""
    choices = [("", t("Whole city")), *((address, one.name) for one, address in known)]
    chosen = view.unit if seen.unit is not None else ""
    if seen.unit is not None and all(address != chosen for address, _name in choices):
        choices.append((chosen, seen.unit.name))
    return select(t("Unit"), "unit", choices, chosen, "combo")


def level(t: Translator, view: View) -> Field:
    """Every level, or only the units of one."""
    chosen = view.level if view.level in LEVELS else ""
    return select(t("Level"), "level", [(value, t(text)) for value, text in LEVELS.items()], chosen)


def period(t: Translator, seen: Understood) -> list[Field]:
    """The kind of period, then the last ones of it, or of a range its two days."""
    kind = kind_of(seen.span.text)
    kinds = [(newest(one, seen.today), t(name)) for one, name in KINDS.items()]
    chosen = newest(kind, seen.today)
    fields = [select(t("Kind of period"), "kind", kinds, chosen)]
    if kind == "range":
        first, last = seen.span.first.isoformat(), seen.span.last.isoformat()
        hidden = {"type": "hidden", "name": "period", "value": seen.span.text}
        return [*fields, hidden, _day(t("From"), "from", first), _day(t("To"), "to", last)]
    if kind == "day":
        return [*fields, _day(t("Day"), "period", seen.span.text)]
    choices = [(_address(span, seen.today), words.span(t, span)) for span in _last(kind, seen.today)]
    if kind == "month":
        choices[0] = ("", t("This month, now"))
    here = _address(seen.span, seen.today)
    if all(value != here for value, _text in choices):
        choices.append((here, words.span(t, seen.span)))
    return [*fields, select(t("Period"), "period", choices, here)]


def map_day(t: Translator, seen: Understood) -> Field:
    """Today's map, those before each great change, or that of any day."""
    offered = {"": t("Today's map"), **{day.isoformat(): words.day(day) for day in MAP_DAYS}}
    here = "" if seen.on == seen.today else seen.on.isoformat()
    chosen = here if here in offered else OTHER_DAY
    choices = [*offered.items(), (OTHER_DAY, t("of another day …"))]
    told = select(t("Map of units"), "on", choices, chosen)
    return {**told, "type": "day_or", "other": OTHER_DAY, "day": here if chosen == OTHER_DAY else ""}


def newest(kind: str, today: date) -> str:
    """The text of the newest period of a kind; of ranges the days of this month so far."""
    week = today.isocalendar()
    return {
        "day": today.isoformat(),
        "week": f"{week.year}-W{week.week:02}",
        "month": f"{today:%Y-%m}",
        "quarter": f"{today.year}-Q{(today.month + 2) // 3}",
        "half": f"{today.year}-H{(today.month + 5) // 6}",
        "year": f"{today.year}",
        "range": f"{today.replace(day=1).isoformat()}_{today.isoformat()}",
    }[kind]


def _last(kind: str, today: date) -> list[Span]:
    """The newest first."""
    last = parse(newest(kind, today), today)
    return [] if last is None else line(last, OFFERED[kind])[::-1]


def _address(span: Span, today: date) -> str:
    """The present month is not said."""
    return "" if span.text == newest("month", today) else span.text


def _day(label: str, name: str, value: str) -> Field:
    return {"type": "date", "label": label, "name": name, "value": value}


def form(action: str, fields: Sequence[Field], t: Translator) -> Any:
    """Goes to its address when something is chosen, or by its button."""
    told = attributes(data_fields=json.dumps(list(fields)), data_button=t("Show"))
    return html.Form(action=action, method="get", className="choose", **told)
