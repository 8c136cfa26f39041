"""Units that are no more: the districts of 2020 and 2021, old wards, and what joined the city in 2025.

Source: vietnamadminunits 1.0.4 (MIT), which has the state of 30/6/2025, and the statistics office's codes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from statistics import fmean

from dashboard.units import CITY_ID, WARDS_SINCE, Unit, rows

THU_DUC_SINCE = date(2021, 1, 1)  # Quận 2, Quận 9 and Quận Thủ Đức became Thành phố Thủ Đức
# The old wards are those of 30/6/2025. The city's 273 held from this day; earlier ones are not known.
OLD_WARDS_SINCE = date(2025, 1, 1)
THU_DUC = "769"  # Quận 2's code before
# The districts that ended in 2021, and between which codes their wards lie: wards were numbered by district.
ENDED_2021 = (
    ("762", "Quận Thủ Đức", "26794", "26827"),
    ("763", "Quận 9", "26830", "26866"),
    ("769", "Quận 2", "27088", "27118"),
)
PROVINCES = {"79": CITY_ID, "74": 2, "77": 3}  # Bình Dương and Bà Rịa – Vũng Tàu joined on 1/7/2025
FIRST_DISTRICT_ID = 101
FIRST_OLD_WARD_ID = 5001
_LAST_DAY = WARDS_SINCE - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OldWard:
    """A ward of 30/6/2025 as the data set has it. Côn Đảo had no wards: it stands here without a code."""

    key: str  # the converter's name for it
    code: str | None
    name: str
    district: str  # GSO code
    lat: float | None
    lon: float | None
    bounds: str | None  # "south,west – north,east" in degrees

    @property
    def district_of_2020(self) -> str:
        """Name of the district that ended in 2021, where there was one."""
        if self.district != THU_DUC or self.code is None:
            return ""
        return next(name for _, name, first, last in ENDED_2021 if first <= self.code <= last)


@cache
def old_wards() -> tuple[OldWard, ...]:
    """In the order of their codes."""
    found = rows(
        "SELECT provinceKey || '_' || districtKey || '_' || coalesce(wardKey, ''), wardCode, ward,"
        " districtCode, wardLat, wardLon, wardBounds FROM admin_units_legacy WHERE provinceCode IN (?, ?, ?)"
        " ORDER BY wardCode",
        tuple(PROVINCES),
    )
    return tuple(OldWard(*row) for row in found)


@cache
def former_units() -> tuple[Unit, ...]:
    """Provinces, districts and old wards in the order of their ids, which never change.

    A district outside the city's border of its day has its province as parent. Since when those districts
    held as they were in 2025 the data set does not say: their beginning is open. Areas are not known.
    """
    districts = tuple(_districts())
    ids = {unit.code: unit.id for unit in districts if unit.valid_to == _LAST_DAY}
    coded = [ward for ward in old_wards() if ward.code]
    wards = (
        _old_ward(number, ward, ids[ward.district]) for number, ward in enumerate(coded, FIRST_OLD_WARD_ID)
    )
    return (*_provinces(), *districts, *wards)


def _old_ward(unit_id: int, ward: OldWard, district_id: int) -> Unit:
    held = (OLD_WARDS_SINCE, _LAST_DAY)
    return Unit(unit_id, ward.code or "", ward.name, "ward", district_id, ward.lat, ward.lon, None, *held)


def _provinces() -> Iterator[Unit]:
    found = rows(
        "SELECT DISTINCT provinceCode, province, provinceLat, provinceLon FROM admin_units_legacy"
        " WHERE provinceCode IN (?, ?) ORDER BY provinceCode",
        ("74", "77"),
    )
    for code, name, lat, lon in found:
        yield Unit(PROVINCES[code], code, name, "province", None, lat, lon, None, None, _LAST_DAY)


def _districts() -> Iterator[Unit]:
    """The city's 24 of 2020 in the order of their codes, Thành phố Thủ Đức, then those outside the city."""
    found = rows(
        "SELECT DISTINCT districtCode, district, provinceCode, districtLat, districtLon"
        " FROM admin_units_legacy WHERE provinceCode IN (?, ?, ?)"
        " ORDER BY provinceCode <> '79', districtCode",
        tuple(PROVINCES),
    )
    lasting = [row for row in found if row[2] == "79" and row[0] != THU_DUC]
    ended = [(code, name, "", *_middle(name)) for code, name, _, _ in ENDED_2021]
    last_day = THU_DUC_SINCE - timedelta(days=1)
    told: list[tuple[tuple[str, str, str, float, float], date | None, date]] = [
        *((row, None, last_day if row in ended else _LAST_DAY) for row in sorted((*lasting, *ended))),
        *((row, THU_DUC_SINCE, _LAST_DAY) for row in found if row[0] == THU_DUC),
        *((row, None, _LAST_DAY) for row in found if row[2] != "79"),
    ]
    for number, ((code, name, province, lat, lon), since, until) in enumerate(told, FIRST_DISTRICT_ID):
        parent = PROVINCES.get(province, CITY_ID)
        yield Unit(number, code, name, "district", parent, lat, lon, None, since, until)


def _middle(district_of_2020: str) -> tuple[float, float]:
    """The mean of its wards' centres: the data set knows only what came after."""
    wards = [ward for ward in old_wards() if ward.district_of_2020 == district_of_2020]
    return fmean(ward.lat or 0.0 for ward in wards), fmean(ward.lon or 0.0 for ward in wards)
