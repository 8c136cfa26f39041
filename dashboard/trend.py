"""A robust line with a season through monthly values, fitted at many origins at once.

Values are one row of WINDOW months, oldest first, NaN where unknown; an origin is the column of the month
after which a forecast is made. docs/forecast.md says in words what is done here.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Columns = npt.NDArray[np.int_]

YEAR = 12
WINDOW = 3 * YEAR
RECENT = 5  # months whose median is the level: one of them may be far off, two as well
AGREED = 0.8  # Kendall's tau from which a trend counts in full; below it counts in proportion
FULL = YEAR  # months ahead over which the trend runs on undamped
DAMPING = 0.95  # a month, after that
_NO_RISE = 1e-9  # of the greatest change: what rounding may make of none
_NORMAL = 0.954  # median of |difference of two| of a normal distribution, in standard deviations

_FROM, _TO = np.triu_indices(WINDOW, 1)
_LAG = (_TO - _FROM).astype(np.float64)
_WHOLE_YEARS = _LAG % YEAR == 0


@dataclass(frozen=True, slots=True)
class Fit:
    """One row an origin: level at the origin, change a month, and the season by column modulo 12."""

    origins: Columns
    level: Values
    slope: Values
    season: Values

    def of(self, rows: slice) -> "Fit":
        """The same from some of the origins."""
        return Fit(self.origins[rows], self.level[rows], self.slope[rows], self.season[rows])


def fit(values: Values, origins: Columns, *, seasonal: bool) -> Fit:
    """The line, and the season if asked for, as seen from each origin: later months are not looked at."""
    known = np.where(np.arange(WINDOW) <= origins[:, None], values, np.nan)
    season = _season(known) if seasonal else np.zeros((len(origins), YEAR))
    level = known - np.tile(season, WINDOW // YEAR)
    slope = _slope(level)
    level = level - slope[:, None] * (np.arange(WINDOW) - origins[:, None])
    return Fit(origins, median(_latest(level)), slope, season)


def ahead(fitted: Fit, steps: int) -> Values:
    """Forecasts for 1 … `steps` months after each origin: a row an origin."""
    step = np.arange(1, steps + 1)
    column = (fitted.origins[:, None] + step) % YEAR
    season = np.take_along_axis(fitted.season, column, axis=1)
    return fitted.level[:, None] + fitted.slope[:, None] * growth(step) + season


def growth(step: Columns) -> Values:
    """How many months' worth of the trend are added so many months ahead: never more than 31."""
    later = np.maximum(step - FULL, 0)
    return np.minimum(step, FULL) + DAMPING * (1 - DAMPING**later) / (1 - DAMPING)


def median(rows: Values) -> Values:
    """Of each row, leaving out NaN; NaN where nothing is left. np.nanmedian takes ten times as long."""
    ordered = np.sort(rows, axis=-1)
    count = np.isfinite(ordered).sum(axis=-1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, rows.shape[-1] - 1), axis=-1)
    middle: Values = ((low + high) / 2)[..., 0]
    return middle


def _slope(rows: Values) -> Values:
    """Theil–Sen: the median of the slopes of all pairs of months, weighed by how far the pairs agree."""
    rises = rows[:, _TO] - rows[:, _FROM]
    rises[np.abs(rises) < _NO_RISE * np.fmax.reduce(np.abs(rises), axis=None)] = 0.0
    slopes = rises / _LAG
    pairs = np.maximum(np.isfinite(slopes).sum(axis=1), 1)
    tau = np.abs(np.nansum(np.sign(slopes), axis=1)) / pairs
    weighed: Values = median(slopes) * np.minimum(1.0, tau / AGREED)
    return weighed


def _season(rows: Values) -> Values:
    """By month of the year: the median distance from the line, drawn to 0 as far as it may be noise.

    The line's slope comes from months whole years apart, which no season bends.
    """
    lag = _LAG[_WHOLE_YEARS]
    change = rows[:, _TO[_WHOLE_YEARS]] - rows[:, _FROM[_WHOLE_YEARS]]
    slope = median(change / lag)
    away = rows - slope[:, None] * np.arange(WINDOW)
    by_month = (away - median(away)[:, None]).reshape(len(rows), WINDOW // YEAR, YEAR)
    season = _nearer_median(np.swapaxes(by_month, 1, 2))
    season -= season.mean(axis=1, keepdims=True)
    noise = (median(np.abs(change - slope[:, None] * lag)) / _NORMAL) ** 2
    each = np.isfinite(by_month).sum(axis=(1, 2)) / YEAR  # months behind one month's median
    power = (season**2).sum(axis=1) / (YEAR - 1)
    kept = 1 - np.divide(noise / each, power, out=np.ones_like(power), where=power > 0)
    drawn: Values = season * np.clip(kept, 0.0, 1.0)[:, None]
    return drawn


def _nearer_median(rows: Values) -> Values:
    """The median; of two the one nearer to 0, for one month far off makes no season; of none 0."""
    even = np.isfinite(rows).sum(axis=-1, keepdims=True) % 2 == 0
    return median(np.concatenate([rows, np.where(even, 0.0, np.nan)], axis=-1))


def _latest(rows: Values) -> Values:
    """The RECENT last known values of each row; the others NaN."""
    from_the_end = np.isfinite(rows)[:, ::-1].cumsum(axis=1)[:, ::-1]
    return np.where(from_the_end <= RECENT, rows, np.nan)
