"""Units through time: which held when, what followed them, numbers carried from one day's map to another's.

What came before 1/7/2025 is in `former` and `pieces`; every later reorganisation is an entry of
data/successions.toml.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dashboard.former import PROVINCES, former_units
from dashboard.pieces import Piece, pieces_of_2025
from dashboard.reorganisations import apply, read
from dashboard.units import CITY_ID, UNKNOWN_ID, WARDS_SINCE, Unit, seed_units

_FILE = Path(__file__).with_name("data") / "successions.toml"
# Numbers of the city's own offices, of the provinces' that joined it, and of no known unit lie on no map.
_NOWHERE = {CITY_ID, UNKNOWN_ID, *PROVINCES.values()}


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """All units that ever were, and the pieces of land that they held.

    The map of a day shows one tier: before 1/7/2025 the districts, those outside the city's border of the day
    among them (`within_city`), since then the wards.
    """

    units: tuple[Unit, ...]
    pieces: tuple[Piece, ...]

    def units_at(self, day: date) -> list[Unit]:
        """Every unit of every level that held on the day."""
        return [unit for unit in self.units if holds(unit, day)]

    def unit_of(self, code: str, day: date) -> Unit | None:
        """The unit that had the code on the day: codes come again with other meanings, but never at once."""
        return next((unit for unit in _by_code(self).get(code, ()) if holds(unit, day)), None)

    def last_of(self, code: str, day: date) -> Unit | None:
        """The unit that had the code on the day, else the last one before: its records may outlive it."""
        ended = [unit for unit in _by_code(self).get(code, ()) if (unit.valid_to or day) < day]
        return self.unit_of(code, day) or max(ended, key=lambda unit: unit.valid_to or day, default=None)

    def parts_of(self, unit_id: int, day: date) -> tuple[Unit, ...]:
        """A unit with all that stood under it on the day, itself first; nothing where it did not hold."""
        standing = self.units_at(day)
        found = [unit for unit in standing if unit.id == unit_id]
        for above in found:  # grows while it is walked: parts of parts follow
            found += [unit for unit in standing if unit.parent_id == above.id]
        return tuple(found)

    def nowhere(self, day: date) -> dict[int, int]:
        """The units that lie on no map, each with the one that stands for it on the day.

        The offices of a province that joined the city became the city's own.
        """
        return {
            unit.id: unit.id if holds(unit, day) else CITY_ID for unit in self.units if unit.id in _NOWHERE
        }

    def eras(self) -> list[date]:
        """The days from which other units held than the day before, oldest first; `date.min` is the first."""
        begun = {unit.valid_from for unit in self.units if unit.valid_from}
        ended = {unit.valid_to + timedelta(days=1) for unit in self.units if unit.valid_to}
        return [date.min, *sorted(begun | ended)]

    def turns(self) -> list[date]:
        """The days on which another map began to show, oldest first."""
        return [day for day in _map_days(self) if day > date.min]

    def map_since(self, day: date) -> date:
        """The first day of the map that shows on the day; `date.min` for the oldest one."""
        days = _map_days(self)
        return days[bisect_right(days, day) - 1]

    def map_at(self, day: date) -> list[Unit]:
        """The units that the day's map shows: together all of the land, none of it twice."""
        shown = {piece.unit(day) for piece in self.pieces}
        return [unit for unit in self.units if unit.id in shown]

    def successors(self, unit_id: int, day: date) -> list[tuple[int, float]]:
        """The units of the day's map that hold, or held, the unit's land, each with its share of the area."""
        unit = next(unit for unit in self.units if unit.id == unit_id)
        then = min(max(day, unit.valid_from or date.min), unit.valid_to or date.max)
        return sorted(self._shares(then, day, unit_id).items())

    def on_map(self, values: Mapping[int, float], of: date, on: date) -> tuple[dict[int, float], bool]:
        """Numbers that add up (counts, never shares) by units of the day `of`, by units of the map of `on`.

        The second value is True where a number had to be shared out by area: the result is an estimate then.
        Numbers that lie on no map (`nowhere`) are carried too: the total is the same on every map.
        Old wards are known as they were in 2025 and count as such on any day before.
        Raises ValueError for a unit that held no land on `of`.
        """
        areas = self._areas(of, on)
        carried: dict[int, float] = defaultdict(float)
        estimated = False
        for unit_id, value in values.items():
            shares = _shares_of(areas, unit_id, of)
            estimated |= len(shares) > 1 and value != 0
            for target, share in shares.items():
                carried[target] += value * share
        return dict(carried), estimated

    def _shares(self, of: date, on: date, unit_id: int) -> dict[int, float]:
        return _shares_of(self._areas(of, on), unit_id, of)

    def _areas(self, of: date, on: date) -> dict[int, dict[int, float]]:
        """Area that a unit of one day shares with a unit of the other day's map."""
        areas: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for piece in self.pieces:
            target = piece.unit(on)
            areas[piece.unit(of)][target] += piece.area_km2
            if piece.old_ward is not None and of < WARDS_SINCE:
                areas[piece.old_ward][target] += piece.area_km2
        for unit_id, target in self.nowhere(on).items():
            areas[unit_id][target] = 1.0
        return areas


def _shares_of(areas: Mapping[int, Mapping[int, float]], unit_id: int, of: date) -> dict[int, float]:
    if unit_id not in areas:
        raise ValueError(f"unit {unit_id} held no land on {of}")
    whole = sum(areas[unit_id].values())
    return {target: area / whole for target, area in areas[unit_id].items()}


@cache
def _by_code(told: History) -> dict[str, list[Unit]]:
    """Units by code; "" names none."""
    named: dict[str, list[Unit]] = defaultdict(list)
    for unit in told.units:
        if unit.code:
            named[unit.code].append(unit)
    return named


@cache
def _map_days(told: History) -> list[date]:
    return sorted({since for piece in told.pieces for since, _ in piece.on_map})


def holds(unit: Unit, day: date) -> bool:
    """Both ends of a unit's days are included; an open one has no end."""
    return (unit.valid_from or day) <= day <= (unit.valid_to or day)


def within_city(unit: Unit) -> bool:
    """False for a district outside the city's border of its day, which is counted apart."""
    return unit.parent_id == CITY_ID


@cache
def history(file: Path = _FILE) -> History:
    """Everything known. Raises ReorganisationError for an entry of the file that does not fit."""
    units, pieces = (*seed_units(), *former_units()), pieces_of_2025()
    for change in read(file):
        units, pieces = apply(units, pieces, change)
    return History(tuple(sorted(units, key=lambda unit: unit.id)), pieces)


def units_at(day: date) -> list[Unit]:
    return history().units_at(day)


def unit_of(code: str, day: date) -> Unit | None:
    return history().unit_of(code, day)


def parts_of(unit_id: int, day: date) -> tuple[Unit, ...]:
    return history().parts_of(unit_id, day)


def successors(unit_id: int, day: date) -> list[tuple[int, float]]:
    return history().successors(unit_id, day)


def on_map(values: Mapping[int, float], of: date, on: date) -> tuple[dict[int, float], bool]:
    return history().on_map(values, of, on)
