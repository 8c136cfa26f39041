"""The unit map's shapes: one hexagon a ward, or the borders that the city imported; GeoJSON either way.

Each feature's properties are `id` (the unit's), `code`, `name` ("Phường Sài Gòn") and `short` ("Sài Gòn").
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import shapely

from dashboard.places import read_boundaries
from dashboard.units import CITY_CODE, Unit, seed_units

EARTH_KM = 6378.137  # Web Mercator's sphere
PITCH_KM = 6.8  # a hexagon is as large as the average ward, about 40 km²
KINDS = ("Phường ", "Xã ", "Đặc khu ")


@dataclass(frozen=True, slots=True)
class Hexagon:
    """A ward's place on the cartogram: its centre in degrees."""

    unit: Unit
    lat: float
    lon: float


def hexagons(units: Iterable[Unit] | None = None) -> dict[str, Any]:
    """The cartogram as a FeatureCollection in degrees, lying over the city.

    The hexagons are regular in Web Mercator (EPSG:3857), what Leaflet draws unless told otherwise.
    """
    pitch = _pitch()
    return _collection(
        _feature(hexagon.unit, shapely.Polygon(_corners(hexagon, pitch)))
        for hexagon in hexagon_centres(units)
    )


def hexagon_centres(units: Iterable[Unit] | None = None) -> list[Hexagon]:
    """Where each ward stands on the cartogram; the whole lies where it moves the wards least."""
    cells = _cells()
    standing = [unit for unit in units or seed_units() if unit.level == "ward" and unit.valid_to is None]
    wards = [unit for unit in standing if unit.code in cells]
    pitch = _pitch()
    places = [_place(cells[unit.code], pitch) for unit in wards]
    true = [_mercator(unit.lat or 0.0, unit.lon or 0.0) for unit in wards]
    east = sum(there[0] - here[0] for here, there in zip(places, true, strict=True)) / len(wards)
    north = sum(there[1] - here[1] for here, there in zip(places, true, strict=True)) / len(wards)
    return [Hexagon(unit, *_degrees(x + east, y + north)) for unit, (x, y) in zip(wards, places, strict=True)]


def boundaries(path: Path, units: Iterable[Unit] | None = None) -> dict[str, Any]:
    """The imported borders, one feature a ward. Raises BoundariesError (see `places`)."""
    shapes: dict[Unit, list[shapely.Geometry]] = {}
    for border in read_boundaries(path, units):
        shapes.setdefault(border.unit, []).append(border.shape)
    return _collection(
        _feature(unit, parts[0] if len(parts) == 1 else shapely.union_all(parts))
        for unit, parts in shapes.items()
    )


def _cells() -> dict[str, list[int]]:
    """Column and row by ward code; odd rows stand half a hexagon further east, row 0 is the northernmost."""
    text = files("dashboard").joinpath(f"data/cartogram_{CITY_CODE}.json").read_text("utf-8")
    cells: dict[str, list[int]] = json.loads(text)
    return cells


def _pitch() -> float:
    """From one hexagon to the next on Mercator's map, which stretches by 1/cos(latitude)."""
    city = next(unit for unit in seed_units() if unit.level == "city")
    return PITCH_KM / math.cos(math.radians(city.lat or 0.0))


def _place(cell: list[int], pitch: float) -> tuple[float, float]:
    column, row = cell
    return (column + 0.5 * (row & 1)) * pitch, -row * pitch * math.sqrt(3) / 2


def _corners(hexagon: Hexagon, pitch: float) -> list[tuple[float, float]]:
    x, y = _mercator(hexagon.lat, hexagon.lon)
    radius = pitch / math.sqrt(3)
    corners = []
    for step in range(6):
        turn = math.radians(60 * step + 30)
        lat, lon = _degrees(x + radius * math.cos(turn), y + radius * math.sin(turn))
        corners.append((round(lon, 6), round(lat, 6)))
    return corners


def _mercator(lat: float, lon: float) -> tuple[float, float]:
    return EARTH_KM * math.radians(lon), EARTH_KM * math.asinh(math.tan(math.radians(lat)))


def _degrees(x: float, y: float) -> tuple[float, float]:
    return math.degrees(math.atan(math.sinh(y / EARTH_KM))), math.degrees(x / EARTH_KM)


def _feature(unit: Unit, shape: shapely.Geometry) -> dict[str, Any]:
    kind = next((kind for kind in KINDS if unit.name.startswith(kind)), "")
    names = {"id": unit.id, "code": unit.code, "name": unit.name, "short": unit.name.removeprefix(kind)}
    return {
        "type": "Feature",
        "id": unit.code,
        "properties": names,
        "geometry": shapely.geometry.mapping(shape),
    }


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
