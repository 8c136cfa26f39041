"""Figures that are no sums: of how many procedures there was a dossier, by whoever is asked about.

Read a month at a time out of the slices; a month that is over is read once until it changes.
"""

from collections.abc import Sequence
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

FRESH = timedelta(minutes=1)  # how old the running month's may be

Pairs = NDArray[np.int64]  # (place, item) rows with a value above 0


@dataclass(slots=True)
class Distinct:
    """Remembers the pairs of each month and figure. Not thread-safe: its reader locks."""

    _items: dict[int, int] = field(default_factory=dict)  # slice id → number of its item
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _pairs: dict[tuple[date, str], tuple[int, datetime, Pairs]] = field(default_factory=dict)

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
        inside = scope.shares > 0
        made: dict[str, Values] = {}
        for figure in asked_for(kpis):
            counts = []
            for span in spans:
                pairs = self._of(connection, figures, span, figure, now)
                counts.append(float(len(np.unique(pairs[inside[pairs[:, 0]], 1]))))
            made[figure] = np.array(counts)
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
        made: dict[str, Values] = {}
        for figure in asked_for(kpis):
            pairs = self._of(connection, figures, span, figure, now)
            used = np.zeros((shares.shape[0], len(self._numbers)), dtype=np.bool_)
            used[pairs[:, 0], pairs[:, 1]] = True
            made[figure] = ((shares > 0).T.astype(np.float64) @ used > 0).sum(axis=1).astype(np.float64)
        return made

    def _of(
        self, connection: Connection, figures: FiguresNow, span: Span, figure: str, now: datetime
    ) -> Pairs:
        found = [
            self._month(connection, figures, month, FIGURE[figure].of, now)
            for month in months_of(span, figures.today)
        ]
        return np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)

    def _month(
        self, connection: Connection, figures: FiguresNow, month: date, of: str, now: datetime
    ) -> Pairs:
        revision = figures.rollup.revision(month)
        held = self._pairs.get((month, of))
        if held is not None and (held[0] == revision or timedelta() <= now - held[1] < FRESH):
            return held[2]
        statement = select(slice_figure.c.unit_id, slice_figure.c.slice_id).where(
            slice_figure.c.month == month, slice_figure.c.figure == of, slice_figure.c.value > 0
        )
        rows = connection.execute(statement).all()
        self._learn(connection, {row.slice_id for row in rows})
        columns = figures.rollup.units
        pairs = np.array(
            [(columns[row.unit_id], self._items[row.slice_id]) for row in rows], dtype=np.int64
        ).reshape(-1, 2)
        self._pairs[month, of] = (revision, now, pairs)
        return pairs

    def _learn(self, connection: Connection, ids: set[int]) -> None:
        missing = sorted(ids - self._items.keys())
        for start in range(0, len(missing), 500):
            statement = select(slice_).where(slice_.c.id.in_(missing[start : start + 500]))
            for row in connection.execute(statement):
                number = self._numbers.setdefault((row.record, row.item), len(self._numbers))
                self._items[row.id] = number


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
