"""Reads the watched figures of a few days as arrays, and which of them are of loaded history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection, select

from dashboard.anomalies.choosing import Subject
from dashboard.anomalies.comparing import Past, Series
from dashboard.anomalies.days import Peers
from dashboard.anomalies.habit import Mask, Values
from dashboard.anomalies.season import factors
from dashboard.anomalies.watched import FIGURES, Watched
from dashboard.figure_table import HOLDS, SOURCE
from dashboard.models import daily_figure, figure_history
from dashboard.seeding import standing_units
from dashboard.units import CITY_ID

Line = tuple[date, str, int, float]  # day, figure, unit, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures by (day, unit); the last column is the city, the sum of everything.

    A day on which a figure has no row in the whole city is unknown; of a unit it is 0.
    """

    rows: dict[date, int]
    subjects: list[Subject]
    values: dict[str, Values]
    told: dict[str, Mask]  # a day
    standing: Mask  # (day, unit): whether the unit was there

    @property
    def whole(self) -> Mask:
        return np.array([subject.unit_id == CITY_ID for subject in self.subjects])

    def series(self, watched: Watched, day: date, peers: Peers) -> Series | None:
        """A watched series of a day, and its past; None where it was not told on that day."""
        today = self.rows[day]
        if not self.told[watched.of or watched.figure][today]:
            return None
        hits, of = self.values[watched.figure], self.values[watched.of] if watched.of else None
        return Series(
            hits=hits[today],
            of=None if of is None else of[today],
            past=tuple(self._past(watched, habit) for habit in peers.habits),
            whole=self.whole,
            season=self._season(watched, peers) if of is None else None,
        )

    def _past(self, watched: Watched, days: Sequence[date]) -> Past:
        at = [self.rows[day] for day in days]
        known = self.told[watched.of or watched.figure][at][:, None] & self.standing[at]
        of = self.values[watched.of][at] if watched.of else None
        return Past(self.values[watched.figure][at], of, known)

    def _season(self, watched: Watched, peers: Peers) -> Values:
        near, before = self._past(watched, peers.season), self._past(watched, peers.before_season)
        return factors(near.hits, near.known, before.hits, before.known, ~self.whole)


def read(connection: Connection, days: Sequence[date]) -> Figures:
    """The watched figures that hold on these days, of the units of today."""
    statement = (
        select(daily_figure.c.day, daily_figure.c.figure, daily_figure.c.unit_id, daily_figure.c.value)
        .select_from(SOURCE)
        .where(daily_figure.c.day.in_(days), daily_figure.c.figure.in_(sorted(FIGURES)), HOLDS)
    )
    since = {one.id: one.valid_from for one in standing_units(connection)}
    return arrange(days, since, (tuple(row) for row in connection.execute(statement)))


def arrange(days: Sequence[date], since: Mapping[int, date | None], lines: Iterable[Line]) -> Figures:
    """Watched figures as arrays; `since` are the units and the day from which each stands."""
    rows = {day: row for row, day in enumerate(days)}
    units = [unit_id for unit_id in since if unit_id != CITY_ID]
    columns = {unit_id: column for column, unit_id in enumerate(units)}
    shape = (len(days), len(units) + 1)
    values = {figure: np.zeros(shape) for figure in FIGURES}
    told = {figure: np.zeros(len(days), dtype=np.bool_) for figure in FIGURES}
    for day, figure, unit_id, value in lines:
        row, grid = rows[day], values[figure]
        told[figure][row] = True
        grid[row, -1] += value
        if (column := columns.get(unit_id)) is not None:
            grid[row, column] = value
    standing = np.ones(shape, dtype=np.bool_)
    for column, unit_id in enumerate(units):
        standing[:, column] = [(since[unit_id] or day) <= day for day in days]
    subjects = [*(Subject(unit_id) for unit_id in units), Subject(CITY_ID)]
    return Figures(rows=rows, subjects=subjects, values=values, told=told, standing=standing)


def loaded(connection: Connection, day: date) -> set[str]:
    """The figures that hold as loaded on a day: no feed of ours was listened to for them."""
    return set(
        connection.execute(select(figure_history.c.figure).where(figure_history.c.until >= day)).scalars()
    )
