"""Figures by slice, a month at a time; what the whole city's months come to is remembered until they change.

A ward's slices lie side by side in the store; the city's are all of a month's rows, and a year's a million.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, func, select

from dashboard.kpis import Values
from dashboard.models import slice_, slice_figure
from dashboard.rollup import Rollup

FRESH = timedelta(seconds=5)  # how old a month's may be that has changed since

Totals = dict[int, dict[str, float]]  # slice id → figure → value
Month = tuple[date, str]  # first day, figure
Sums = tuple[NDArray[np.int64], Values]  # slice ids, and what each comes to
S = slice_figure.c


@dataclass(slots=True)
class SliceSums:
    """Of one reader, for all threads: one of them reads, the others have what was read last."""

    _months: dict[Month, tuple[int, datetime, Sums]] = field(default_factory=dict)
    _reading: threading.Lock = field(default_factory=threading.Lock)
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
        for figure in figures if months else ():
            parts = [self._month(connection, rollup, (month, figure), now) for month in months]
            ids, places = np.unique(np.concatenate([ids for ids, _values in parts]), return_inverse=True)
            values = np.bincount(places, np.concatenate([values for _ids, values in parts]), len(ids))
            for slice_id, value in zip(ids.tolist(), values.tolist(), strict=True):
                totals[slice_id][figure] = value
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

    def _month(self, connection: Connection, rollup: Rollup, of: Month, now: datetime) -> Sums:
        held = self._known(rollup, of, now)
        if held is not None:
            return held
        before = self._months.get(of)
        if before is not None and self._reading.locked():
            return before[2]
        with self._reading:
            return self._known(rollup, of, now) or self._read(connection, rollup, of, now)

    def _known(self, rollup: Rollup, of: Month, now: datetime) -> Sums | None:
        """What was read, as long as it holds or is fresh."""
        held = self._months.get(of)
        if held is None or not (held[0] == rollup.revision(of[0]) or timedelta() <= now - held[1] < FRESH):
            return None
        return held[2]

    def _read(self, connection: Connection, rollup: Rollup, of: Month, now: datetime) -> Sums:
        revision = rollup.revision(of[0])
        statement = (
            select(S.slice_id, func.sum(S.value))
            .where(S.month == of[0], S.figure == of[1])
            .group_by(S.slice_id)
        )
        rows = connection.execute(statement).all()
        ids = np.array([slice_id for slice_id, _value in rows], dtype=np.int64)
        found = ids, np.array([value for _slice_id, value in rows], dtype=np.float64)
        self._months[of] = (revision, now, found)
        return found


def _summed(connection: Connection, *where: ColumnElement[bool]) -> Totals:
    statement = select(S.slice_id, S.figure, func.sum(S.value)).where(*where).group_by(S.slice_id, S.figure)
    totals: Totals = defaultdict(dict)
    for slice_id, figure, value in connection.execute(statement):
        totals[slice_id][figure] = value
    return totals
