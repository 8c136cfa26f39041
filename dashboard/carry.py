"""Arrays of numbers by unit, whenever the units held, carried onto the map of one day: one matrix a map."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.successions import history
from dashboard.units import CITY_ID, UNKNOWN_ID, Unit

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Carrier:
    """From units (rows) to the targets (columns): what one day's map shows, and what lies on no map.

    `targets`: the map's units by id, then the city's own offices, the offices of provinces that had not
    joined it yet, and "chưa xác định" last. Each row of `matrix` sums to 1: totals are the same on every map.
    `divided`: the share is an estimate, by area. `outside`: beyond the city's border of the day, and counted
    apart.
    """

    targets: tuple[Unit, ...]
    matrix: Numbers
    divided: Marks
    outside: Marks

    def carry(self, values: Numbers) -> Numbers:
        """Numbers that add up, (…, unit) → (…, target)."""
        carried: Numbers = values @ self.matrix
        return carried

    def greatest(self, values: Numbers) -> Numbers:
        """Numbers of which the greatest counts (a depth), (…, unit) → (…, target); 0 where there is none."""
        reached = np.where(self.matrix > 0, values[..., :, None], 0.0)
        found: Numbers = reached.max(axis=-2)
        return found

    def estimated(self, values: Numbers) -> Marks:
        """Where a number that is not 0 was shared out by area, (…, unit) → (…, target)."""
        touched: Marks = (values != 0).astype(np.float64) @ self.divided.astype(np.float64) > 0
        return touched


def carrier(unit_ids: Sequence[int], on: date) -> Carrier:
    """How numbers in columns of these units come onto the map of `on`. The same object for the same map.

    A unit's land is that of its own days, so any unit of any time may stand among the columns.
    Raises KeyError for an id that no unit ever had.
    """
    return _carrier(tuple(unit_ids), history().map_since(on))


@lru_cache(maxsize=64)
def _carrier(unit_ids: tuple[int, ...], on: date) -> Carrier:
    targets = _targets(on)
    columns = {unit.id: column for column, unit in enumerate(targets)}
    matrix = np.zeros((len(unit_ids), len(targets)))
    shares = _shares(on)
    for row, unit_id in enumerate(unit_ids):
        for target, share in shares[unit_id].items():
            matrix[row, columns[target]] = share
    divided = (matrix > 0) & ((matrix > 0).sum(axis=1, keepdims=True) > 1)
    outside = np.array([unit.id > CITY_ID and unit.parent_id != CITY_ID for unit in targets])
    for array in (matrix, divided, outside):
        array.setflags(write=False)  # shared by all who ask
    return Carrier(targets, matrix, divided, outside)


def _targets(on: date) -> tuple[Unit, ...]:
    """In the order that `Carrier` says."""
    standing = set(history().nowhere(on).values())
    nowhere = [unit for unit in history().units if unit.id in standing]
    nowhere.sort(key=lambda unit: (unit.id == UNKNOWN_ID, unit.id))
    return (*history().map_at(on), *nowhere)


@lru_cache(maxsize=16)
def _shares(on: date) -> dict[int, dict[int, float]]:
    """Of every unit that ever was: which targets its land lies in, and how much of it."""
    told = history()
    # Land may be given away while a unit goes on: what counts is what it held on the day, or nearest to it.
    then = {
        unit.id: min(max(on, unit.valid_from or date.min), unit.valid_to or date.max) for unit in told.units
    }
    areas: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for piece in told.pieces:
        target = piece.unit(on)
        for unit_id in {unit_id for _, unit_id in piece.on_map if piece.unit(then[unit_id]) == unit_id}:
            areas[unit_id][target] += piece.area_km2
        if piece.old_ward is not None:
            areas[piece.old_ward][target] += piece.area_km2
    shares = {unit_id: {target: 1.0} for unit_id, target in told.nowhere(on).items()}
    for unit_id, parts in areas.items():
        whole = sum(parts.values())
        shares[unit_id] = {target: area / whole for target, area in parts.items()}
    return shares
