"""The figures of any span as the store has them: one consistent reading for all who look in a second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from weakref import ref

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dashboard.board.feeds import FeedRow, feed_rows
from dashboard.board.present import Pending, Present, due_soon, offered, pending, present
from dashboard.civil import day_of
from dashboard.figures import BY_KEY as FIGURE
from dashboard.figures import FIGURES
from dashboard.kpis import Values
from dashboard.models import unit
from dashboard.periods import Span
from dashboard.rollup import EVER_ROW, Rollup, last_of
from dashboard.settings import Settings
from dashboard.views.cells import ROW, gather
from dashboard.views.scope import Scope

LIVE = frozenset(figure.key for figure in FIGURES if figure.is_sampled or figure.counted_from == "gauge_day")
_MAX = np.flatnonzero([figure.merge == "max" for figure in FIGURES])
_LAST = np.flatnonzero([figure.merge == "last" for figure in FIGURES])
_TOLD_LAST = [row for row, figure in enumerate(FIGURES) if figure.merge == "last" and not figure.is_sampled]
_CITYWIDE = np.flatnonzero([figure.is_citywide for figure in FIGURES])
KEPT = 4_000  # gathered months that are remembered

# A part of a span gathered for a scope: its array, not kept alive by this, the values, what was told in it.
_Gathered = tuple["ref[Values]", Values, NDArray[np.bool_]]


@dataclass(slots=True)
class FiguresNow:
    """Places are all units that ever were, in the order of their ids. Not thread-safe: its reader locks."""

    rollup: Rollup
    waiting: Pending
    here: Present
    feeds: Sequence[FeedRow]
    places: tuple[int, ...]
    today: date
    read_at: datetime
    gathered: dict[tuple[Scope, int], _Gathered] = field(default_factory=dict)

    def of_scope(self, connection: Connection, span: Span, scope: Scope) -> tuple[Values, Values]:
        """(figures of the span's days up to today, stocks up to then) of one scope: (figure,), (stock,)."""
        parts = self.rollup.parts(connection, span.first, span.last)
        period = self._merge([self._gather(part, scope) for part in parts])
        if len(parts) > 1:
            told = last_of(np.stack([part[_TOLD_LAST] for part in parts]), by_unit=True)
            period[_TOLD_LAST] = told @ scope.shares
        ever = self.rollup.until(connection, span.last) @ scope.shares
        if span.last >= self.today:
            for figure, taken in self.waiting.items():
                late = float(taken @ scope.shares)
                if figure in EVER_ROW:
                    ever[EVER_ROW[figure]] -= late
                if span.first <= self.today:
                    period[ROW[figure]] -= late
        return period, ever

    def estimated(self, connection: Connection, span: Span, scope: Scope) -> frozenset[str]:
        """The figures of a span of which a part lies in units that are only partly in the scope."""
        inside = np.flatnonzero(scope.divided & (scope.shares > 0))
        if not len(inside):
            return frozenset()
        parts = self.rollup.parts(connection, span.first, span.last)
        touched = np.any([(part[:, inside] != 0).any(axis=1) for part in parts], axis=0)
        return frozenset(FIGURES[row].key for row in np.flatnonzero(touched))

    def live_of(self, scope: Scope) -> Mapping[str, float]:
        """What is true now of one scope: devices, levels, what is due soon, what is offered."""
        shares = scope.shares[:, None]
        return {
            figure: float(gather(figure, values, shares)[0])
            for figure, values in self.here.items()
            if figure in LIVE
        }

    def of_places(
        self, connection: Connection, span: Span, figures: Sequence[str], *, live: bool = False
    ) -> tuple[Mapping[str, Values], Mapping[str, Values]]:
        """(of the span's days up to today, ever up to then) of every place, for some figures."""
        found = self.rollup.span(connection, span.first, span.last)
        ever = self.rollup.until(connection, span.last)
        is_present = span.last >= self.today
        period = {figure: found[ROW[figure]] for figure in figures}
        stocks = {figure: ever[EVER_ROW[figure]] for figure in figures if figure in EVER_ROW}
        for figure, taken in self.waiting.items() if is_present else ():
            if figure in period:
                period[figure] = period[figure] - taken
            if figure in stocks:
                stocks[figure] = stocks[figure] - taken
        for figure in LIVE & self.here.keys() & set(figures) if is_present else ():
            if live or FIGURE[figure].is_sampled:
                period[figure] = self.here[figure]
        return period, stocks

    def _gather(self, part: Values, scope: Scope) -> _Gathered:
        key = (scope, id(part))
        known = self.gathered.get(key)
        if known is not None and known[0]() is part:
            return known
        values = part @ scope.shares
        values[_CITYWIDE] = part[_CITYWIDE].sum(axis=1)
        inside = np.flatnonzero(scope.shares > 0)
        values[_MAX] = part[np.ix_(_MAX, inside)].max(axis=1, initial=0.0)
        told: NDArray[np.bool_] = (part[_LAST] != 0).any(axis=1)
        made = (ref(part), values, told)
        while len(self.gathered) >= KEPT:
            self.gathered.pop(next(iter(self.gathered)))
        self.gathered[key] = made
        return made

    def _merge(self, parts: Sequence[_Gathered]) -> Values:
        """Sums; the greatest; the last that was told at all."""
        if not parts:
            return np.zeros(len(FIGURES))
        merged: Values = np.sum([values for _part, values, _told in parts], axis=0)
        merged[_MAX] = np.max([values[_MAX] for _part, values, _told in parts], axis=0)
        lasts = np.zeros(len(_LAST))
        for _part, values, told in parts:
            lasts = np.where(told, values[_LAST], lasts)
        merged[_LAST] = lasts
        return merged


def look(connection: Connection, before: FiguresNow | None, settings: Settings, now: datetime) -> FiguresNow:
    """Read what changed since `before` was read (None: everything)."""
    rollup = _new_rollup(connection) if before is None else before.rollup
    columns = rollup.units
    today = day_of(now, settings.zone)
    rollup.refresh(connection, today)
    here = present(connection, columns, now)
    here |= due_soon(connection, columns, now, settings.calendar) | offered(connection, columns)
    return FiguresNow(
        rollup=rollup,
        waiting=pending(connection, columns, now, settings.zone),
        here=here,
        feeds=feed_rows(connection, now, {}),
        places=tuple(columns),
        today=today,
        read_at=now,
        gathered={} if before is None else before.gathered,
    )


def _new_rollup(connection: Connection) -> Rollup:
    ids = connection.execute(select(unit.c.id).order_by(unit.c.id)).scalars()
    return Rollup(units={unit_id: column for column, unit_id in enumerate(ids)}, today=date.min)
