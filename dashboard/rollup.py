"""The daily figures of the last months in memory, by figure, month and unit; read again only where changed.

So a board costs the same whatever the number of records behind the figures.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection, and_, func, not_, or_, select

from dashboard.civil import month_of, months_back
from dashboard.figures import FIGURES
from dashboard.kpis import Values
from dashboard.models import daily_figure, figure_day, figure_history

MONTHS = 36
_ROW = {figure.key: number for number, figure in enumerate(FIGURES)}
_MAX = np.array([figure.merge == "max" for figure in FIGURES])
_LAST = np.array([figure.merge == "last" for figure in FIGURES])

# What holds: up to the end of a loaded history the loaded figure, after it the counted one.
_HOLDS = or_(
    and_(daily_figure.c.loaded, daily_figure.c.day <= figure_history.c.until),
    and_(
        not_(daily_figure.c.loaded),
        or_(figure_history.c.until.is_(None), daily_figure.c.day > figure_history.c.until),
    ),
)
_SOURCE = daily_figure.outerjoin(figure_history, figure_history.c.figure == daily_figure.c.figure)


@dataclass(slots=True)
class Rollup:
    """Arrays of (figure, unit); `units` maps unit ids to columns."""

    units: dict[int, int]
    today: date
    before: Values = field(init=False)  # sums of all days before the first month
    months: dict[date, Values] = field(default_factory=dict)  # full months up to the present one
    days: dict[date, Values] = field(default_factory=dict)  # the present month's
    _revisions: dict[date, int] = field(default_factory=dict)
    _history: tuple[Any, ...] | None = None

    def refresh(self, connection: Connection, today: date) -> bool:
        """Bring the arrays up to date; True where anything changed."""
        history = tuple(connection.execute(select(figure_history).order_by(figure_history.c.figure)).all())
        revisions = {row.day: row.revision for row in connection.execute(select(figure_day))}
        if not self.months or month_of(today) != month_of(self.today) or history != self._history:
            self.today, self._history, self._revisions = today, history, revisions
            self._load_all(connection)
            return True
        changed = {day for day, revision in revisions.items() if self._revisions.get(day) != revision}
        moved = today != self.today
        self.today, self._revisions = today, revisions
        self._reload(connection, changed)
        return bool(changed) or moved

    def _load_all(self, connection: Connection) -> None:
        present = month_of(self.today)
        wanted = months_back(present, MONTHS + 1)
        self.before = self._read(connection, None, wanted[0] - timedelta(days=1))
        self.months = {month: self._read(connection, month, _month_end(month)) for month in wanted[:-1]}
        self.days = self._read_days(connection, present)

    def _reload(self, connection: Connection, changed: set[date]) -> None:
        present = month_of(self.today)
        first = min(self.months)
        for month in sorted({month_of(day) for day in changed}):
            if month == present:
                for day in sorted(day for day in changed if month_of(day) == present):
                    self.days[day] = self._read(connection, day, day)
            elif month in self.months:
                self.months[month] = self._read(connection, month, _month_end(month))
            elif month < first:
                self.before = self._read(connection, None, first - timedelta(days=1))

    def month(self, month: date) -> Values:
        """Figures of a month up to today, (figure, unit): sums; the greatest; or the last day's."""
        if month != month_of(self.today):
            return self.months[month]
        return self._merge([self.days[day] for day in sorted(self.days) if day <= self.today])

    def ever(self, month: date) -> Values:
        """Sums of all days up to a month's end (or today)."""
        held = [self.before, *(self.months[one] for one in self.months if one <= month)]
        if month == month_of(self.today):
            held.append(self.month(month))
        total: Values = np.sum(held, axis=0)
        return total

    def day(self, day: date) -> Values:
        """Figures of one day of the present month."""
        return self.days.get(day, self._empty())

    def _empty(self) -> Values:
        return np.zeros((len(FIGURES), len(self.units)))

    def _merge(self, days: list[Values]) -> Values:
        if not days:
            return self._empty()
        stack = np.stack(days)
        merged: Values = stack.sum(axis=0)
        merged[_MAX] = stack[:, _MAX].max(axis=0)
        for row in np.flatnonzero(_LAST):
            told = np.flatnonzero(stack[:, row].any(axis=1))
            merged[row] = stack[told[-1], row] if len(told) else 0.0
        return merged

    def _read_days(self, connection: Connection, month: date) -> dict[date, Values]:
        statement = (
            select(daily_figure.c.day, daily_figure.c.figure, daily_figure.c.unit_id, daily_figure.c.value)
            .select_from(_SOURCE)
            .where(daily_figure.c.day.between(month, _month_end(month)), _HOLDS)
        )
        days: dict[date, Values] = {}
        for day, figure, unit_id, value in connection.execute(statement):
            if figure in _ROW and unit_id in self.units:
                self.days_of(days, day)[_ROW[figure], self.units[unit_id]] += value
        return days

    def days_of(self, days: dict[date, Values], day: date) -> Values:
        """A day's array, made where missing."""
        if day not in days:
            days[day] = self._empty()
        return days[day]

    def _read(self, connection: Connection, first: date | None, last: date) -> Values:
        """Merge the days from `first` (None: from ever) to `last` in the store itself."""
        span = daily_figure.c.day <= last if first is None else daily_figure.c.day.between(first, last)
        merged = self._empty()
        lasting = [figure.key for figure in FIGURES if figure.merge == "last"]
        grouped = (
            select(
                daily_figure.c.figure,
                daily_figure.c.unit_id,
                func.sum(daily_figure.c.value),
                func.max(daily_figure.c.value),
            )
            .select_from(_SOURCE)
            .where(span, _HOLDS, not_(daily_figure.c.figure.in_(lasting)))
            .group_by(daily_figure.c.figure, daily_figure.c.unit_id)
        )
        for figure, unit_id, total, greatest in connection.execute(grouped):
            row = _ROW.get(figure)
            if row is not None and unit_id in self.units:
                merged[row, self.units[unit_id]] = greatest if _MAX[row] else total
        if first is not None:
            self._read_last(connection, merged, and_(span, _HOLDS, daily_figure.c.figure.in_(lasting)))
        return merged

    def _read_last(self, connection: Connection, merged: Values, span: Any) -> None:
        newest = (
            select(daily_figure.c.figure, func.max(daily_figure.c.day).label("day"))
            .select_from(_SOURCE)
            .where(span)
            .group_by(daily_figure.c.figure)
            .subquery()
        )
        statement = (
            select(daily_figure.c.figure, daily_figure.c.unit_id, daily_figure.c.value)
            .select_from(_SOURCE)
            .join(newest, and_(newest.c.figure == daily_figure.c.figure, newest.c.day == daily_figure.c.day))
            .where(_HOLDS)
        )
        for figure, unit_id, value in connection.execute(statement):
            if unit_id in self.units:
                merged[_ROW[figure], self.units[unit_id]] = value


def _month_end(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
