"""What suppliers wrote before 1/7/2025, and the unit that they meant on that day."""

from datetime import date

import pytest

from dashboard.district_gazetteer import DistrictGazetteer
from dashboard.successions import history, units_at

UNITS = {unit.id: unit for unit in history().units}
IN_2020, IN_2022, IN_2025 = (
    DistrictGazetteer(units_at(day)) for day in (date(2020, 5, 1), date(2022, 5, 1), date(2025, 5, 1))
)


def told(gazetteer: DistrictGazetteer, text: str) -> tuple[str, str] | None:
    """(name, name of what it stood under)."""
    found = gazetteer.find(text)
    if found is None:
        return None
    return UNITS[found].name, UNITS[UNITS[found].parent_id or 0].name


def name_of(gazetteer: DistrictGazetteer, text: str) -> str | None:
    found = told(gazetteer, text)
    return None if found is None else found[0]


@pytest.mark.parametrize(
    "text",
    [
        "760",
        "Quận 1",
        "Q.1",
        "Q.01",
        "quan 1",
        "quan1",
        "District 1",
        "UBND Quận 1",
        "Uỷ ban nhân dân Quận 1, TP.HCM",
        "Phường Bến Nghé, Quận 1",
        "12 Lê Lợi, P.6, Q.1",
    ],
)
def test_a_district_is_found_under_many_spellings(text: str) -> None:
    assert name_of(IN_2020, text) == name_of(IN_2022, text) == "Quận 1"


@pytest.mark.parametrize(
    ("text", "in_2020", "in_2022"),
    [
        ("769", "Quận 2", "Thành phố Thủ Đức"),
        ("Quận 2", "Quận 2", None),
        ("Thủ Đức", "Quận Thủ Đức", "Thành phố Thủ Đức"),
        ("TP Thủ Đức", None, "Thành phố Thủ Đức"),
        ("Gò Vấp", "Quận Gò Vấp", "Quận Gò Vấp"),
        ("H. Nhà Bè", "Huyện Nhà Bè", "Huyện Nhà Bè"),
        ("TP. Thuận An, tỉnh Bình Dương", "Thành phố Thuận An", "Thành phố Thuận An"),
        ("UBND tỉnh Bình Dương", "Tỉnh Bình Dương", "Tỉnh Bình Dương"),
        ("Sở Y tế tỉnh Bà Rịa - Vũng Tàu", "Tỉnh Bà Rịa - Vũng Tàu", "Tỉnh Bà Rịa - Vũng Tàu"),
        ("Sở Y tế", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("UBND TP.HCM", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Phường Sài Gòn", None, None),
    ],
)
def test_a_name_is_that_of_its_day(text: str, in_2020: str | None, in_2022: str | None) -> None:
    assert (name_of(IN_2020, text), name_of(IN_2022, text)) == (in_2020, in_2022)


@pytest.mark.parametrize(
    ("text", "name", "under"),
    [
        ("26740", "Phường Bến Nghé", "Quận 1"),
        ("Phường Bến Nghé", "Phường Bến Nghé", "Quận 1"),
        ("Bến Nghé", "Phường Bến Nghé", "Quận 1"),
        ("P.12, Q. Bình Thạnh", "Phường 12", "Quận Bình Thạnh"),
        ("Phường An Phú, TP Thủ Đức", "Phường An Phú", "Thành phố Thủ Đức"),
        ("phuong an phu, thanh pho thuan an", "Phường An Phú", "Thành phố Thuận An"),
        ("Thị trấn Củ Chi, huyện Củ Chi", "Thị trấn Củ Chi", "Huyện Củ Chi"),
        ("Phường 99, Quận 3", "Quận 3", "Thành phố Hồ Chí Minh"),
        ("Tân Phú", "Quận Tân Phú", "Thành phố Hồ Chí Minh"),  # two wards had the name too
        ("Nhà Bè", "Huyện Nhà Bè", "Thành phố Hồ Chí Minh"),
    ],
)
def test_in_2025_a_ward_goes_before_its_district(text: str, name: str, under: str) -> None:
    assert told(IN_2025, text) == (name, under)


@pytest.mark.parametrize(
    "text",
    [
        *("", "1", "...", "Phường 1", "P.12", "Phường An Phú", "Quận Ba Đình", "x" * 1_000_000, "Dorchester"),
        *("Phường Phú Thọ, Hà Nội", "TP Bến Tre, tỉnh Bến Tre", "Quận 1 - Quận 3", "Sở Y tế tỉnh Đồng Nai"),
    ],
)
def test_what_names_nothing_or_more_than_one_finds_nothing(text: str) -> None:
    assert IN_2025.find(text) is None


def test_every_unit_of_2025_is_found_by_its_code_and_every_district_by_its_name() -> None:
    units = units_at(date(2025, 5, 1))
    assert [unit.name for unit in units if unit.code and IN_2025.find(unit.code) != unit.id] == []
    districts = [unit for unit in units if unit.level == "district"]
    assert [unit.name for unit in districts if IN_2025.find(unit.name) != unit.id] == []
    wards = [unit for unit in units if unit.level == "ward"]
    whole = {unit.id: f"{unit.name}, {UNITS[unit.parent_id or 0].name}" for unit in wards}
    assert [whole[unit.id] for unit in wards if IN_2025.find(whole[unit.id]) != unit.id] == []
