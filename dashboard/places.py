"""A coordinate to its unit: imported boundaries, else the nearest centre within reach."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.gazetteer import Gazetteer
from dashboard.successions import history, holds
from dashboard.units import CITY_ID, WARDS_SINCE, Unit

EARTH_KM = 6371.0088  # mean radius
LEAST_REACH_KM = 3.0
REMEMBERED = 100_000  # coordinates, rounded to 5 decimals (1 m)


class BoundariesError(Exception):
    """The boundary file cannot be used; the message is one line naming file and feature."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A ward's border in degrees (WGS 84), as the city's file has it."""

    unit: Unit
    shape: BaseGeometry


class Places:
    """Finds the unit of a coordinate among those that held on a day; without one, of the newest map.

    `borders` are of those units; without them all answers are approximate. A point outside all borders
    (a gauge in the estuary) goes to the nearest centre too, as approximate.
    """

    def __init__(self, day: date = date.max, borders: Iterable[Boundary] = ()) -> None:
        centres = list(_centres(day))
        self._ids = [unit_id for unit_id, _, _ in centres]
        self._centres = np.array([_on_sphere(unit.lat or 0.0, unit.lon or 0.0) for _, unit, _ in centres])
        self._reach_km = [reach_km(area_km2) for _, _, area_km2 in centres]
        self._borders = list(borders)
        self._tree = shapely.STRtree([border.shape for border in self._borders])
        self._memory: dict[tuple[float, float], tuple[int | None, bool]] = {}

    def find(self, lat: float, lon: float) -> tuple[int | None, bool]:
        """Unit id and whether it is approximate; (None, False) beyond every unit's reach."""
        if not (abs(lat) <= 90 and abs(lon) <= 180):  # NaN too
            return None, False
        key = (round(lat, 5), round(lon, 5))
        if key not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[key] = self._within(*key) or self._nearest(*key)
        return self._memory[key]

    def _within(self, lat: float, lon: float) -> tuple[int, bool] | None:
        if not self._borders:
            return None
        hits = self._tree.query(shapely.Point(lon, lat), predicate="intersects")
        # A point on a border belongs to both: the first in the file has it, each time.
        return (self._borders[min(hits)].unit.id, False) if len(hits) else None

    def _nearest(self, lat: float, lon: float) -> tuple[int | None, bool]:
        cosines = self._centres @ np.array(_on_sphere(lat, lon))
        nearest = int(np.argmax(cosines))
        distance_km = EARTH_KM * math.acos(min(1.0, float(cosines[nearest])))
        return (self._ids[nearest], True) if distance_km <= self._reach_km[nearest] else (None, False)


def _centres(day: date) -> Iterator[tuple[int, Unit, float]]:
    """(unit found, unit whose centre it is, area of that in km²).

    Before 1/7/2025 the nearest old ward says which: itself where it held on the day, else its district.
    """
    told = history()
    units = {unit.id: unit for unit in told.units}
    areas: dict[tuple[int, int], float] = defaultdict(float)
    for piece in told.pieces:
        shown = piece.unit(day)
        smallest = shown if units[shown].level == "ward" else piece.old_ward or shown
        areas[smallest, shown] += piece.area_km2
    for (smallest, shown), area_km2 in sorted(areas.items()):
        found = smallest if holds(units[smallest], day) else shown
        yield found, units[smallest], units[smallest].area_km2 or area_km2


def reach_km(area_km2: float) -> float:
    """How far from its centre a unit may be guessed: twice the radius of a disc as large as it."""
    return max(LEAST_REACH_KM, 2 * math.sqrt(area_km2 / math.pi))


def _on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    phi, theta = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)


def read_boundaries(path: Path, units: Iterable[Unit] | None = None) -> list[Boundary]:
    """The wards' borders of a GeoJSON FeatureCollection; several features may make up one ward.

    A feature names its ward by a code or a name, under whatever key that looks like one (`code`, `ma_xa`,
    `ten`, `ward_name` …): one of `units`; without them of the newest map, else of one before it.
    Raises BoundariesError for the first feature that cannot be used.
    """
    maps = [list(units)] if units else list(_ward_maps())
    by_id = {unit.id: unit for known in maps for unit in known}
    gazetteers = [Gazetteer(known) for known in maps]
    borders = []
    for number, feature in enumerate(_features(path), 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        where = f"{path}: feature {number} ({_label(properties)})"
        if not isinstance(properties, dict) or (unit_id := _unit(properties, gazetteers)) is None:
            raise BoundariesError(f"{where}: no code or name of a ward of today among its properties")
        borders.append(Boundary(by_id[unit_id], _shape(feature.get("geometry"), where)))
    return borders


def _ward_maps() -> Iterator[list[Unit]]:
    """The units of each map that shows wards, newest first."""
    told = history()
    return (told.units_at(since) for since in reversed(told.eras()) if since >= WARDS_SINCE)


def _features(path: Path) -> list[dict[str, object]]:
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise BoundariesError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BoundariesError(f"{path}: no JSON: {error}") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise BoundariesError(f"{path}: no GeoJSON FeatureCollection with features in it")
    return features


def _label(properties: object) -> str:
    if not isinstance(properties, Mapping):
        return "no properties"
    texts = [str(value) for key, value in properties.items() if _is_code(key) or _is_name(key)]
    return ", ".join(texts[:2])[:80] or "no name"


def _is_code(key: str) -> bool:
    return any(word in key.lower() for word in ("code", "ma", "id"))


def _is_name(key: str) -> bool:
    return any(word in key.lower() for word in ("name", "ten", "tên", "ward", "xa", "phuong"))


def _unit(properties: Mapping[str, object], gazetteers: Sequence[Gazetteer]) -> int | None:
    codes = [f"{value:.0f}" if isinstance(value, float) else str(value) for value in _codes(properties)]
    names = [value for key, value in properties.items() if _is_name(key) and isinstance(value, str)]
    texts = (*(code for code in codes if code.isdigit()), *names)
    found = [gazetteer.find(text) for gazetteer in gazetteers for text in texts]
    # the city's own name stands in many files beside the ward's
    return next((unit_id for unit_id in found if unit_id and unit_id != CITY_ID), None)


def _codes(properties: Mapping[str, object]) -> list[object]:
    return [value for key, value in properties.items() if _is_code(key)]


def _shape(geometry: object, where: str) -> BaseGeometry:
    """A valid polygon or multipolygon whose coordinates can be degrees."""
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise BoundariesError(f"{where}: its geometry is no Polygon or MultiPolygon")
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except shapely.errors.GEOSException as error:
        raise BoundariesError(f"{where}: its coordinates make no polygon: {error}") from error
    if shape.is_empty:
        raise BoundariesError(f"{where}: its polygon is empty")
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BoundariesError(f"{where}: its coordinates are not longitude and latitude in degrees (WGS 84)")
    # Rings that cross themselves are common in exported files; mended, they still say what is inside.
    return shape if shape.is_valid else shapely.make_valid(shape)
