"""A record's unit of its day: the supplier's word first, the coordinate where the word says less."""

from datetime import date

import pytest

from dashboard.successions import history, holds
from dashboard.units import CITY_ID, UNKNOWN_ID, seed_units
from dashboard.whereabouts import Whereabouts

WHERE = Whereabouts()
UNITS = {unit.id: unit for unit in history().units}
SAI_GON = next(unit.id for unit in seed_units() if unit.name == "Phường Sài Gòn")
IN_2020, IN_2022, IN_SPRING_2025, TODAY = (
    date(2020, 12, 31),
    date(2022, 3, 1),
    date(2025, 6, 30),
    date(2026, 11, 23),
)
CENTRE = (10.7769, 106.7009)  # in front of the People's Committee
BOSTON = (42.36, -71.06)


def named(text: str, day: date) -> str:
    unit_id, _ = WHERE.find(text, None, None, day)
    assert holds(UNITS[unit_id], day)
    return UNITS[unit_id].name


def test_a_wards_name_goes_before_the_coordinate() -> None:
    assert WHERE.find("UBND phường Sài Gòn", *BOSTON, TODAY) == (SAI_GON, False)


def test_a_department_of_the_city_gives_way_to_the_coordinate() -> None:
    ward, approximate = WHERE.find("Sở Xây dựng", *CENTRE, TODAY)
    assert UNITS[ward].level == "ward"
    assert approximate
    district, approximate = WHERE.find("UBND tỉnh Bình Dương", *CENTRE, IN_2022)
    assert (UNITS[district].name, approximate) == ("Quận 1", True)


def test_a_department_without_a_coordinate_is_the_city() -> None:
    assert WHERE.find("UBND Thành phố Hồ Chí Minh", None, None, TODAY) == (CITY_ID, False)


def test_nothing_known_is_unknown() -> None:
    assert WHERE.find("", None, None, TODAY) == (UNKNOWN_ID, False)
    assert WHERE.find("Phường Không Có", *BOSTON, TODAY) == (UNKNOWN_ID, False)
    assert WHERE.find("Phường Không Có", *BOSTON, IN_2020) == (UNKNOWN_ID, False)


@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("Quận 2", IN_2020, "Quận 2"),
        ("769", IN_2020, "Quận 2"),
        ("Thủ Đức", IN_2022, "Thành phố Thủ Đức"),
        ("26740", IN_SPRING_2025, "Phường Bến Nghé"),
        ("26740", TODAY, "Phường Sài Gòn"),
    ],
)
def test_a_record_keeps_the_unit_it_was_made_under(text: str, day: date, name: str) -> None:
    assert named(text, day) == name


@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("Quận 2", IN_2022, "Thành phố Thủ Đức"),
        ("Quận Thủ Đức", IN_SPRING_2025, "Thành phố Thủ Đức"),
        ("Phường Bến Nghé, Quận 1", TODAY, "Phường Sài Gòn"),
        ("Huyện Côn Đảo", TODAY, "Đặc khu Côn Đảo"),
        ("UBND tỉnh Bình Dương", TODAY, "Thành phố Hồ Chí Minh"),
        ("Quận 1", TODAY, "chưa xác định"),  # its land went to several wards
        ("Phường Đa Kao", TODAY, "chưa xác định"),  # divided
    ],
)
def test_a_unit_named_after_its_end_is_the_one_that_has_all_of_its_land(
    text: str, day: date, name: str
) -> None:
    assert named(text, day) == name


@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("Phường Sài Gòn", IN_2022, "Quận 1"),
        ("Phường Bến Nghé", IN_2022, "Quận 1"),  # its wards are known as of 2025 only
        ("Phường An Khánh", IN_2020, "Quận 2"),
        ("26740", IN_2022, "Quận 1"),
        ("TP Thủ Đức", IN_2020, "chưa xác định"),  # three districts then
    ],
)
def test_a_unit_named_before_it_began_is_the_one_that_had_all_of_its_land(
    text: str, day: date, name: str
) -> None:
    assert named(text, day) == name


def test_where_the_word_leaves_several_units_the_coordinate_decides() -> None:
    assert WHERE.find("Quận 1", *CENTRE, TODAY) == (SAI_GON, True)
    found, approximate = WHERE.find("TP Thủ Đức", 10.8037, 106.7357, IN_2020)
    assert (UNITS[found].name, approximate) == ("Quận 2", True)


def test_a_day_on_which_units_change_belongs_to_the_new_ones() -> None:
    assert named("Thủ Đức", date(2020, 12, 31)) == "Quận Thủ Đức"
    assert named("Thủ Đức", date(2021, 1, 1)) == "Thành phố Thủ Đức"
    assert named("Quận 1", date(2025, 6, 30)) == "Quận 1"
    assert named("Phường Sài Gòn", date(2025, 7, 1)) == "Phường Sài Gòn"


def test_whatever_is_told_the_unit_held_on_its_day() -> None:
    for text in ("", "Sở Y tế", "UBND tỉnh Bình Dương", *(unit.name for unit in UNITS.values())):
        for day in (date(1990, 1, 1), IN_2020, IN_2022, IN_SPRING_2025, TODAY):
            assert holds(UNITS[WHERE.find(text, None, None, day)[0]], day), (text, day)
            assert holds(UNITS[WHERE.find(text, *CENTRE, day)[0]], day), (text, day)
