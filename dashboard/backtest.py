"""What a forecast would have been worth: made again after each past month, beside the two naive forecasts.

The naive ones are "as in the last month" and "as in the same month of the last year". Errors are a row an
origin, a column a month ahead, NaN where there is nothing to hold them against.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.trend import WINDOW, YEAR, Columns, Fit, Values, ahead

Bounds = tuple[float | None, float | None]

STEPS = 2 * YEAR  # months ahead that are tried
JUDGED = YEAR  # months ahead that decide whether it is shown
FEWEST = 5  # errors behind one width of the band
COVERAGE = 0.8  # of the months lie within the band
MARGIN = 0.1  # how much smaller than a naive one's the mean absolute error has to be
_TIE = 1e-9  # what rounding may make of two equal errors


@dataclass(frozen=True, slots=True)
class Backtest:
    """Absolute errors of the forecast and of the two naive ones at the same origins and months."""

    origins: Columns
    error: Values
    last_value: Values
    last_year: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Mean absolute error up to a year ahead; and by which share it is smaller than each naive one's."""

    error: float
    over_last_value: float
    over_last_year: float


def backtest(values: Values, fitted: Fit, bounds: Bounds) -> Backtest:
    """Hold what was forecast after each origin against what came."""
    origins = fitted.origins[:, None]
    month = origins + np.arange(1, STEPS + 1)
    truth = np.where(month < WINDOW, values[np.minimum(month, WINDOW - 1)], np.nan)
    a_year_ago = month - YEAR * ((month - origins + YEAR - 1) // YEAR)
    last_year = np.where(a_year_ago >= 0, values[np.maximum(a_year_ago, 0)], np.nan)
    return Backtest(
        fitted.origins,
        np.abs(truth - within(ahead(fitted, STEPS), bounds)),
        np.abs(truth - values[origins]),
        np.abs(truth - last_year),
    )


def within(values: Values, bounds: Bounds) -> Values:
    """Cut at the bounds. Not on the logit, which has no place for the months at 0 or 100 % of small units."""
    low, high = bounds
    return np.clip(values, -np.inf if low is None else low, np.inf if high is None else high)


def skill(test: Backtest) -> Skill | None:
    """None unless it beats each naive one: by MARGIN, and neither in the early nor the late origins worse."""
    early = test.origins <= np.median(test.origins)
    shares = []
    for naive in (test.last_value, test.last_year):
        share = _smaller(test.error, naive)
        halves = (_smaller(test.error[half], naive[half]) for half in (early, ~early))
        if share is None or share < MARGIN or any(half is not None and half < -_TIE for half in halves):
            return None
        shares.append(share)
    error = float(np.nanmean(test.error[:, :JUDGED]))
    return Skill(error=error, over_last_value=shares[0], over_last_year=shares[1])


def better(test: Backtest, other: Backtest) -> bool:
    """Whether it erred less than another one at the origins that both were tried at."""
    both = np.intersect1d(test.origins, other.origins)
    share = _smaller(test.error[np.isin(test.origins, both)], other.error[np.isin(other.origins, both)])
    return share is not None and share > _TIE


def margins(test: Backtest, steps: int) -> tuple[Values, int]:
    """How far the band reaches to each side 1 … `steps` months ahead, and up to which month that was tried.

    The COVERAGE quantile of the absolute errors of this month ahead and its two neighbours, by the rank
    that holds for the next error too (split conformal), never less than nearer by. Beyond what was tried
    it widens with the square root of the time. Empty where too few errors are known.
    """
    beside = np.full((len(test.origins), 1), np.nan)
    padded = np.hstack([beside, test.error, beside])
    pooled = np.sort(np.vstack([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]]), axis=0)
    count = np.isfinite(pooled).sum(axis=0)
    rank = np.minimum(np.ceil(COVERAGE * (count + 1)).astype(int), count)
    tried = int(np.argmax(np.append(count, 0) < FEWEST))
    if not tried:
        return np.empty(0), 0
    width = np.take_along_axis(pooled, np.maximum(rank - 1, 0)[None, :], axis=0)[0, :tried]
    step = np.arange(1, steps + 1)
    reach = np.maximum.accumulate(width)[np.minimum(step, tried) - 1]
    return reach * np.sqrt(np.maximum(step / tried, 1.0)), tried


def _smaller(error: Values, naive: Values) -> float | None:
    """1 − error ÷ naive error, of the months that both can be held against; None without any."""
    both = np.isfinite(error[:, :JUDGED]) & np.isfinite(naive[:, :JUDGED])
    if not both.any():
        return None
    ours, theirs = float(error[:, :JUDGED][both].sum()), float(naive[:, :JUDGED][both].sum())
    return 1 - ours / theirs if theirs > 0 else -np.inf
