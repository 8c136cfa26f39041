"""Figures by day and ward while history is counted, and how they are put out as rows."""

from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.clock import DAY, midnight, to_date

Row = tuple[date, str, str, float]
Grid = NDArray[np.float64]

# Of what is true at a day's end, a month holds the last; of a depth the deepest; everything else adds up.
_STATES = frozenset({"cameras_known", "cameras_online", "panels_known", "panels_mute", "gauges_known"})
_PEAKS = frozenset({"flood_peak"})


class Sheet:
    """One grid (day, ward) a figure; what falls outside its days [first, last) is left out."""

    def __init__(self, first: int, last: int, wards: list[str]) -> None:
        self.first, self.last, self.wards = first, last, wards
        self._grids: dict[str, Grid] = {}

    def grid(self, figure: str) -> Grid:
        shape = (self.last - self.first, len(self.wards))
        return self._grids.setdefault(figure, np.zeros(shape))

    def count(
        self, figure: str, moments: NDArray[np.int64], wards: NDArray[np.int64], keep: NDArray[np.bool_]
    ) -> None:
        """Add one to the ward's day of each moment that is kept."""
        grid = self.grid(figure)
        days = (moments[keep] - midnight(self.first)) // DAY
        inside = (days >= 0) & (days < len(grid))
        cells = days[inside] * len(self.wards) + wards[keep][inside]
        grid += np.bincount(cells, minlength=grid.size).reshape(grid.shape)

    def rows(self, daily_for: int | None = None) -> Iterator[Row]:
        """Rows by day; days older than the last `daily_for` are gathered a month."""
        daily_from = self.first if daily_for is None else max(self.first, self.last - daily_for)
        for begin, end in self._months(self.first, daily_from):
            yield from self._row(begin, end)
        for day in range(daily_from, self.last):
            yield from self._row(day, day + 1)

    @staticmethod
    def _months(first: int, last: int) -> Iterator[tuple[int, int]]:
        begin = first
        for day in range(first + 1, last + 1):
            if day == last or to_date(day).day == 1:
                yield begin, day
                begin = day

    def _row(self, begin: int, end: int) -> Iterator[Row]:
        """The days [begin, end) as one."""
        for figure, grid in self._grids.items():
            part = grid[begin - self.first : end - self.first]
            state = figure in _STATES
            values = part[-1] if state else part.max(axis=0) if figure in _PEAKS else part.sum(axis=0)
            day = to_date(end - 1 if state else begin)
            told = self.grid(figure.split("_")[0] + "_known")[0] > 0 if state else values > 0
            # The last day has every row: until there the figures are known to be complete.
            for ward in np.flatnonzero(told | (end == self.last)):
                yield day, self.wards[ward], figure, float(values[ward])
