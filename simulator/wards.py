"""The 168 wards of Ho Chi Minh City (province code 79), read from vietnamadminunits' data file."""

import sqlite3
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

PROVINCE = "79"
KM_PER_DEGREE = 111.32
_COS_LAT = 0.982  # cos 10.8°: good to 1 % all over the city

# Where people live, roughly: (lat, lon, people per km² at the heart, e-folding distance in km).
_HEARTS = (
    (10.776, 106.690, 38_000, 9.0),  # Sài Gòn
    (10.950, 106.720, 6_500, 9.0),  # Thuận An, Dĩ An, Thủ Dầu Một
    (10.360, 107.090, 6_500, 5.0),  # Vũng Tàu
    (10.500, 107.170, 1_800, 8.0),  # Bà Rịa
)


@dataclass(frozen=True, slots=True)
class Ward:
    code: str
    name: str
    lat: float
    lon: float
    area: float  # km²
    people: int  # an estimate from the distance to the city's hearts; sets the ward's share of everything


def _people(lat: float, lon: float, area: float) -> int:
    density = 150.0
    for heart_lat, heart_lon, peak, reach in _HEARTS:
        distance = np.hypot(lat - heart_lat, (lon - heart_lon) * _COS_LAT) * KM_PER_DEGREE
        density += peak * np.exp(-distance / reach)
    lived_in = min(area, 40 + 0.2 * (area - 40))  # the widest communes are mostly fields and mangrove
    return int(np.clip(density * lived_in, 8_000, 230_000))


def data_file(name: str) -> Path:
    """Found without importing the package, which would read 5 MB of JSON that is not needed here."""
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("vietnamadminunits is not installed")
    return Path(spec.origin).parent / "data" / name


def rows(query: str, *parameters: str) -> list[Any]:
    """Raises sqlite3.Error when the package's data file has changed shape."""
    connection = sqlite3.connect(f"{data_file('dataset.db').as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(query, parameters).fetchall()
    finally:
        connection.close()


def read_wards() -> tuple[Ward, ...]:
    """All wards, ordered by code. Raises sqlite3.Error when the package's data file has changed shape."""
    query = "SELECT wardCode, ward, wardLat, wardLon, wardAreaKm2 FROM admin_units WHERE provinceCode = ?"
    return tuple(
        Ward(code, name, lat, lon, area, _people(lat, lon, area))
        for code, name, lat, lon, area in rows(f"{query} ORDER BY wardCode", PROVINCE)
    )


class Ground:
    """Finds points that belong to a ward: nearer to its centre than to any other ward's."""

    def __init__(self, wards: tuple[Ward, ...]) -> None:
        self._centres = np.array([(ward.lat, ward.lon) for ward in wards])
        self._radius = np.array([0.4 * np.sqrt(ward.area / np.pi) for ward in wards])

    def points(self, ward: int, count: int, rng: np.random.Generator) -> Points:
        """`count` points (lat, lon) in the ward of that index, to 5 decimals (about a metre)."""
        found = np.empty((0, 2))
        reach = float(self._radius[ward])
        while len(found) < count:
            around = self._around(ward, 2 * count, reach, rng)
            found = np.concatenate([found, around[self.nearest(around) == ward]])
            reach *= 0.9
        return found[:count]

    def _around(self, ward: int, count: int, reach: float, rng: np.random.Generator) -> Points:
        angle, radius = rng.uniform(0, 2 * np.pi, count), reach * np.sqrt(rng.uniform(size=count))
        step = np.column_stack([np.sin(angle), np.cos(angle) / _COS_LAT]) * radius[:, None] / KM_PER_DEGREE
        points: Points = np.round(self._centres[ward] + step, 5)
        return points

    def nearest(self, points: Points) -> NDArray[np.int64]:
        """Index of the ward whose centre is nearest to each (lat, lon)."""
        away = (self._centres[None, :, :] - points[:, None, :]) * (1.0, _COS_LAT)
        found: NDArray[np.int64] = (away**2).sum(axis=2).argmin(axis=1)
        return found
