"""The units that are no more: which they were, where they lay, and ids that never change."""

from collections import Counter
from datetime import date

from dashboard.former import OLD_WARDS_SINCE, former_units, old_wards
from dashboard.units import seed_units

UNITS = {unit.id: unit for unit in former_units()}
DISTRICTS = [unit for unit in UNITS.values() if unit.level == "district"]


def test_the_city_had_24_districts_with_the_codes_of_the_statistics_office() -> None:
    of_2020 = {unit.code: unit.name for unit in DISTRICTS if unit.parent_id == 1 and unit.valid_from is None}
    assert len(of_2020) == 24
    assert (of_2020["760"], of_2020["762"], of_2020["763"]) == ("Quận 1", "Quận Thủ Đức", "Quận 9")
    assert (of_2020["769"], of_2020["787"]) == ("Quận 2", "Huyện Cần Giờ")


def test_three_of_them_became_thu_duc_city_under_the_code_of_one() -> None:
    ended = {unit.name for unit in DISTRICTS if unit.valid_to == date(2020, 12, 31)}
    assert ended == {"Quận 2", "Quận 9", "Quận Thủ Đức"}
    (thu_duc,) = [unit for unit in DISTRICTS if unit.valid_from == date(2021, 1, 1)]
    assert (thu_duc.code, thu_duc.name, thu_duc.valid_to) == ("769", "Thành phố Thủ Đức", date(2025, 6, 30))


def test_a_district_outside_the_citys_border_belongs_to_its_province() -> None:
    outside = Counter(UNITS[unit.parent_id].name for unit in DISTRICTS if unit.parent_id not in (None, 1))
    assert outside == {"Tỉnh Bình Dương": 9, "Tỉnh Bà Rịa - Vũng Tàu": 7}


def test_old_wards_stand_under_their_districts_and_side_by_side_with_codes_of_today() -> None:
    wards = [unit for unit in UNITS.values() if unit.level == "ward"]
    in_city = [ward for ward in wards if UNITS[ward.parent_id or 0].parent_id == 1]
    assert (len(wards), len(in_city)) == (441, 273)
    assert {(ward.valid_from, ward.valid_to) for ward in wards} == {(OLD_WARDS_SINCE, date(2025, 6, 30))}
    (ben_nghe,) = [ward for ward in wards if ward.code == "26740"]  # today Phường Sài Gòn's code
    assert (ben_nghe.name, UNITS[ben_nghe.parent_id or 0].name) == ("Phường Bến Nghé", "Quận 1")


def test_the_wards_of_thu_duc_city_are_told_apart_by_their_codes() -> None:
    lay_in = Counter(ward.district_of_2020 for ward in old_wards() if ward.district == "769")
    assert lay_in == {"Quận Thủ Đức": 12, "Quận 9": 13, "Quận 2": 9}


def test_ids_are_stable_and_no_two_units_share_one() -> None:
    named = {unit_id: UNITS[unit_id].name for unit_id in (2, 101, 124, 125, 126, 141, 5001, 5441)}
    assert named == {
        2: "Tỉnh Bình Dương",
        101: "Quận 1",
        124: "Huyện Cần Giờ",
        125: "Thành phố Thủ Đức",
        126: "Thành phố Thủ Dầu Một",
        141: "Huyện Côn Đảo",
        5001: "Phường Hiệp Thành",
        5441: "Xã Lý Nhơn",
    }
    ids = [unit.id for unit in (*seed_units(), *former_units())]
    assert len(ids) == len(set(ids)) == 170 + 2 + 41 + 441
