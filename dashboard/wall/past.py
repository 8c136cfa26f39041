"""The months behind, of the city and of every unit of today's map: what lines, forecasts and ranks need.

Looked at every few seconds; of the 36 months only those are worked out again that changed since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

import numpy as np

from dashboard.board.present import month_grid
from dashboard.carry import carrier
from dashboard.civil import month_of, months_back
from dashboard.kpis import BY_KEY, Kpi, Values
from dashboard.kpis.evaluate import Gathered, evaluate
from dashboard.rollup import MONTHS, Rollup
from dashboard.successions import history
from dashboard.units import Unit
from dashboard.wall.whose import units_of_map

SELDOM = timedelta(seconds=10)


Lines = dict[str, Values]  # by KPI


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """The units of a day's map, and each place's share in them; the city stands in the last column."""

    units: tuple[Unit, ...]
    shares: Values
    columns: Mapping[int, int]  # by the unit's id

    def column(self, unit: Unit | None) -> int:
        """None: the city."""
        return len(self.units) if unit is None else self.columns[unit.id]


def map_of(places: tuple[int, ...], today: date) -> Map:
    """What the city consists of: neither its own offices nor what is nobody's. One object a map."""
    return _map(places, history().map_since(today))


@lru_cache(maxsize=4)
def _map(places: tuple[int, ...], on: date) -> Map:
    carried = carrier(places, on)
    shown = [column for column, unit in enumerate(carried.targets) if unit in units_of_map(on)]
    shares = np.column_stack([carried.matrix[:, shown], np.ones(len(places))])
    units = tuple(carried.targets[column] for column in shown)
    return Map(units, np.ascontiguousarray(shares), {unit.id: at for at, unit in enumerate(units)})


@dataclass(slots=True)
class Past:
    """`lines`: of each KPI an array of (month, column of the map) over `months`, the last whole one last."""

    map: Map | None = None
    months: tuple[date, ...] = ()
    lines: Lines = field(default_factory=dict)
    revision: int = 0  # grows when any of it changed
    _at: datetime | None = None
    _held: dict[date, tuple[tuple[object, ...], Lines]] = field(default_factory=dict)

    def refresh(self, rollup: Rollup, kpis: Sequence[Kpi], now: datetime) -> None:
        """What has changed, unless the last look was just now and at the same months."""
        shown = map_of(tuple(rollup.units), rollup.today)
        months = tuple(months_back(_before(rollup.today), MONTHS))
        just_now = self._at is not None and timedelta() <= now - self._at < SELDOM
        if just_now and shown is self.map and months == self.months:
            return
        self._at, self.map, self.months = now, shown, months
        held = self._read(rollup, kpis, shown)
        if {month: state for month, (state, _) in held.items()} != self._states():
            self.revision += 1
            self.lines = {kpi.key: np.stack([held[month][1][kpi.key] for month in months]) for kpi in kpis}
            self._held = held

    def _states(self) -> dict[date, tuple[object, ...]]:
        return {month: state for month, (state, _) in self._held.items()}

    def _read(
        self, rollup: Rollup, kpis: Sequence[Kpi], shown: Map
    ) -> dict[date, tuple[tuple[object, ...], Lines]]:
        """Each month with the state that it was read in; a stock is made of all that came before."""
        revisions = rollup.revisions()
        told = sum(revision for month, revision in revisions.items() if month < self.months[0])
        held = {}
        for month in self.months:
            told += revisions.get(month, 0)
            state = (shown, rollup.loads, told, tuple(kpi.key for kpi in kpis))
            known = self._held.get(month)
            if known is None or known[0] != state:
                grid = Gathered(month_grid(rollup, month, {}), shown.shares)
                known = (state, {kpi.key: evaluate(kpi, grid, BY_KEY).values for kpi in kpis})
            held[month] = known
        return held


def _before(today: date) -> date:
    """The month before a day's."""
    return months_back(month_of(today), 2)[0]
