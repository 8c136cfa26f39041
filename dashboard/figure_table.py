"""The one table of numbers as it is read: what holds of it, merged over days in the store itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, func, not_, or_, select

from dashboard.figures import BY_KEY, Figure
from dashboard.kpis import Values
from dashboard.models import daily_figure, figure_history

# What holds: up to the end of a loaded history the loaded figure, after it the counted one.
HOLDS = or_(
    and_(daily_figure.c.loaded, daily_figure.c.day <= figure_history.c.until),
    and_(
        not_(daily_figure.c.loaded),
        or_(figure_history.c.until.is_(None), daily_figure.c.day > figure_history.c.until),
    ),
)
SOURCE = daily_figure.outerjoin(figure_history, figure_history.c.figure == daily_figure.c.figure)


@dataclass(slots=True)
class FigureTable:
    """Reads arrays of (figure, unit): rows in the order of `figures`, columns by `units`."""

    figures: Sequence[Figure]
    units: dict[int, int]
    row: dict[str, int] = field(init=False)
    greatest: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.row = {figure.key: number for number, figure in enumerate(self.figures)}
        self.greatest = frozenset(
            number for number, figure in enumerate(self.figures) if figure.merge == "max"
        )

    def empty(self) -> Values:
        return np.zeros((len(self.figures), len(self.units)))

    def days(self, connection: Connection, first: date, last: date) -> dict[date, Values]:
        """Each day by itself, where anything was told."""
        statement = (
            select(daily_figure.c.day, daily_figure.c.figure, daily_figure.c.unit_id, daily_figure.c.value)
            .select_from(SOURCE)
            .where(daily_figure.c.day.between(first, last), HOLDS)
        )
        days: dict[date, Values] = {}
        for day, figure, unit_id, value in connection.execute(statement):
            if figure in self.row and unit_id in self.units:
                days.setdefault(day, self.empty())[self.row[figure], self.units[unit_id]] += value
        return days

    def merged(
        self, connection: Connection, first: date | None, last: date, only: Iterable[str] | None = None
    ) -> Values:
        """The days from `first` (None: from ever) to `last` merged; `only` some figures."""
        merged = self.empty()
        wanted = [figure for figure in self.figures if only is None or figure.key in only]
        lasting = [figure.key for figure in wanted if figure.merge == "last"]
        summed = [figure.key for figure in wanted if figure.merge in ("sum", "max")]
        span = self._span(first, last, few=only is not None)
        grouped = (
            select(
                daily_figure.c.figure,
                daily_figure.c.unit_id,
                func.sum(daily_figure.c.value),
                func.max(daily_figure.c.value),
            )
            .select_from(SOURCE)
            .where(span, HOLDS, daily_figure.c.figure.in_(summed))
            .group_by(daily_figure.c.figure, daily_figure.c.unit_id)
        )
        for figure, unit_id, total, greatest in connection.execute(grouped) if summed else ():
            row = self.row[figure]
            if unit_id in self.units:
                merged[row, self.units[unit_id]] = greatest if row in self.greatest else total
        if lasting:
            self._read_last(connection, merged, span, lasting)
        return merged

    @staticmethod
    def _span(first: date | None, last: date, *, few: bool) -> ColumnElement[bool]:
        """The days; for few figures each by itself, so that the key (day, figure) is used."""
        if first is None:
            return daily_figure.c.day <= last
        if few:
            count = (last - first).days + 1
            return daily_figure.c.day.in_([first + timedelta(days=number) for number in range(count)])
        return daily_figure.c.day.between(first, last)

    def _read_last(
        self, connection: Connection, merged: Values, span: ColumnElement[bool], lasting: Sequence[str]
    ) -> None:
        """The last sample is the last of all units; what systems tell is each unit's own last."""
        told = [key for key in lasting if not BY_KEY[key].is_sampled]
        sampled = [key for key in lasting if BY_KEY[key].is_sampled]
        for keys, by_unit in ((sampled, []), (told, [daily_figure.c.unit_id])):
            if not keys:
                continue
            among = and_(span, HOLDS, daily_figure.c.figure.in_(keys))
            newest = (
                select(daily_figure.c.figure, func.max(daily_figure.c.day).label("day"), *by_unit)
                .select_from(SOURCE)
                .where(among)
                .group_by(daily_figure.c.figure, *by_unit)
                .subquery()
            )
            same = [newest.c.figure == daily_figure.c.figure, newest.c.day == daily_figure.c.day]
            same += [newest.c.unit_id == daily_figure.c.unit_id] if by_unit else []
            statement = (
                select(daily_figure.c.figure, daily_figure.c.unit_id, daily_figure.c.value)
                .select_from(SOURCE)
                .join(newest, and_(*same))
                .where(HOLDS)
            )
            for figure, unit_id, value in connection.execute(statement):
                if unit_id in self.units:
                    merged[self.row[figure], self.units[unit_id]] = value
