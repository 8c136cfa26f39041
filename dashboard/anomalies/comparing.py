"""Sets a day's counts or shares beside their habits, every unit of a series at once. Pure."""

from dataclasses import dataclass

import numpy as np

from dashboard.anomalies import season
from dashboard.anomalies.habit import (
    Band,
    Days,
    Habit,
    Mask,
    Values,
    count_band,
    count_habit,
    share_band,
    share_habit,
    weakest,
)

_COUNT_GAP, _COUNT_GAP_PART = 8.0, 0.25  # nearer to the habit than so many, or such a part of it, is no news
_SHARE_GAP, _SHARE_GAP_CASES = 0.08, 5.0  # of a share: so much of 1, and so many cases


@dataclass(frozen=True, slots=True)
class Past:
    """The days of one habit, (day, unit). `of` is there where the series is a share."""

    hits: Values
    of: Values | None
    known: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A day's counts a unit, and the days that they are compared with."""

    hits: Values
    of: Values | None
    past: tuple[Past, ...]
    whole: Mask  # units that hold others (the city): not judged by the city's own move
    season: Values | None = None  # of a count: last year's factor a unit, 1 where it is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Every unit's value beside its habit: counts, or shares of 1."""

    value: Values
    expected: Values
    low: Values
    high: Values
    surprise: Values  # standard deviations, signed; 0 where nothing is to be said
    days: Days
    city: float  # how the city moved: a factor, of shares a difference


def compare(series: Series) -> Compared:
    """A unit is off where it is off its habit as it was, as the season moves it, and as the city moved."""
    return _counts(series) if series.of is None else _shares(series, series.of)


def _counts(series: Series) -> Compared:
    habits = [count_habit(past.hits, past.known) for past in series.past]
    factor = np.ones_like(series.hits) if series.season is None else series.season
    usual = habits[0].rate * factor
    city = season.moved(series.hits, usual, ~series.whole & (habits[0].days > 0))
    with_city = np.where(series.whole, 1.0, city)
    moves = (np.ones_like(factor), with_city, factor, factor * with_city)
    bands = [count_band(series.hits, habit, moved) for habit in habits for moved in moves]
    lower = np.min([band.expected for band in bands], axis=0)
    upper = np.max([band.expected for band in bands], axis=0)
    gap = np.maximum(lower - series.hits, series.hits - upper)
    far = gap >= np.maximum(_COUNT_GAP, _COUNT_GAP_PART * np.where(series.hits < lower, lower, upper))
    return _compared(series.hits, usual, bands, habits, far, city)


def _shares(series: Series, of: Values) -> Compared:
    habits = [share_habit(past.hits, past.of, past.known) for past in series.past if past.of is not None]
    usual = habits[0].rate
    city = season.shifted(series.hits, of, usual, ~series.whole & (habits[0].days > 0))
    moves = (np.zeros_like(of), np.where(series.whole, 0.0, city))
    bands = [share_band(series.hits, of, habit, moved) for habit in habits for moved in moves]
    value = series.hits / np.maximum(of, 1)
    gap = np.min([np.abs(value - band.expected) for band in bands], axis=0)
    far = (gap >= _SHARE_GAP) & (gap * of >= _SHARE_GAP_CASES)
    return _compared(value, usual, bands, habits, far, city)


def _compared(
    value: Values, usual: Values, bands: list[Band], habits: list[Habit], far: Mask, city: float
) -> Compared:
    days = np.min([habit.days for habit in habits], axis=0)
    return Compared(
        value=value,
        expected=usual,
        low=np.min([band.low for band in bands], axis=0),
        high=np.max([band.high for band in bands], axis=0),
        surprise=np.where(far & (days > 0), weakest(bands), 0.0),
        days=days,
        city=city,
    )
