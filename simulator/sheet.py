"""Figures by day and ward while history is counted, and how they are put out as rows by unit of the day."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulator.clock import DAY, midnight, to_date

Row = tuple[date, str, str, float]
Span = tuple[int, Sequence[str]]  # the day on which it ends, itself left out; a code for each ward
Grid = NDArray[np.float64]
Values = NDArray[np.float64]
Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]

FOR_EVER = 10**6  # a day that does not come
# Of what is true at a day's end, a month holds the last; of a depth the deepest; everything else adds up.
_STATES = frozenset(
    {"cameras_known", "cameras_online", "panels_known", "panels_mute", "gauges_known", "gauges_mute"}
)
_PEAKS = frozenset({"flood_peak", "tide_peak", "rain_day"})


class Sheet:
    """One grid (day, ward) a figure; what falls outside its days [first, last) is left out.

    `units`: which unit of its day each ward stands for, by codes; a span of days each, the last without end.
    What records count for is their own unit's, the one that held when they were made, even after its end.
    """

    def __init__(self, first: int, last: int, units: Sequence[Span]) -> None:
        self.first, self.last, self.units = first, last, units
        self._ends = np.array([end for end, _ in units[:-1]], dtype=np.int64)
        self._grids: dict[tuple[str, int], Grid] = {}

    def grid(self, figure: str, span: int = -1) -> Grid:
        """Of the records made in a span of units; -1: of no records, but of what is so on the day."""
        shape = (self.last - self.first, len(self.units[0][1]))
        return self._grids.setdefault((figure, span), np.zeros(shape))

    def count(
        self,
        figure: str,
        moments: Whole,
        wards: Whole,
        keep: Marks,
        made: Whole | None = None,
        amounts: Whole | None = None,
    ) -> None:
        """Add one, or its amount, to the ward's day of each moment that is kept.

        `made`: when the moment's record was, if before.
        """
        days = (moments[keep] - midnight(self.first)) // DAY
        born = (moments if made is None else made)[keep]
        spans = np.searchsorted(self._ends, (born - midnight(0)) // DAY, side="right")
        inside = (days >= 0) & (days < self.last - self.first)
        for span in np.unique(spans[inside]).tolist():
            grid, ours = self.grid(figure, span), inside & (spans == span)
            cells = days[ours] * grid.shape[1] + wards[keep][ours]
            weights = None if amounts is None else amounts[keep][ours]
            grid += np.bincount(cells, weights, grid.size).reshape(grid.shape)

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
        today = int(np.searchsorted(self._ends, begin, side="right"))
        for (figure, span), grid in self._grids.items():
            part = grid[begin - self.first : end - self.first]
            state, peak = figure in _STATES, figure in _PEAKS
            values = part[-1] if state else part.max(axis=0) if peak else part.sum(axis=0)
            day = to_date(end - 1 if state else begin)
            told = self.grid(figure.split("_")[0] + "_known")[0] > 0 if state else values > 0
            # The last day has every row: until there the figures are known to be complete.
            told = told | (end == self.last and span in (-1, today))
            codes = self.units[today if span < 0 else span][1]
            for code, value in _by_unit(codes, values, told, peak=peak):
                yield day, code, figure, value


def _by_unit(codes: Sequence[str], values: Values, told: Marks, *, peak: bool) -> Iterator[tuple[str, float]]:
    """The wards' values put together by the unit that they stand for, where there is something to tell."""
    together: dict[str, float] = {}
    for ward in np.flatnonzero(told).tolist():
        code, value = codes[ward], float(values[ward])
        held = together.get(code, 0.0)
        together[code] = max(held, value) if peak else held + value
    yield from together.items()
