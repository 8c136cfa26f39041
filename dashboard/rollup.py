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
from dashboard.kpis import KPIS, Values
from dashboard.models import daily_figure, figure_day, figure_history

MONTHS = 36
PARTS = 64  # parts of months that are kept for who asks again
# Of what stocks are made: only these are summed over all days that ever were.
_STOCKS = [kpi.formula for kpi in KPIS if kpi.formula.left]
EVER = tuple(sorted({key for stock in _STOCKS for key in (*stock.numerator, *stock.left)}))
EVER_ROW = {key: number for number, key in enumerate(EVER)}
_ROW = {figure.key: number for number, figure in enumerate(FIGURES)}
_MAX = np.array([figure.merge == "max" for figure in FIGURES])
_EVER = np.array([_ROW[key] for key in EVER])
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
    _parts: dict[tuple[date, date], Values] = field(default_factory=dict)  # parts of months lately asked for
    _evers: dict[date, Values] = field(default_factory=dict)

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
        if moved:
            self._evers.pop(month_of(today), None)
        self._reload(connection, changed)
        return bool(changed) or moved

    def _load_all(self, connection: Connection) -> None:
        self._parts.clear()
        self._evers.clear()
        present = month_of(self.today)
        wanted = months_back(present, MONTHS + 1)
        self.before = self._read(connection, None, wanted[0] - timedelta(days=1))
        self.months = {month: self._read(connection, month, _month_end(month)) for month in wanted[:-1]}
        self.days = self._read_days(connection, present)

    def _reload(self, connection: Connection, changed: set[date]) -> None:
        present = month_of(self.today)
        first = min(self.months)
        for begin, end in list(self._parts):
            if any(begin <= day <= end for day in changed):
                del self._parts[begin, end]
        if changed:
            self._evers.clear()
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
        return self._part(month, min(_month_end(month), self.today))

    def ever(self, month: date) -> Values:
        """Sums of all days up to a month's end (or today), (stock, unit): rows by EVER_ROW."""
        if month not in self._evers:
            before = self.before[_EVER] if month == min(self.months) else self.ever(months_back(month, 2)[0])
            self._evers[month] = before + self.month(month)[_EVER]
        return self._evers[month]

    def parts(self, connection: Connection, first: date, last: date) -> list[Values]:
        """Any days up to today in arrays to be merged: whole months from memory, the rest is read."""
        found: list[Values] = []
        day, last = first, min(last, self.today)
        while day <= last:
            end = min(_month_end(month_of(day)), last)
            if not self._is_held(day, end):
                self._keep(day, end, self._read(connection, day, end))
            found.append(self._part(day, end))
            day = end + timedelta(days=1)
        return found

    def span(self, connection: Connection, first: date, last: date) -> Values:
        """Figures of any days up to today, (figure, unit)."""
        return self._merge(self.parts(connection, first, last))

    def until(self, connection: Connection, last: date) -> Values:
        """Sums of all days up to a day (or today), (stock, unit): rows by EVER_ROW."""
        last = min(last, self.today)
        month = month_of(last)
        if month < min(self.months):
            early: Values = self._read(connection, None, last)[_EVER]
            return early
        if last in (self.today, _month_end(month)):
            return self.ever(month)
        before = self.before[_EVER] if month == min(self.months) else self.ever(months_back(month, 2)[0])
        total: Values = before + self._merge(self.parts(connection, month, last))[_EVER]
        return total

    def _is_held(self, first: date, last: date) -> bool:
        month = month_of(first)
        whole = (first, last) == (month, _month_end(month)) and month in self.months
        return whole or month == month_of(self.today) or (first, last) in self._parts

    def _part(self, first: date, last: date) -> Values:
        month = month_of(first)
        if month in self.months and (first, last) == (month, _month_end(month)):
            return self.months[month]
        if (first, last) not in self._parts:  # only days of the present month are put together here
            days = [self.days[day] for day in sorted(self.days) if first <= day <= last]
            self._keep(first, last, self._merge(days))
        return self._parts[first, last]

    def _keep(self, first: date, last: date, values: Values) -> None:
        self._parts[first, last] = values
        while len(self._parts) > PARTS:
            self._parts.pop(next(iter(self._parts)))

    def revision(self, month: date) -> int:
        """Grows whenever a day of the month changes."""
        return sum(revision for day, revision in self._revisions.items() if month_of(day) == month)

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
