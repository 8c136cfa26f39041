"""An anomaly in words: what it is called, what was seen beside what is usual, compared with what."""

from collections.abc import Mapping

from dashboard.anomalies import WATCHED, Anomaly
from dashboard.i18n import Translator
from layouts.kpi_words import number

NAME: Mapping[str, str] = {watched.key: watched.name for watched in WATCHED}
HABIT: Mapping[str, str] = {
    "monday": "Mondays", "tuesday": "Tuesdays", "wednesday": "Wednesdays", "thursday": "Thursdays",
    "friday": "Fridays", "saturday": "Saturdays", "sunday": "Sundays", "day_off": "days off",
    "make_up": "make-up working days", "month": "months",
}  # fmt: skip
SIDE: Mapping[str, str] = {
    "low": "{value}, less than usual: {habit} have {low} to {high}",
    "high": "{value}, more than usual: {habit} have {low} to {high}",
}
VERDICT: Mapping[str, str] = {"": "Not judged yet", "useful": "Useful", "not": "Not useful"}
_DAYS = "Compared with {days} such days of the last 12 weeks"
_MONTHS = "Compared with the {days} months before"
_OF = "Out of {of}"
_CITY = "The city's other units were at {percent} of their habit"
_CITY_SHARE = "The city's other units moved by {points} points"
_SEASON = "Last year's season is taken into account"
TEXTS: frozenset[str] = frozenset(
    {
        *NAME.values(), *HABIT.values(), *SIDE.values(), *VERDICT.values(),
        _DAYS, _MONTHS, _OF, _CITY, _CITY_SHARE, _SEASON,
    }
)  # fmt: skip


def name(t: Translator, one: Anomaly) -> str:
    """What was seen, and of a procedure which: "Dossiers received · Đăng ký khai sinh"."""
    item = one.reason.item_name or one.item
    series = t(NAME.get(one.figure, one.figure))  # one that is watched no longer goes by its key
    return f"{series} · {item}" if item else series


def sentence(t: Translator, one: Anomaly) -> str:
    """ "50, less than usual: Mondays have 79 to 121"."""
    unit, decimals = ("", 0) if one.reason.kind == "count" else ("%", 1)
    numbers = {
        part: number(t, value, decimals, unit)
        for part, value in (("value", one.value), ("low", one.low), ("high", one.high))
    }
    return t(SIDE[one.reason.side], habit=t(HABIT[one.reason.habit]), **numbers)


def reasons(t: Translator, one: Anomaly) -> list[str]:
    """What it was compared with, and what was allowed for, a sentence each."""
    reason = one.reason
    told = [t(_MONTHS if reason.habit == "month" else _DAYS, days=reason.days)]
    if reason.of is not None:
        told.insert(0, t(_OF, of=number(t, reason.of, 0)))
    if reason.city is not None and reason.kind == "count":
        told.append(t(_CITY, percent=number(t, 100 * reason.city, 0, "%")))
    if reason.city is not None and reason.kind == "share":
        told.append(t(_CITY_SHARE, points=number(t, reason.city, 1)))
    if reason.season is not None:
        told.append(t(_SEASON))
    return told
