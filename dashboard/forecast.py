"""A KPI's forecast to a target date, shown only where it beats the naive ones; and the pace a target needs.

Values are those of whole months: the caller leaves the present month out, for a month half over is not a
smaller one. docs/forecast.md holds the rules and how well they did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

import numpy as np

from dashboard.backtest import Backtest, Bounds, Skill, backtest, better, margins, skill, within
from dashboard.trend import WINDOW, YEAR, Fit, Values, ahead, fit

Direction = Literal["up", "down"]  # where the better values lie
_SIGN = {"up": 1, "down": -1}

FEWEST_MONTHS = 2 * YEAR  # known ones: a year to learn from, a year to be tested on
SEASON_ORIGINS = 6  # a season is tried where so many origins have two years before them
FARTHEST = 5 * YEAR  # months ahead


class Withheld(StrEnum):
    """Why there is no forecast. The value is translated on screen."""

    TOO_FEW_MONTHS = "too_few_months"
    NOT_BETTER = "not_better"  # than the last value, or than last year's
    NOTHING_AHEAD = "nothing_ahead"  # the date is not after the last known month
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """A month's expected value and the band that should hold four of five."""

    month: date
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """`points` run from the month after the last known one, without a gap."""

    points: tuple[ForecastPoint, ...]
    skill: Skill
    pace: float  # the trend, per month
    seasonal: bool
    tried: int  # so many months ahead the band was tested; farther out it is carried on


class Chance(StrEnum):
    """Where the target lies at its date, seen from the band."""

    SAFE = "safe"  # the whole band reaches it
    LIKELY = "likely"  # the expected value does
    POSSIBLE = "possible"  # the band's better edge does
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a forecast says of a target: the facts of the sentence."""

    chance: Chance
    first: date | None  # the first month expected to be there, also where later ones fall back
    at: ForecastPoint  # December of the target's year
    short: float  # what is missing then; 0 where it is reached


def forecast(
    series: Sequence[tuple[date, float | None]], until: date, *, bounds: Bounds = (None, None)
) -> Forecast | Withheld:
    """From whole months (any day of each; None and missing ones are gaps) to the month of `until`.

    Of longer series the last 36 months count. `bounds` are the values that can be: (0, 100) for a share.
    """
    known = {_number(month): value for month, value in series if value is not None and np.isfinite(value)}
    last = max(known, default=0)
    values = np.array([known.get(last - back, np.nan) for back in range(WINDOW - 1, -1, -1)])
    if np.isfinite(values).sum() < FEWEST_MONTHS:
        return Withheld.TOO_FEW_MONTHS
    steps = _number(until) - last
    if not 0 < steps <= FARTHEST:
        return Withheld.TOO_FAR if steps > 0 else Withheld.NOTHING_AHEAD
    fitted, test, seasonal = _best(values, bounds)
    found = skill(test)
    reach, tried = margins(test, steps)
    if found is None or not tried:
        return Withheld.NOT_BETTER if tried else Withheld.TOO_FEW_MONTHS
    line = within(ahead(fitted, steps), bounds)[0]
    low, high = _band(line, reach, bounds)
    months = (_month(last + step) for step in range(1, steps + 1))
    points = map(ForecastPoint, months, line.tolist(), low.tolist(), high.tolist())
    return Forecast(
        points=tuple(points), skill=found, pace=float(fitted.slope[0]), seasonal=seasonal, tried=tried
    )


def needed_pace(
    value: float, month: date, target_value: float, target_year: int, direction: Direction
) -> float | None:
    """Change a month that brings the value of `month` to the target in December of its year.

    0 where it is reached already; None where no month is left.
    """
    missing = target_value - value
    if missing * _SIGN[direction] <= 0:
        return 0.0
    left = _number(date(target_year, 12, 1)) - _number(month)
    return missing / left if left > 0 else None


def reaches(made: Forecast, target_value: float, target_year: int, direction: Direction) -> Reach | None:
    """What the forecast says of a target; None where it does not run to December of the target's year."""
    december = date(target_year, 12, 1)
    at = next((point for point in made.points if point.month == december), None)
    if at is None:
        return None
    sign = _SIGN[direction]
    worst, best = sorted((sign * at.low, sign * at.high))
    there = (point.month for point in made.points if sign * (point.value - target_value) >= 0)
    short = max(sign * (target_value - at.value), 0.0)
    if worst >= sign * target_value:
        chance = Chance.SAFE
    elif not short:
        chance = Chance.LIKELY
    else:
        chance = Chance.POSSIBLE if best >= sign * target_value else Chance.UNLIKELY
    return Reach(chance=chance, first=next(there, None), at=at, short=short)


def _best(values: Values, bounds: Bounds) -> tuple[Fit, Backtest, bool]:
    """The line alone or with a season, whichever erred less at the origins where both can be tried."""
    last = WINDOW - 1
    begin = int(np.argmax(np.isfinite(values)))
    plain = _tried(values, begin + YEAR - 1, bounds, seasonal=False)
    two_years = begin + 2 * YEAR - 1
    if last - two_years < SEASON_ORIGINS:
        return *plain, False
    season = _tried(values, two_years, bounds, seasonal=True)
    return (*season, True) if better(season[1], plain[1]) else (*plain, False)


def _tried(values: Values, first: int, bounds: Bounds, *, seasonal: bool) -> tuple[Fit, Backtest]:
    """The fit after the last month, and the back-test from each known month before it, `first` on."""
    origins = np.arange(first, WINDOW)
    every = fit(values, origins[np.isfinite(values[first:])], seasonal=seasonal)
    return every.of(slice(-1, None)), backtest(values, every.of(slice(None, -1)), bounds)


def _band(line: Values, reach: Values, bounds: Bounds) -> tuple[Values, Values]:
    """The band's edges. What a bound cuts off one side is kept on the other: never narrower further out."""
    low, high = within(line - reach, bounds), within(line + reach, bounds)
    lost = np.maximum.accumulate(high - low) - (high - low)
    cut_above = high < line + reach
    return (
        within(np.where(cut_above, low - lost, low), bounds),
        within(np.where(cut_above, high, high + lost), bounds),
    )


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
