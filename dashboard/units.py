"""Administrative units: the city of today and its 168 wards, with the dates they hold."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

UNKNOWN_ID = 0
CITY_ID = 1
CITY_CODE = "79"  # GSO code of Ho Chi Minh City, before and after the merger
FIRST_WARD_ID = 1001  # districts, when they come, get 101 and up
WARDS_SINCE = date(2025, 7, 1)  # the district tier ended, 168 wards began


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit over the days it holds, both ends included; None is an open end.

    `lat`/`lon` is the centre in degrees (WGS 84), `area_km2` the area of land.
    """

    id: int
    code: str  # GSO code
    name: str
    level: str  # "unknown", "city", "district" or "ward"
    parent_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def dataset(name: str) -> Path:
    """A data file of vietnamadminunits. Its Python is left alone: it wants geopy and tqdm for nothing."""
    return Path(str(distribution("vietnamadminunits").locate_file(f"vietnamadminunits/data/{name}")))


def rows(sql: str, parameters: Sequence[str] = ()) -> list[Any]:
    """Answer of the package's own database (tables `admin_units` and `admin_units_legacy`)."""
    # immutable: the package folder may be read-only, and SQLite must not look for a journal there
    connection = sqlite3.connect(f"{dataset('dataset.db').as_uri()}?immutable=1", uri=True)
    try:
        return connection.execute(sql, parameters).fetchall()
    finally:
        connection.close()


@cache
def _seed() -> tuple[Unit, ...]:
    wards = rows(
        "SELECT wardCode, ward, wardLat, wardLon, wardAreaKm2 FROM admin_units"
        " WHERE provinceCode = ? ORDER BY wardCode",
        (CITY_CODE,),
    )
    ((city, lat, lon),) = rows(
        "SELECT DISTINCT province, provinceLat, provinceLon FROM admin_units WHERE provinceCode = ?",
        (CITY_CODE,),
    )
    area = round(sum(float(ward[4]) for ward in wards), 3)
    return (
        Unit(UNKNOWN_ID, "", "chưa xác định", "unknown"),
        Unit(CITY_ID, CITY_CODE, city, "city", None, float(lat), float(lon), area),
        *(
            Unit(number, code, name, "ward", CITY_ID, float(lat), float(lon), float(area_km2), WARDS_SINCE)
            for number, (code, name, lat, lon, area_km2) in enumerate(wards, FIRST_WARD_ID)
        ),
    )


def seed_units() -> list[Unit]:
    """The units a new store begins with: unknown, the city, its wards in the order of their codes.

    Ids never change: a ward that comes later gets the next free one. Source: vietnamadminunits 1.0.4 (MIT).
    """
    return list(_seed())
