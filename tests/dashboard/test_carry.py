"""Whole arrays on the maps of 2020, 2021 and 2025: totals are equal, and no land is there twice."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.carry import carrier
from dashboard.successions import history, on_map, successors
from dashboard.units import CITY_ID, UNKNOWN_ID

MAPS = (date(2020, 3, 1), date(2021, 1, 1), date(2025, 7, 1))
UNITS = history().units
IDS = [unit.id for unit in UNITS]
NAMES = {unit.id: unit.name for unit in UNITS}


def called(name: str, parent: int = CITY_ID) -> int:
    (found,) = [unit.id for unit in UNITS if (unit.name, unit.parent_id) == (name, parent)]
    return found


@given(numbers=st.lists(st.integers(0, 1_000_000), min_size=len(IDS), max_size=len(IDS)))
def test_totals_are_equal_on_every_map_of_the_same_records(numbers: list[int]) -> None:
    values = np.array(numbers, dtype=np.float64)
    for on in MAPS:
        carried = carrier(IDS, on).carry(values)
        assert carried.sum() == pytest.approx(values.sum())
        assert carried.min() >= 0


@pytest.mark.parametrize("on", MAPS)
def test_the_city_with_what_lay_outside_its_border_is_the_same_total_as_today(on: date) -> None:
    values = np.ones(len(IDS))
    there = carrier(IDS, on)
    carried = there.carry(values)
    assert carried[there.outside].sum() + carried[~there.outside].sum() == pytest.approx(len(IDS))
    assert (there.outside.sum(), len(there.targets)) == {
        2020: (18, 44),  # 16 districts and 2 provinces; 24 districts, the city and no known unit
        2021: (18, 42),
        2025: (0, 170),
    }[on.year]


@pytest.mark.parametrize("on", MAPS)
def test_each_piece_of_land_is_on_a_map_once_so_no_rank_holds_a_unit_against_itself(on: date) -> None:
    shown = [unit for unit in carrier(IDS, on).targets if unit.level in ("district", "ward")]
    assert len({unit.id for unit in shown}) == len(shown)
    area = sum(sum(piece.area_km2 for piece in history().pieces if piece.unit(on) == one.id) for one in shown)
    city = next(unit for unit in UNITS if unit.id == CITY_ID)
    assert area == pytest.approx(city.area_km2)
    for one in shown:  # nothing on the map goes before or comes after anything else on it
        assert successors(one.id, on) == [(one.id, 1.0)]


@pytest.mark.parametrize(("of", "on"), list(product(MAPS, MAPS)))
def test_the_matrix_says_what_the_slow_way_says(of: date, on: date) -> None:
    ids = [unit.id for unit in history().map_at(of)] + [CITY_ID, UNKNOWN_ID]
    numbers = {unit_id: float(place) for place, unit_id in enumerate(ids, 1)}
    there = carrier(ids, on)
    carried = there.carry(np.array(list(numbers.values())))
    slow, _ = on_map(numbers, of, on)
    assert {unit.id: value for unit, value in zip(there.targets, carried, strict=True) if value} == (
        pytest.approx({unit_id: value for unit_id, value in slow.items() if value})
    )


def test_a_divided_share_is_marked_and_a_whole_one_is_not() -> None:
    quan_1 = called("Quận 1")
    there = carrier([called("Phường Đa Kao", quan_1), called("Phường Bến Nghé", quan_1)], MAPS[2])
    columns = {unit.name: column for column, unit in enumerate(there.targets)}
    sai_gon, tan_dinh = columns["Phường Sài Gòn"], columns["Phường Tân Định"]
    assert there.divided[:, [sai_gon, tan_dinh]].tolist() == [[True, True], [False, False]]
    assert there.matrix[1, sai_gon] == 1.0
    estimated = there.estimated(np.array([0.0, 3.0]))
    assert not estimated.any()
    assert {NAMES[there.targets[column].id] for column in np.flatnonzero(there.estimated(np.ones(2)))} == {
        "Phường Sài Gòn",
        "Phường Tân Định",
    }


def test_of_depths_the_greatest_is_carried_and_months_at_once() -> None:
    there = carrier([called("Quận 2"), called("Quận 9")], MAPS[1])
    months = np.array([[0.4, 0.7], [0.0, 0.2], [0.0, 0.0]])
    thu_duc = [unit.name for unit in there.targets].index("Thành phố Thủ Đức")
    assert there.greatest(months)[:, thu_duc].tolist() == [0.7, 0.2, 0.0]
    assert there.carry(months)[:, thu_duc] == pytest.approx([1.1, 0.2, 0.0])


def test_the_offices_of_a_province_became_the_citys() -> None:
    binh_duong = next(unit.id for unit in UNITS if unit.name == "Tỉnh Bình Dương")
    before, after = carrier([binh_duong], MAPS[0]), carrier([binh_duong], MAPS[2])
    (column,) = np.flatnonzero(before.matrix[0])
    assert (before.targets[column].id, before.outside[column]) == (binh_duong, True)
    (column,) = np.flatnonzero(after.matrix[0])
    assert (after.targets[column].id, after.outside[column]) == (CITY_ID, False)


def test_the_order_is_fixed_and_the_same_map_is_made_once() -> None:
    there = carrier(IDS, date(2023, 5, 5))
    assert there is carrier(IDS, date(2024, 6, 6))
    assert [unit.id for unit in there.targets[-4:]] == [CITY_ID, 2, 3, UNKNOWN_ID]
    ids = [unit.id for unit in there.targets[:-4]]
    assert ids == sorted(ids)


def test_no_unit_of_any_time_is_refused_and_a_number_that_is_none_is() -> None:
    with pytest.raises(KeyError):
        carrier([999_999], MAPS[0])
