"""A unit's habit as numbers, and how surprising a day is beside it. Pure; arrays over units."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int64]

AT_LEAST = 5  # days, below which there is no habit
_TO_SIGMA = 1.4826  # of a median absolute deviation, for the normal distribution
_OF_A_MEDIAN = 1.57  # variance of a median of n over that of one value, times n (π/2)
_SHARED = 12  # days of its own at which a unit's MAD weighs as much as the others'
_ORDINARY = 0.05  # no habit is known more closely than to 5 %
_FAR = 4.0  # standard deviations from which a day is left out of a share's habit


@dataclass(frozen=True, slots=True)
class Habit:
    """A unit's usual count, or its usual share (0–1), from how many days, and how much more it varies
    than counts by chance do (1: just so). A unit without a habit has 0 days."""

    rate: Values
    dispersion: Values
    days: Days


@dataclass(frozen=True, slots=True)
class Band:
    """What a unit would do if a habit held: `low` to `high` on 19 of 20 days, and how surprising today is
    (standard deviations, signed)."""

    expected: Values
    low: Values
    high: Values
    surprise: Values


def count_habit(past: Values, known: Mask) -> Habit:
    """Median and MAD of (day, unit) counts over the days that are known."""
    enough, days = _enough(known)
    rate = _medians(past, known, enough, 0.0)
    floor = np.maximum(rate, 0.5)
    return Habit(rate, _dispersion((past - rate) / np.sqrt(floor), known, enough, days), days)


def share_habit(hits: Values, of: Values, known: Mask) -> Habit:
    """Share of all days together, those left out that stand far off the median day; (day, unit) counts."""
    known = known & (of > 0)
    enough, days = _enough(known)
    usual = _medians((hits + 0.5) / (of + 1), known, enough, 0.5)
    away = _deviation(hits, of, usual)
    near = np.abs(away) <= _FAR * np.sqrt(_dispersion(away, known, enough, days))
    rate = _pooled(hits, of, known & near)
    return Habit(rate, _dispersion(_deviation(hits, of, rate), known, enough, days), days)


def count_band(today: Values, habit: Habit, moved: Values) -> Band:
    """Today's counts beside the habit, had every unit moved by a factor."""
    expected = habit.rate * moved
    floor = np.maximum(expected, 0.5)
    spread = np.maximum(habit.dispersion, _ORDINARY**2 * floor)
    reach = 2 * np.sqrt(spread * floor)
    return Band(expected, np.maximum(expected - reach, 0), expected + reach, surprise(today, floor, spread))


def share_band(hits: Values, of: Values, habit: Habit, moved: Values) -> Band:
    """Today's shares (0–1) beside the habit, had every unit moved by so much.

    The rarer of hit and miss is counted: its chance is nearly a count's, whatever the share.
    """
    share = np.clip(habit.rate + moved, 0.005, 0.995)
    misses = share > 0.5
    rare = np.where(misses, 1 - share, share)
    counted = np.maximum(np.where(misses, of - hits, hits), 0)
    strange = surprise(counted, np.maximum(of * rare, 1e-3), (1 - rare) * habit.dispersion)
    reach = 2 * np.sqrt(habit.dispersion * share * (1 - share) / np.maximum(of, 1))
    low, high = np.maximum(share - reach, 0), np.minimum(share + reach, 1)
    return Band(share, low, high, np.where(misses, -strange, strange))


def surprise(count: Values, expected: Values, dispersion: Values) -> Values:
    """How many standard deviations of the normal distribution the chance of such a count answers to.

    Poisson tails by Wilson and Hilferty (1931), within 0.15 of the exact from an expectation of 1 up, so
    that small counts do not shout; `dispersion` is variance over mean.
    """
    x, mean = count / dispersion, expected / dispersion
    above = x > mean
    many = np.where(above, x, x + 1)
    score = 3 * np.sqrt(many) * (1 - 1 / (9 * many) - np.cbrt(mean / many))
    clipped: Values = np.where(above, np.maximum(score, 0), np.minimum(score, 0))
    return clipped


def weakest(bands: list[Band]) -> Values:
    """The least surprise of all bands; 0 where they do not all lie on one side."""
    scores = np.stack([band.surprise for band in bands])
    least: Values = np.where(
        (scores > 0).all(axis=0),
        scores.min(axis=0),
        np.where((scores < 0).all(axis=0), scores.max(axis=0), 0),
    )
    return least


def _enough(known: Mask) -> tuple[Mask, Days]:
    days = known.sum(axis=0)
    enough: Mask = days >= AT_LEAST
    return enough, np.where(enough, days, 0)


def _medians(values: Values, known: Mask, enough: Mask, otherwise: float) -> Values:
    """Median of a unit's known days; `otherwise` of a unit that has not enough."""
    medians = np.full(values.shape[1], otherwise)
    if enough.any():
        medians[enough] = np.nanmedian(np.where(known, values, np.nan)[:, enough], axis=0)
    return medians


def _pooled(hits: Values, of: Values, known: Mask) -> Values:
    """With half a hit among one more, so that no share is ever certain."""
    share: Values = ((hits * known).sum(axis=0) + 0.5) / ((of * known).sum(axis=0) + 1)
    return share


def _deviation(hits: Values, of: Values, rate: Values) -> Values:
    away: Values = (hits - of * rate) / np.sqrt(np.maximum(of * rate * (1 - rate), 0.25))
    return away


def _dispersion(deviation: Values, known: Mask, enough: Mask, days: Days) -> Values:
    """A unit's own MAD, drawn to that of the unit in the middle as its days are few; chance at least."""
    away = np.abs(deviation - _medians(deviation, known, enough, 0.0))
    own = (_TO_SIGMA * _medians(away, known, enough, 1.0)) ** 2
    usual = float(np.median(own[enough])) if enough.any() else 1.0
    shared = (days * own + _SHARED * usual) / (days + _SHARED)
    spread: Values = np.maximum(shared, 1.0) * (1 + _OF_A_MEDIAN / np.maximum(days, 1))
    return spread
