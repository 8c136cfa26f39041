"""Whose figures: each place's share in what is asked about, on the map of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.carry import Carrier, carrier
from dashboard.kpis import Values
from dashboard.successions import history
from dashboard.units import CITY_ID, UNKNOWN_ID, Unit
from dashboard.views.asked import View

_ROUNDED = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """`shares`: of every place (a unit of any time), 0 to 1. `divided`: where it is an estimate by area."""

    shares: Values
    divided: NDArray[np.bool_]

    def whole_places(self, places: Sequence[int]) -> list[int] | None:
        """Ids of the units that lie in it whole: those whose records can be listed. None: every unit."""
        if bool(np.all(self.shares == 1.0)):
            return None
        return [
            unit_id for unit_id, share in zip(places, self.shares, strict=True) if share >= 1.0 - _ROUNDED
        ]


def scope_of(view: View, places: tuple[int, ...]) -> Scope:
    """The whole of what is asked: the city within its border of the map's day, a level, or a unit's land.

    The same object for the same question: what was gathered for it can be remembered.
    """
    return _scope(view.unit, view.level, history().map_since(view.on), places)


@lru_cache(maxsize=1024)
def _scope(asked: Unit | None, level: str, on: date, places: tuple[int, ...]) -> Scope:
    carried = carrier(places, on)
    if asked is None:
        chosen = _of_level(carried, level)
        shares: Values = carried.matrix[:, chosen].sum(axis=1)
        shares = np.where(shares > 1.0 - _ROUNDED, 1.0, shares)  # parts of a divided unit that all lie in it
        return Scope(shares, (shares > 0.0) & (shares < 1.0))
    column = _column(carried, asked)
    if column is not None:
        return Scope(carried.matrix[:, column], carried.divided[:, column])
    return _of_other_day(asked, places)


def _of_level(carried: Carrier, level: str) -> list[int]:
    """Columns of the city's own; "" takes all but what lay outside its border."""
    return [
        column
        for column, unit in enumerate(carried.targets)
        if (not level and not carried.outside[column])
        or (level == "city" and unit.id == CITY_ID)
        or (level and unit.level == level and not carried.outside[column])
    ]


def _column(carried: Carrier, unit: Unit) -> int | None:
    return next((number for number, one in enumerate(carried.targets) if one.id == unit.id), None)


def _of_other_day(unit: Unit, places: tuple[int, ...]) -> Scope:
    """A unit that the map does not show: an old ward itself, or a district by the map of its last day."""
    if unit.valid_to is not None:
        carried = carrier(places, unit.valid_to)
        column = _column(carried, unit)
        if column is not None:
            return Scope(carried.matrix[:, column], carried.divided[:, column])
    shares = np.array([1.0 if place == unit.id else 0.0 for place in places])
    return Scope(shares, np.zeros(len(places), dtype=np.bool_))


def targets_of(view: View, places: tuple[int, ...]) -> tuple[list[Unit], Carrier, list[int]]:
    """The units of the map that are put side by side, and their columns.

    Without a level everything that the map and its offices hold: their sum is the same on every map.
    """
    carried = carrier(places, view.on)
    columns = [
        column
        for column, unit in enumerate(carried.targets)
        if not view.level or unit.id == UNKNOWN_ID or unit.level == view.level
    ]
    return [carried.targets[column] for column in columns], carried, columns
