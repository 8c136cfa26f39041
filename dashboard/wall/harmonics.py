"""A tide out of its own past: the mean and five constituents by least squares, and how far off it was lately.

The moon and the sun say when; what the weather adds is not theirs, and half of what the last day stood
higher or lower than they say is taken to last. docs/wall.md holds the rules and how well they did.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

# Periods in hours: M2, S2 and N2 twice a day, K1 and O1 once.
PERIODS = np.array([12.4206012, 12.0, 12.65834751, 23.93447213, 25.81933871])
FEWEST = 72  # hours with a reading
HELD_OUT = 24.0  # hours that a test leaves out, and then is held against
FEWEST_HELD_OUT = 12
# Less than a fortnight does not tell M2 from S2: what it cannot tell apart is left at its smallest.
_SMALLEST = 0.03
_LASTS = 0.5
_LATELY = 24.84  # hours of two tides


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """`weights` of the columns of `_columns`; hours count from `since`."""

    weights: Values
    since: float

    def heights(self, hours: Values) -> Values:
        """The level at each hour, in the readings' unit."""
        found: Values = _columns(hours - self.since) @ self.weights
        return found


def fit(hours: Values, levels: Values) -> Curve:
    """Hours in order, from any beginning."""
    since = float(hours[0])
    columns = _columns(hours - since)
    weights = np.asarray(np.linalg.lstsq(columns, levels, rcond=_SMALLEST)[0], dtype=np.float64)
    lately = hours > hours[-1] - _LATELY
    weights[0] += _LASTS * float(np.mean(levels[lately] - columns[lately] @ weights))
    return Curve(weights, since)


def error(hours: Values, levels: Values) -> float | None:
    """How far off the last day would have been told from the days before it, as a root mean square.

    None where there are too few readings to say.
    """
    known = hours <= hours[-1] - HELD_OUT if len(hours) else np.zeros(0, dtype=np.bool_)
    if _different(hours) < FEWEST or _different(hours[~known]) < FEWEST_HELD_OUT or not known.any():
        return None
    told = fit(hours[known], levels[known]).heights(hours[~known])
    return float(np.sqrt(np.mean((told - levels[~known]) ** 2)))


def _different(hours: Values) -> int:
    return len(np.unique(np.floor(hours)))


def _columns(hours: Values) -> Values:
    angles = 2 * np.pi * hours[:, None] / PERIODS
    return np.hstack([np.ones((len(hours), 1)), np.cos(angles), np.sin(angles)])
