"""The districts in which today's wards lay before 1/7/2025: what records of those days name."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from simulator.clock import from_date
from simulator.wards import PROVINCE, data_file, rows

THU_DUC_SINCE, WARDS_SINCE = from_date(date(2021, 1, 1)), from_date(date(2025, 7, 1))
_CITY = "thanhphohochiminh"
# Until 2020 the wards of Thành phố Thủ Đức (769) were three districts', numbered one after the other.
_UNTIL_2020 = (("26794", "762", "Quận Thủ Đức"), ("26830", "763", "Quận 9"), ("27088", "769", "Quận 2"))


@dataclass(frozen=True, slots=True)
class District:
    code: str
    name: str


def district_of(ward_code: str, day: int) -> District | None:
    """Of one of today's wards: the district with the most of the old wards that went whole into it.

    None since 1/7/2025, when there are no districts any more.
    """
    if day >= WARDS_SINCE:
        return None
    in_2020, in_2021 = _districts()[ward_code]
    return in_2020 if day < THU_DUC_SINCE else in_2021


@cache
def _districts() -> dict[str, tuple[District, District]]:
    """Ward of today → its district until 2020 and until 30/6/2025."""
    old = {key: (District(code, name), ward or "") for key, code, name, ward in _old_wards()}
    found = {}
    for ward, keys in _went_to().items():
        most = Counter(old[key][0] for key in keys).most_common(1)[0][0]
        codes = [code for district, code in map(old.__getitem__, keys) if district == most]
        found[ward] = Counter(_until_2020(most, code) for code in codes).most_common(1)[0][0], most
    return found


def _until_2020(district: District, old_ward: str) -> District:
    if district.code != "769":
        return district
    return next(District(code, name) for first, code, name in reversed(_UNTIL_2020) if old_ward >= first)


def _old_wards() -> list[tuple[str, str, str, str | None]]:
    return rows(
        "SELECT provinceKey || '_' || districtKey || '_' || coalesce(wardKey, ''), districtCode, district,"
        " wardCode FROM admin_units_legacy WHERE provinceCode IN ('79', '74', '77') ORDER BY wardCode"
    )


def _went_to() -> dict[str, list[str]]:
    """Ward of today → names of the old wards that went into it: the whole ones, else the divided ones."""
    table = json.loads(data_file("converter_2025.json").read_text("utf-8"))
    codes = dict(rows("SELECT wardKey, wardCode FROM admin_units WHERE provinceCode = ?", PROVINCE))
    whole = {codes[new]: list(olds) for new, olds in table["DICT_PROVINCE_WARD_NO_DIVIDED"][_CITY].items()}
    for old, parts in table["DICT_PROVINCE_WARD_DIVIDED"][_CITY].items():
        for part in parts:
            code = codes[part["newWardKey"]]
            if not table["DICT_PROVINCE_WARD_NO_DIVIDED"][_CITY].get(part["newWardKey"]):
                whole.setdefault(code, []).append(old)
    return whole
