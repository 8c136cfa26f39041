"""Distances on the ground, and boxes of degrees around a point that an index can look into."""

import math
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement

EARTH_METRES = 6_371_008.8  # mean radius
_DEGREE = EARTH_METRES * math.pi / 180  # metres of a degree of latitude


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Between two points in degrees (haversine)."""
    north, east = math.radians(other_lat - lat), math.radians(other_lon - lon)
    width = math.cos(math.radians(lat)) * math.cos(math.radians(other_lat))
    half = math.sin(north / 2) ** 2 + width * math.sin(east / 2) ** 2
    return 2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half)))


def box(
    lat: float, lon: float, reach: float, lat_column: Column[Any], lon_column: Column[Any]
) -> Sequence[ColumnElement[bool]]:
    """Holds for every point within `reach` metres, and for some beyond."""
    north = reach / _DEGREE
    east = north / max(0.01, math.cos(math.radians(lat)))
    return lat_column.between(lat - north, lat + north), lon_column.between(lon - east, lon + east)
