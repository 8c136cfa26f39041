"""Whose wall: the whole city's, or one unit's of today's map with all that lies under it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from dashboard.board import Look
from dashboard.kpis import Values
from dashboard.kpis.evaluate import whole
from dashboard.periods import present
from dashboard.successions import history, parts_of, within_city
from dashboard.targets.target import Level
from dashboard.units import CITY_ID, Unit
from dashboard.views.asked import View
from dashboard.views.judging import level_of
from dashboard.views.scope import scope_of
from dashboard.wall.scenes import CITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """`unit` None: the city. `shares`: of every place, as a column. `units`: the subtree; None: all."""

    unit: Unit | None
    shares: Values
    level: Level = "city"
    units: tuple[Unit, ...] | None = None

    @property
    def unit_ids(self) -> tuple[int, ...] | None:
        return None if self.units is None else tuple(unit.id for unit in self.units)

    @property
    def codes(self) -> frozenset[str]:
        """Of the units in it; of the city none are named."""
        return frozenset(unit.code for unit in self.units or ())

    def gauges(self, look: Look) -> list[dict[str, Any]]:
        """Those of the board that stand in it."""
        every: list[dict[str, Any]] = look.board["gauges"]
        if self.units is None:
            return every
        codes = self.codes
        return [gauge for gauge in every if gauge["unit"] in codes]


def unit_of_wall(name: str, today: date) -> Unit | None:
    """The unit that a wall's address names; None where it names none of today."""
    if name == CITY:
        return next(unit for unit in history().units if unit.id == CITY_ID)
    found = history().unit_of(name, today) if name else None
    return found if found in units_of_map(history().map_since(today)) else None


@lru_cache(maxsize=4)
def units_of_map(since: date) -> frozenset[Unit | None]:
    """The units that the city consists of on the map that begins on a day: those with a wall and a rank."""
    return frozenset(unit for unit in history().map_at(since) if within_city(unit))


def whose_wall(name: str, today: date, places: tuple[int, ...]) -> Whose | None:
    """What a wall of this name shows; None where no unit of today is called so. `places`: unit ids."""
    unit = unit_of_wall(name, today)
    if unit is None:
        return None
    if unit.id == CITY_ID:
        return Whose(unit=None, shares=whole(len(places)))
    view = view_of(unit, today)
    shares = np.ascontiguousarray(scope_of(view, places).shares[:, None])
    return Whose(unit=unit, shares=shares, level=level_of(view), units=parts_of(unit.id, today))


def view_of(unit: Unit, today: date) -> View:
    """A unit as the KPI pages would be asked for it, this month."""
    return View(span=present(today), on=today, unit=unit, level="", today=today)
