"""The city in pieces that no reorganisation divided: they carry a number from one day's map to another's."""

import json
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import shapely

from dashboard.former import THU_DUC_SINCE, OldWard, former_units, old_wards
from dashboard.units import CITY_CODE, WARDS_SINCE, Unit, dataset, rows, seed_units

KM = 111.2  # a degree of latitude
LEAST_PART = 0.05  # of a divided ward's box: a part that the estimate does not see is still there


@dataclass(frozen=True, slots=True)
class Piece:
    """Land that was never divided: its units on the map, each since a day, and the old ward it lay in."""

    area_km2: float
    on_map: tuple[tuple[date, int], ...]
    old_ward: int | None = None

    def unit(self, day: date) -> int:
        """Id of the unit that held the land that day, on the map of that day: a district before 1/7/2025."""
        return self.on_map[bisect_right(self.on_map, day, key=lambda held: held[0]) - 1][1]


@cache
def pieces_of_2025() -> tuple[Piece, ...]:
    """One piece for every old ward, or part of one, of each ward of 2025.

    What the data set knows: which old wards went whole to which ward, which were divided, the areas of
    today's wards. What it does not know: the areas of old wards and of their parts. They are estimated from
    the old ward's bounding box (a divided one's part: where the box meets a disc as large as the new ward
    around its centre) and made to sum to the new ward's true area.
    """
    wards = _wards()
    estimated: dict[str, list[tuple[OldWard, float]]] = defaultdict(list)
    for old, new, guess in _joined(wards):
        estimated[new].append((old, guess))
    return tuple(
        _piece(old, wards[new], guess / sum(guess for _, guess in parts))
        for new, parts in estimated.items()
        for old, guess in parts
    )


def _piece(old: OldWard, ward: Unit, share: float) -> Piece:
    districts, coded = _former_ids()
    district = districts[old.district]
    history = [(date.min, districts.get(old.district_of_2020, district))]
    if old.district_of_2020:
        history.append((THU_DUC_SINCE, district))
    history.append((WARDS_SINCE, ward.id))
    return Piece((ward.area_km2 or 0.0) * share, tuple(history), coded.get(old.code or ""))


@cache
def _former_ids() -> tuple[dict[str, int], dict[str, int]]:
    """Ids of districts, by code as of 2025 and by name where they ended before; ids of old wards by code."""
    districts = [unit for unit in former_units() if unit.level == "district"]
    ended = {unit.name: unit.id for unit in districts if unit.valid_to and unit.valid_to < THU_DUC_SINCE}
    lasting = {unit.code: unit.id for unit in districts if unit.id not in ended.values()}
    return ended | lasting, {unit.code: unit.id for unit in former_units() if unit.level == "ward"}


def _wards() -> dict[str, Unit]:
    """Today's wards by the converter's name for them."""
    by_code = {unit.code: unit for unit in seed_units() if unit.level == "ward"}
    keys = rows("SELECT wardKey, wardCode FROM admin_units WHERE provinceCode = ?", (CITY_CODE,))
    return {key: by_code[code] for key, code in keys}


def _joined(wards: dict[str, Unit]) -> Iterator[tuple[OldWard, str, float]]:
    """(old ward, new ward's key, estimated area of what they share)."""
    table: dict[str, Any] = json.loads(dataset("converter_2025.json").read_text("utf-8"))
    city = "thanhphohochiminh"
    old = {ward.key: ward for ward in old_wards()}
    for new, keys in table["DICT_PROVINCE_WARD_NO_DIVIDED"][city].items():
        for key in keys:
            yield old[key], new, _box(old[key]).area
    for key, news in table["DICT_PROVINCE_WARD_DIVIDED"][city].items():
        box = _box(old[key])
        met = {new["newWardKey"]: _met(box, wards[new["newWardKey"]]) for new in news}
        for new, area in met.items():
            yield old[key], new, box.area * area / sum(met.values())


def _met(box: shapely.Polygon, ward: Unit) -> float:
    centre = shapely.Point(_km(ward.lat or 0.0, ward.lon or 0.0))
    disc = centre.buffer(math.sqrt((ward.area_km2 or 0.0) / math.pi))
    return max(float(box.intersection(disc).area), LEAST_PART * float(box.area))


def _box(ward: OldWard) -> shapely.Polygon:
    """Its bounding box on a plane in kilometres; a square kilometre where the data set has none (Côn Đảo)."""
    if ward.bounds is None:
        return shapely.box(0, 0, 1, 1)
    corners = [tuple(map(float, corner.split(","))) for corner in ward.bounds.split(" – ")]
    (south, west), (north, east) = corners
    return shapely.box(*_km(south, west), *_km(north, east))


def _km(lat: float, lon: float) -> tuple[float, float]:
    return lon * KM * math.cos(math.radians(10.8)), lat * KM
