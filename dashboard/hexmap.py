"""Where each unit of a day's map stands when units are drawn as equal hexagons: places, no borders.

Today's wards stand as on the cartogram (data/cartogram_79.json, by code). The districts of the maps before
1/7/2025 are in data/cartogram_districts.json, by id: laid out by make_cartogram's rules, then three of them
moved by hand, and those outside the city's border of the day set apart by a gap.
"""

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

from dashboard.successions import history
from dashboard.units import CITY_CODE, Unit

Cell = tuple[int, int]  # column, row; odd rows stand half a hexagon further east, row 0 is the northernmost
NEAR = 4  # rings around a neighbour in which a free cell is looked for


def places(day: date) -> Mapping[int, tuple[float, float]]:
    """By unit id: the hexagon's centre, east and south in widths of a hexagon, for every unit of the map."""
    return _places(history().map_since(day))


@lru_cache(maxsize=16)
def _places(since: date) -> Mapping[int, tuple[float, float]]:
    shown = history().map_at(since)
    return {unit_id: position(cell) for unit_id, cell in cells(shown).items()}


def position(cell: Cell) -> tuple[float, float]:
    """A cell's centre."""
    column, row = cell
    return column + 0.5 * (row & 1), round(row * math.sqrt(3) / 2, 4)


def cells(units: Iterable[Unit]) -> dict[int, Cell]:
    """The cell of each unit; one that is in no file (it began later) stands beside its neighbour."""
    of_wards, of_districts = _file(f"cartogram_{CITY_CODE}.json"), _file("cartogram_districts.json")
    found: dict[int, Cell] = {}
    waiting: list[Unit] = []
    for unit in units:
        cell = of_wards.get(unit.code) if unit.level == "ward" else of_districts.get(str(unit.id))
        if cell is None or cell in found.values():
            waiting.append(unit)
        else:
            found[unit.id] = cell
    for unit in sorted(waiting, key=lambda one: one.id):
        found[unit.id] = _beside(unit, found)
    return found


@lru_cache(maxsize=4)
def _file(name: str) -> Mapping[str, Cell]:
    told = json.loads(files("dashboard").joinpath(f"data/{name}").read_text("utf-8"))
    return {key: (column, row) for key, (column, row) in told.items()}


def _beside(unit: Unit, found: Mapping[int, Cell]) -> Cell:
    """The free cell nearest to that of the unit whose centre is nearest; without any, the first one."""
    taken = set(found.values())
    if not taken:
        return (0, 0)
    known = [one for one in history().units if one.id in found]
    nearest = min(known, key=lambda one: _apart(one, unit), default=None)
    column, row = found[nearest.id] if nearest else next(iter(taken))
    x, y = position((column, row))
    span = range(-NEAR, NEAR + 1)
    free = [
        (column + right, row + down)
        for down in span
        for right in span
        if (column + right, row + down) not in taken
    ]
    return min(free, key=lambda cell: (math.dist(position(cell), (x, y)), cell))


def _apart(one: Unit, other: Unit) -> float:
    return math.dist((one.lat or 0.0, one.lon or 0.0), (other.lat or 0.0, other.lon or 0.0))
