"""What suppliers write, and the unit that they mean."""

import unicodedata

import pytest

from dashboard.gazetteer import Gazetteer
from dashboard.placenames import plain
from dashboard.units import seed_units

GAZETTEER = Gazetteer()
UNITS = {unit.id: unit for unit in seed_units()}


def name_of(text: str) -> str | None:
    found = GAZETTEER.find(text)
    return None if found is None else UNITS[found].name


@pytest.mark.parametrize(
    "text",
    [
        "26740",
        " 26740 ",
        "Phường Sài Gòn",
        "PHƯỜNG SÀI GÒN",
        unicodedata.normalize("NFD", "Phường Sài Gòn"),
        "P. Sài Gòn",
        "P.Sài Gòn",
        "P Sài Gòn",
        "phuong sai gon",
        "phuongsaigon",
        "Sài Gòn",
        "UBND phường Sài Gòn",
        "UBND Sài Gòn",
        "Uỷ ban nhân dân Phường Sài Gòn",
        "Trung tâm Phục vụ hành chính công phường Sài Gòn",
        "Phường Sài Gòn, TP.HCM",
        "Phường Sài Gòn - Thành phố Hồ Chí Minh",
        "phuong sai gon tphcm",
        "Phường Sài Gòn, Quận 1, TP. Hồ Chí Minh, Việt Nam",
        "12 Lê Lợi, P.Sài Gòn, Q.1, TPHCM",
        "Saigon Ward",
    ],
)
def test_one_ward_is_found_under_many_spellings(text: str) -> None:
    assert name_of(text) == "Phường Sài Gòn"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PHƯỜNG HOÀ HƯNG", "Phường Hòa Hưng"),  # the tone mark on the other vowel
        ("BÌNH TRỊ ÐÔNG", "Phường Bình Trị Đông"),  # the Icelandic letter
        ("phuong cho quan q5", "Phường Chợ Quán"),  # "quan" is a part of the name here
        ("Phường Chợ Quán, Quận 5", "Phường Chợ Quán"),
        ("X. Nhà Bè", "Xã Nhà Bè"),
        ("Nhà Bè", "Xã Nhà Bè"),
        ("dac khu con dao", "Đặc khu Côn Đảo"),
        ("Phường Vũng Tàu, tỉnh Bà Rịa - Vũng Tàu", "Phường Vũng Tàu"),
        ("Phường Thủ Đức, TP Thủ Đức", "Phường Thủ Đức"),
        ("Phường Phú Thọ", "Phường Phú Thọ"),
        ("79", "Thành phố Hồ Chí Minh"),
        ("UBND TP.HCM", "Thành phố Hồ Chí Minh"),
        ("UBND Thành phố", "Thành phố Hồ Chí Minh"),
        ("Sở Y tế", "Thành phố Hồ Chí Minh"),
    ],
)
def test_names_as_they_are_really_written(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize(
    "text", ["Q.1", "quan 1", "Quận 1", "Q1", "TP Thủ Đức", "H. Nhà Bè", "huyện Côn Đảo"]
)
def test_an_old_district_is_no_unit_of_today(text: str) -> None:
    assert GAZETTEER.find(text) is None


@pytest.mark.parametrize(
    "text", ["Phường 1", "P.12", "Phường 12, Quận Bình Thạnh", "Thị trấn Củ Chi", "Phường Đa Kao"]
)
def test_an_old_ward_is_no_unit_of_today(text: str) -> None:
    assert GAZETTEER.find(text) is None


def test_an_old_ward_is_not_taken_for_its_namesake_elsewhere() -> None:
    assert GAZETTEER.find("Phường An Phú, TP Thủ Đức") is None
    assert name_of("Phường An Phú, TP. Thuận An, Bình Dương") == "Phường An Phú"
    assert GAZETTEER.find("Phường Tân Phú, Quận 7") is None
    assert name_of("Phường Tân Phú, Quận Tân Phú") == "Phường Tân Phú"


def test_a_district_named_beside_a_ward_held_its_land_at_any_time_before() -> None:
    assert name_of("Phường An Khánh, Quận 2") == name_of("Phường An Khánh, TP Thủ Đức") == "Phường An Khánh"
    assert GAZETTEER.find("Phường An Khánh, Quận 9") is None


def test_another_province_is_not_ours() -> None:
    assert GAZETTEER.find("Phường Phú Thọ, Hà Nội") is None
    assert GAZETTEER.find("Xã Long Phước, huyện Long Thành, Đồng Nai") is None


def test_an_ambiguous_name_is_left_open_unless_its_letters_decide() -> None:
    assert GAZETTEER.find("Thanh An") is None
    assert GAZETTEER.find("xa thanh an") is None
    assert name_of("Xã Thanh An") == "Xã Thanh An"
    assert name_of("Xã Thạnh An") == "Xã Thạnh An"


@pytest.mark.parametrize(
    "text", ["", "  ", "...", "q", "Phường", "Dorchester", "02134", "27", "x" * 1_000_000]
)
def test_what_names_nothing_finds_nothing(text: str) -> None:
    assert GAZETTEER.find(text) is None


def test_every_ward_is_found_by_code_and_by_name_with_and_without_accents() -> None:
    wards = [unit for unit in UNITS.values() if unit.level == "ward"]
    assert [unit.name for unit in wards if GAZETTEER.find(unit.code) != unit.id] == []
    assert [unit.name for unit in wards if GAZETTEER.find(unit.name) != unit.id] == []
    missed = [unit.name for unit in wards if GAZETTEER.find(plain(unit.name)) != unit.id]
    assert missed == ["Xã Thanh An", "Xã Thạnh An"]
