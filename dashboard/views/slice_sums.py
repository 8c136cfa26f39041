"""Figures by slice, a month at a time; what the whole city's months come to is remembered until they change.

A ward's slices lie side by side in the store; the city's are all of a month's rows, and a year's a million.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dashboard.models import slice_, slice_figure
from dashboard.rollup import Rollup

FRESH = timedelta(seconds=5)  # how old a month's may be that has changed since

Totals = dict[int, dict[str, float]]  # slice id → figure → value
Month = tuple[date, str]  # first day, figure
S = slice_figure.c


@dataclass(slots=True)
class SliceSums:
    """Of one reader, for all threads: what two of them read at once is written down twice, the same."""

    _months: dict[Month, tuple[int, datetime, dict[int, float]]] = field(default_factory=dict)
    _slices: dict[int, Any] = field(default_factory=dict)

    def over(
        self,
        connection: Connection,
        rollup: Rollup,
        months: Sequence[date],
        figures: Sequence[str],
        units: Sequence[int] | None,
        now: datetime,
    ) -> Totals:
        """Sums over months. `units`: ids, None for every unit."""
        if units is not None:
            return _summed(connection, S.month.in_(months), S.figure.in_(figures), S.unit_id.in_(units))
        totals: Totals = defaultdict(dict)
        for month in months:
            for figure in figures:
                for slice_id, value in self._month(connection, rollup, (month, figure), now).items():
                    of = totals[slice_id]
                    of[figure] = of.get(figure, 0.0) + value
        return totals

    def ever(
        self,
        connection: Connection,
        rollup: Rollup,
        last: date,
        figures: Sequence[str],
        units: Sequence[int] | None,
        now: datetime,
    ) -> Totals:
        """Sums over all months up to the one that begins on `last`."""
        months = sorted(month for month in rollup.revisions() if month <= last)
        return self.over(connection, rollup, months, figures, units, now)

    def slices(self, connection: Connection, ids: Iterable[int]) -> list[Any]:
        """Rows of the slices, by id."""
        wanted = sorted(ids)
        missing = [one for one in wanted if one not in self._slices]
        for start in range(0, len(missing), 500):
            statement = select(slice_).where(slice_.c.id.in_(missing[start : start + 500]))
            self._slices |= {row.id: row for row in connection.execute(statement)}
        return [self._slices[one] for one in wanted if one in self._slices]

    def _month(self, connection: Connection, rollup: Rollup, of: Month, now: datetime) -> dict[int, float]:
        revision, held = rollup.revision(of[0]), self._months.get(of)
        if held is not None and (held[0] == revision or timedelta() <= now - held[1] < FRESH):
            return held[2]
        statement = (
            select(S.slice_id, func.sum(S.value).label("value"))
            .where(S.month == of[0], S.figure == of[1])
            .group_by(S.slice_id)
        )
        found = {row.slice_id: row.value for row in connection.execute(statement)}
        self._months[of] = (revision, now, found)
        return found


def _summed(connection: Connection, *where: ColumnElement[bool]) -> Totals:
    statement = select(S.slice_id, S.figure, func.sum(S.value)).where(*where).group_by(S.slice_id, S.figure)
    totals: Totals = defaultdict(dict)
    for slice_id, figure, value in connection.execute(statement):
        totals[slice_id][figure] = value
    return totals
