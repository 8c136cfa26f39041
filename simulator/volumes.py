"""How much happens on a day: growth, season, weekday, holidays and Tết, for history and the live city."""

import math
from datetime import date
from functools import lru_cache

from simulator.clock import from_date, to_date
from simulator.workdays import days_from_tet, holiday_names

_BEGAN, _MATURE = from_date(date(2023, 11, 1)), from_date(date(2026, 12, 31))


def progress(day: int) -> float:
    """0 when the city's digital programme began to be measured, 1 at the end of 2026; never outside."""
    return min(1.0, max(0.0, (day - _BEGAN) / (_MATURE - _BEGAN)))


def between(before: float, now: float, day: int) -> float:
    """A share that has moved evenly from one value to another since the programme began."""
    return before + (now - before) * progress(day)


def _around_tet(day: date) -> float:
    """What Tết does to the office's work: a rush, ten dead days, a rush again."""
    away = days_from_tet(day)
    if -21 <= away < -4:
        return 1.15
    if -4 <= away <= 5:
        return 0.06
    if 5 < away <= 10:
        return 0.65
    return 1.12 if 10 < away <= 24 else 1.0


def _season(day: date) -> float:
    """School places and year ends: a little more in June to August and in November and December."""
    return 1.0 + 0.06 * math.cos(2 * math.pi * (day.timetuple().tm_yday - 200) / 182.6)


@lru_cache(maxsize=2048)
def dossiers_a_day(day: int) -> float:
    """Dossiers expected on a Vietnamese day in the whole city; 15,000 a day on average in late 2026."""
    at = to_date(day)
    week = (1.30, 1.32, 1.28, 1.26, 1.24, 0.42, 0.18)[at.weekday()]
    if at in holiday_names():
        week = 0.15
    return 15_000 * between(0.68, 1.0, day) * week * _around_tet(at) * _season(at)


@lru_cache(maxsize=2048)
def complaints_a_day(day: int) -> float:
    """Complaints expected on a Vietnamese day in the whole city; 500 a day on average in late 2026."""
    at = to_date(day)
    week = (1.08, 1.06, 1.05, 1.04, 1.04, 0.90, 0.83)[at.weekday()]
    quiet = 0.45 if abs(days_from_tet(at)) <= 3 else 1.0
    rain = 1.10 if 5 <= at.month <= 11 else 0.90
    return 500 * between(0.75, 1.0, day) * week * quiet * rain
