"""Every unit of every map has a hexagon of its own."""

import math
from dataclasses import replace
from datetime import date

import pytest

from dashboard.hexmap import cells, places
from dashboard.successions import history, within_city

DAYS = (date(2020, 6, 1), date(2021, 6, 1), date(2026, 11, 22))


@pytest.mark.parametrize("day", DAYS)
def test_every_unit_of_a_map_has_a_hexagon_of_its_own(day: date) -> None:
    found = places(day)
    assert found.keys() == {unit.id for unit in history().map_at(day)}
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize("day", DAYS[:2])
def test_what_lies_outside_the_city_of_the_day_touches_no_unit_of_it(day: date) -> None:
    found = places(day)
    inside = [found[unit.id] for unit in history().map_at(day) if within_city(unit)]
    outside = [found[unit.id] for unit in history().map_at(day) if not within_city(unit)]
    assert len(outside) == 16
    assert min(math.dist(here, there) for here in inside for there in outside) > 1.1


def test_only_what_was_reorganised_in_2021_stands_elsewhere_than_the_year_before() -> None:
    before, after = places(DAYS[0]), places(DAYS[1])
    same = before.keys() & after.keys()
    assert all(before[unit_id] == after[unit_id] for unit_id in same)
    assert len(before.keys() - same) == 3
    assert len(after.keys() - same) == 1


def test_a_ward_of_a_later_reorganisation_stands_beside_its_neighbour() -> None:
    wards = history().map_at(DAYS[2])
    ben_thanh = next(ward for ward in wards if ward.name == "Phường Bến Thành")
    new = replace(ben_thanh, id=9999, code="30001")
    found = cells([*wards, new])
    assert len(set(found.values())) == len(wards) + 1
    (column, row), (there, below) = found[9999], found[ben_thanh.id]
    assert abs(column - there) <= 4
    assert abs(row - below) <= 4
