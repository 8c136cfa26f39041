"""Figures that are no sums: of how many procedures there was a dossier, by whoever is asked about.

Read a month at a time out of the slices, and kept as bits: a place's row has one for each procedure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dashboard.civil import month_of
from dashboard.figures import BY_KEY as FIGURE
from dashboard.kpis import Kpi, Values
from dashboard.models import slice_, slice_figure
from dashboard.periods import Span
from dashboard.views.cells import figures_read
from dashboard.views.figures_now import FiguresNow
from dashboard.views.scope import Scope

FRESH = timedelta(minutes=1)  # how old a month's may be that has changed since

Bits = NDArray[np.uint8]


@dataclass(slots=True)
class Distinct:
    """Remembers each month and figure: (revision, read at, bits). Not thread-safe: its reader locks."""

    _items: dict[int, int] = field(default_factory=dict)  # slice id → number of its item
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _used: dict[tuple[date, str], tuple[int, datetime, Bits]] = field(default_factory=dict)

    def by_span(
        self,
        connection: Connection,
        figures: FiguresNow,
        scope: Scope,
        spans: Sequence[Span],
        kpis: Sequence[Kpi],
        now: datetime,
    ) -> dict[str, Values]:
        """Of one scope: how many in each span, by figure."""
        inside = np.flatnonzero(scope.shares > 0)
        made: dict[str, Values] = {}
        for figure in asked_for(kpis):
            used = (self._months(connection, figures, span, figure, now) for span in spans)
            made[figure] = np.array([_count(_either([one[inside] for one in months])) for months in used])
        return made

    def by_target(
        self,
        connection: Connection,
        figures: FiguresNow,
        span: Span,
        kpis: Sequence[Kpi],
        shares: Values,
        now: datetime,
    ) -> dict[str, Values]:
        """Of each target of a map (place, target): how many in the span, by figure."""
        read = asked_for(kpis)
        if not read:
            return {}
        inside = [np.flatnonzero(shares[:, target] > 0) for target in range(shares.shape[1])]
        made: dict[str, Values] = {}
        for figure in read:
            months = self._months(connection, figures, span, figure, now)
            made[figure] = np.array([_count(_either([one[places] for one in months])) for places in inside])
        return made

    def _months(
        self, connection: Connection, figures: FiguresNow, span: Span, figure: str, now: datetime
    ) -> list[Bits]:
        of = FIGURE[figure].of
        return [self._month(connection, figures, month, of, now) for month in months_of(span, figures.today)]

    def _month(
        self, connection: Connection, figures: FiguresNow, month: date, of: str, now: datetime
    ) -> Bits:
        revision = figures.rollup.revision(month)
        held = self._used.get((month, of))
        if held is not None and (held[0] == revision or timedelta() <= now - held[1] < FRESH):
            return held[2]
        statement = select(slice_figure.c.unit_id, slice_figure.c.slice_id).where(
            slice_figure.c.month == month, slice_figure.c.figure == of, slice_figure.c.value > 0
        )
        rows = connection.execute(statement).all()
        self._learn(connection, {slice_id for _unit_id, slice_id in rows})
        columns = figures.rollup.units
        used = np.zeros((len(columns), len(self._numbers)), dtype=np.bool_)
        used[
            [columns[unit_id] for unit_id, _slice_id in rows],
            [self._items[slice_id] for _unit_id, slice_id in rows],
        ] = True
        bits = np.packbits(used, axis=1)
        self._used[month, of] = (revision, now, bits)
        return bits

    def _learn(self, connection: Connection, ids: set[int]) -> None:
        missing = sorted(ids - self._items.keys())
        for start in range(0, len(missing), 500):
            statement = select(slice_).where(slice_.c.id.in_(missing[start : start + 500]))
            for row in connection.execute(statement):
                number = self._numbers.setdefault((row.record, row.item), len(self._numbers))
                self._items[row.id] = number


def _either(rows: Iterable[Bits]) -> Bits:
    """The bits of all rows together; months that were read before a procedure was known have fewer."""
    each = [np.bitwise_or.reduce(one, axis=0) for one in rows]
    together = np.zeros(max((len(one) for one in each), default=0), dtype=np.uint8)
    for one in each:
        together[: len(one)] |= one
    return together


def _count(bits: Bits) -> float:
    return float(np.bitwise_count(bits).sum())


def asked_for(kpis: Sequence[Kpi]) -> list[str]:
    """The distinct figures that KPIs, or their parts, read."""
    read = {figure for kpi in kpis for figure in figures_read(kpi)}
    return sorted(figure for figure in read if FIGURE[figure].merge == "distinct")


def months_of(span: Span, today: date) -> list[date]:
    """First days of the months that a span touches, up to the present one."""
    month, last, found = month_of(span.first), min(span.last, today), []
    while month <= last:
        found.append(month)
        month = month_of(month + timedelta(days=32))
    return found
