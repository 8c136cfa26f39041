"""The city's map with a value a unit: its borders where the city imported them, else one hexagon a unit."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.hexmap import places
from dashboard.insets import inset, shifts
from dashboard.places import read_boundaries
from dashboard.reports.asked import Wanted
from dashboard.reports.document import Area, MapChart
from dashboard.views import UnitValue

Ring = tuple[tuple[float, float], ...]
Rings = tuple[Ring, ...]

_FINE = 1 / 1500  # of the drawing's width: a tenth of a millimetre on paper
_RADIUS = 0.97 / math.sqrt(3)  # of hexagons whose centres are 1 apart, with a hair of white between
_DIGITS = 4


def city_map(
    wanted: Wanted,
    ranked: Sequence[UnitValue],
    *,
    key: str,
    title: str,
    alt: str,
    unit: str = "",
    decimals: int = 0,
) -> MapChart:
    """What `KpiReader.ranking` told, drawn; what lies on no map (the city's offices, unknown) is left out.

    Borders are those of today's wards: on the map of an earlier day units are hexagons. A ring within another
    is a hole (even-odd).
    """
    file = wanted.settings.boundaries
    drawn = None if file is None else _borders(file, file.stat().st_mtime_ns)
    ids = [one.unit.id for one in ranked if one.unit.id in places(wanted.on)]
    is_schematic = drawn is None or not ids or any(unit_id not in drawn[0] for unit_id in ids)
    shapes, aspect = _hexagons(tuple(ids), places(wanted.on)) if drawn is None or is_schematic else drawn
    areas = tuple(
        Area(name=one.unit.name, rings=shapes[one.unit.id], value=one.value.value)
        for one in sorted(ranked, key=lambda one: one.unit.id)
        if one.unit.id in shapes
    )
    return MapChart(
        key=key,
        title=title,
        alt=alt,
        areas=areas,
        aspect=aspect,
        is_schematic=is_schematic,
        unit=unit,
        decimals=decimals,
    )


def _hexagons(
    ids: tuple[int, ...], centres: Mapping[int, tuple[float, float]]
) -> tuple[dict[int, Rings], float]:
    """Rings by unit id, and width ÷ height of the whole."""
    turns = [math.radians(60 * step + 30) for step in range(6)]
    corners = [(_RADIUS * math.cos(turn), _RADIUS * math.sin(turn)) for turn in turns]
    rings = {
        unit_id: (tuple((centres[unit_id][0] + x, centres[unit_id][1] + y) for x, y in corners),)
        for unit_id in ids
    }
    return _normalised(rings)


@lru_cache(maxsize=2)
def _borders(file: Path, _changed_at: int) -> tuple[dict[int, Rings], float]:
    """The same of the imported borders, islands beside the mainland. Raises places.BoundariesError."""
    parts: dict[int, list[BaseGeometry]] = {}
    for border in read_boundaries(file):
        parts.setdefault(border.unit.id, []).append(border.shape)
    outlines = [shapely.union_all(shapes) for shapes in parts.values()]
    placed = [
        inset(outline, move) if any(move) else outline
        for outline, move in zip(outlines, shifts(outlines), strict=True)
    ]
    west, south, east, north = shapely.union_all(placed).bounds
    narrower = math.cos(math.radians((south + north) / 2))  # a degree of longitude, in those of latitude
    fine = (east - west) * _FINE
    return _normalised(
        {
            unit_id: tuple(tuple((lon * narrower, -lat) for lon, lat in ring) for ring in _rings(shape, fine))
            for unit_id, shape in zip(parts, placed, strict=True)
        }
    )


def _rings(shape: BaseGeometry, fine: float) -> Iterable[list[tuple[float, float]]]:
    """Outlines and holes, without the last point that repeats the first; specks are left out."""
    polygons = sorted(getattr(shape, "geoms", [shape]), key=lambda part: -part.area)
    for number, polygon in enumerate(polygons):
        if number and polygon.area < (2 * fine) ** 2:
            continue
        simple = polygon.simplify(fine)
        for ring in (simple.exterior, *simple.interiors):
            yield [(x, y) for x, y, *_ in ring.coords[:-1]]


def _normalised(rings: Mapping[int, Rings]) -> tuple[dict[int, Rings], float]:
    """Into the square from (0, 0) to (1, 1), each way by its own scale; and width ÷ height."""
    points = [point for outlines in rings.values() for ring in outlines for point in ring]
    if not points:
        return {}, 1.0
    left, top = (min(point[way] for point in points) for way in (0, 1))
    width, height = (max(point[way] for point in points) - low for way, low in ((0, left), (1, top)))
    scaled = {
        unit_id: tuple(
            tuple((round((x - left) / width, _DIGITS), round((y - top) / height, _DIGITS)) for x, y in ring)
            for ring in outlines
        )
        for unit_id, outlines in rings.items()
    }
    return scaled, round(width / height, _DIGITS)
