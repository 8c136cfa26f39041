"""The daily figures of the last months in memory, by figure, month and unit; read again only where changed.

So a board costs the same whatever the number of records behind the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dashboard.civil import month_of, months_back
from dashboard.figure_table import FigureTable
from dashboard.figures import FIGURES, Figure
from dashboard.kpis import KPIS, Values
from dashboard.models import figure_history
from dashboard.revisions import Revisions

MONTHS = 36
PARTS = (
    160  # parts of months that are kept for who asks again: ten years before the 36 months, and some weeks
)
# Of what stocks are made: only these are summed over all days that ever were.
_STOCKS = [kpi.formula for kpi in KPIS if kpi.formula.left]
EVER = tuple(sorted({key for stock in _STOCKS for key in (*stock.numerator, *stock.left)}))
EVER_ROW = {key: number for number, key in enumerate(EVER)}

Rows = NDArray[np.int64]


@dataclass(slots=True)
class Rollup:
    """Arrays of (figure, unit); `units` maps unit ids to columns, `row` figures to rows."""

    units: dict[int, int]
    today: date
    figures: tuple[Figure, ...] = FIGURES
    row: dict[str, int] = field(init=False)
    table: FigureTable = field(init=False)
    before: Values = field(init=False)  # sums of all days before the first month
    months: dict[date, Values] = field(default_factory=dict)  # full months up to the present one
    days: dict[date, Values] = field(default_factory=dict)  # the present month's
    _max: Rows = field(init=False)
    _told_last: Rows = field(init=False)
    _sampled_last: Rows = field(init=False)
    _ever: Rows = field(init=False)
    _nothing: Values = field(init=False)  # stands for each month of which nothing was ever told
    _revisions: Revisions = field(init=False)
    _history: tuple[Any, ...] | None = None
    _parts: dict[tuple[date, date], Values] = field(default_factory=dict)  # parts of months lately asked for
    _evers: dict[date, Values] = field(default_factory=dict)
    loads: int = 0  # grows whenever all of it is read anew

    def __post_init__(self) -> None:
        self.table = FigureTable(self.figures, self.units)
        self.row = self.table.row
        self._max = np.flatnonzero([figure.merge == "max" for figure in self.figures])
        lasting = [(figure.merge == "last", figure.is_sampled) for figure in self.figures]
        self._told_last = np.flatnonzero([last and not sampled for last, sampled in lasting])
        self._sampled_last = np.flatnonzero([last and sampled for last, sampled in lasting])
        self._nothing, self._revisions = self.table.empty(), Revisions(self.row)
        self._ever = np.array([self.row[key] for key in EVER if key in self.row], dtype=np.int64)

    @property
    def ever_row(self) -> dict[str, int]:
        """Where a stock's figure stands in what `ever` and `until` give."""
        return {key: number for number, key in enumerate(key for key in EVER if key in self.row)}

    def refresh(self, connection: Connection, today: date) -> None:
        """Bring the arrays up to date."""
        history = tuple(connection.execute(select(figure_history).order_by(figure_history.c.figure)).all())
        changed = self._revisions.read(connection)
        if not self.months or month_of(today) != month_of(self.today) or history != self._history:
            self.today, self._history = today, history
            self._load_all(connection)
            return
        if today != self.today:
            self._evers.pop(month_of(today), None)
        self.today = today
        self._reload(connection, changed)

    def _load_all(self, connection: Connection) -> None:
        self.loads += 1
        self._parts.clear()
        self._evers.clear()
        present = month_of(self.today)
        wanted = months_back(present, MONTHS + 1)
        self.before = self._read_ever(connection, wanted[0] - timedelta(days=1))
        self.months = {
            month: self.table.merged(connection, month, _month_end(month)) for month in wanted[:-1]
        }
        self.days = self.table.days(connection, present, _month_end(present))

    def _reload(self, connection: Connection, changed: Mapping[date, set[str]]) -> None:
        present, first = month_of(self.today), min(self.months)
        for begin, end in list(self._parts):
            if any(begin <= day <= end for day in changed):
                del self._parts[begin, end]
        if changed:
            self._evers.clear()
        by_month: dict[date, set[str]] = {}
        for day, figures in changed.items():
            by_month.setdefault(month_of(day), set()).update(figures)
            if month_of(day) == present:
                read = self.table.merged(connection, day, day, figures)
                self._put(self.days.setdefault(day, self.table.empty()), read, figures)
        for month, figures in by_month.items():
            if month in self.months:
                read = self.table.merged(connection, month, _month_end(month), figures)
                self.months[month] = self._put(self.months[month].copy(), read, figures)
            elif month < first:
                self.before = self._read_ever(connection, first - timedelta(days=1))

    def _read_ever(self, connection: Connection, last: date) -> Values:
        return self.table.merged(connection, None, last, [key for key in EVER if key in self.row])

    def _put(self, held: Values, read: Values, figures: set[str]) -> Values:
        rows = [self.row[figure] for figure in figures]
        held[rows] = read[rows]
        return held

    def month(self, month: date) -> Values:
        """Figures of a month up to today, (figure, unit): sums; the greatest; or the last day's."""
        return self._part(month, min(_month_end(month), self.today))

    def ever(self, month: date) -> Values:
        """Sums of all days up to a month's end (or today), (stock, unit): rows by EVER_ROW."""
        if month not in self._evers:
            before = (
                self.before[self._ever] if month == min(self.months) else self.ever(months_back(month, 2)[0])
            )
            self._evers[month] = before + self.month(month)[self._ever]
        return self._evers[month]

    def parts(self, connection: Connection, first: date, last: date) -> list[Values]:
        """Any days up to today in arrays to be merged: whole months from memory, the rest is read."""
        found: list[Values] = []
        day, last = first, min(last, self.today)
        while day <= last:
            end = min(_month_end(month_of(day)), last)
            if self._is_held(day, end):
                found.append(self._part(day, end))
            elif month_of(day) not in self.revisions():
                found.append(self._nothing)
            else:
                found.append(self._keep(day, end, self.table.merged(connection, day, end)))
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
            early = date.min, last
            if early not in self._parts:
                self._keep(*early, self._read_ever(connection, last)[self._ever])
            return self._parts[early]
        if last in (self.today, _month_end(month)):
            return self.ever(month)
        total: Values = self._before(month) + self._merge(self.parts(connection, month, last))[self._ever]
        return total

    def _before(self, month: date) -> Values:
        """What ever was before a month's first day."""
        if month == min(self.months):
            first: Values = self.before[self._ever]
            return first
        return self.ever(months_back(month, 2)[0])

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

    def _keep(self, first: date, last: date, values: Values) -> Values:
        self._parts[first, last] = values
        while len(self._parts) > PARTS:
            self._parts.pop(next(iter(self._parts)))
        return values

    def revision(self, month: date) -> int:
        """Grows whenever a day of the month changes."""
        return self.revisions().get(month, 0)

    def revisions(self) -> Mapping[date, int]:
        """Of every month of which anything was ever told."""
        return self._revisions.months()

    def day(self, day: date) -> Values:
        """Figures of one day of the present month."""
        return self.days.get(day, self.table.empty())

    def _merge(self, days: list[Values]) -> Values:
        if not days:
            return self.table.empty()
        stack = np.stack(days)
        merged: Values = stack.sum(axis=0)
        merged[self._max] = stack[:, self._max].max(axis=0)
        merged[self._told_last] = last_of(stack[:, self._told_last], by_unit=True)
        for row in self._sampled_last:
            merged[row] = last_of(stack[:, row], by_unit=False)
        return merged


def last_of(line: Values, *, by_unit: bool) -> Values:
    """Of (day, unit) the last day on which anything was told; `by_unit` each unit's own last."""
    if by_unit:
        ends = len(line) - 1 - (line[::-1] != 0).argmax(axis=0)
        own: Values = np.take_along_axis(line, ends[None, :], axis=0)[0]
        return own
    told = np.flatnonzero(line.any(axis=1))
    last: Values = line[told[-1]] if len(told) else np.zeros(line.shape[1])
    return last


def _month_end(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
