"""Totals are equal on every day's map; what was divided is shared out by area and said to be."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pieces import pieces_of_2025
from dashboard.successions import history, on_map, successors, units_at, within_city
from dashboard.units import seed_units

IN_2020, IN_2021, IN_2025 = date(2020, 12, 31), date(2021, 1, 1), date(2025, 7, 1)
DAYS = (IN_2020, IN_2021, IN_2025)
HISTORY = history()
NAMES = {unit.id: unit.name for unit in HISTORY.units}
IDS = {(unit.name, unit.parent_id): unit.id for unit in HISTORY.units}
QUAN_1, QUAN_2, QUAN_9 = IDS["Quận 1", 1], IDS["Quận 2", 1], IDS["Quận 9", 1]
THU_DUC_DISTRICT, THU_DUC_CITY = IDS["Quận Thủ Đức", 1], IDS["Thành phố Thủ Đức", 1]


@pytest.mark.parametrize(
    ("day", "shown", "of_the_city"), [(IN_2020, 40, 24), (IN_2021, 38, 22), (IN_2025, 168, 168)]
)
def test_the_map_of_a_day_shows_the_units_of_that_day(day: date, shown: int, of_the_city: int) -> None:
    units = HISTORY.map_at(day)
    assert (len(units), sum(map(within_city, units))) == (shown, of_the_city)
    assert {unit.id for unit in units} <= {unit.id for unit in units_at(day)}


def test_the_units_of_today_are_those_that_a_new_store_begins_with() -> None:
    assert units_at(date(2026, 11, 23)) == seed_units()


def test_the_pieces_are_as_large_as_the_city() -> None:
    city = next(unit for unit in seed_units() if unit.level == "city")
    assert sum(piece.area_km2 for piece in pieces_of_2025()) == pytest.approx(city.area_km2)
    assert min(piece.area_km2 for piece in pieces_of_2025()) > 0


def test_three_districts_went_whole_into_thu_duc_city() -> None:
    for district in (QUAN_2, QUAN_9, THU_DUC_DISTRICT):
        assert successors(district, IN_2021) == [(THU_DUC_CITY, 1.0)]
    back = dict(successors(THU_DUC_CITY, IN_2020))
    # 49.8, 114.0 and 47.8 of 211.6 km²
    assert back == pytest.approx({QUAN_2: 0.235, QUAN_9: 0.539, THU_DUC_DISTRICT: 0.226}, abs=0.005)


def test_a_district_of_2020_reaches_todays_wards_past_the_city_that_it_became_part_of() -> None:
    wards = {NAMES[unit_id] for unit_id, _ in successors(QUAN_2, IN_2025)}
    assert wards == {"Phường An Khánh", "Phường Bình Trưng", "Phường Cát Lái"}


def test_a_whole_old_ward_has_one_successor_and_a_divided_one_several() -> None:
    ben_nghe = IDS["Phường Bến Nghé", QUAN_1]
    assert [(NAMES[unit_id], share) for unit_id, share in successors(ben_nghe, IN_2025)] == [
        ("Phường Sài Gòn", 1.0)
    ]
    da_kao = successors(IDS["Phường Đa Kao", QUAN_1], IN_2025)
    assert {NAMES[unit_id] for unit_id, _ in da_kao} == {"Phường Sài Gòn", "Phường Tân Định"}
    assert sum(share for _, share in da_kao) == pytest.approx(1)


def test_a_unit_that_still_holds_is_its_own_successor() -> None:
    assert successors(QUAN_1, IN_2021) == [(QUAN_1, 1.0)]
    assert successors(1001, date(2026, 1, 1)) == [(1001, 1.0)]


def test_47_old_wards_were_divided_and_17_of_todays_wards_lie_in_several_districts_of_old() -> None:
    old = [unit for unit in units_at(date(2025, 6, 30)) if unit.level == "ward"]
    assert sum(len(successors(unit.id, IN_2025)) > 1 for unit in old) == 47
    assert sum(len(successors(unit.id, IN_2021)) > 1 for unit in HISTORY.map_at(IN_2025)) == 17


@st.composite
def numbers(draw: st.DrawFn) -> tuple[date, dict[int, float]]:
    day = draw(st.sampled_from(DAYS))
    ids = [0, 1, *(unit.id for unit in HISTORY.map_at(day))]
    return day, draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 1_000_000).map(float), min_size=1))


@given(told=numbers())
def test_totals_are_equal_on_the_maps_of_2020_2021_and_2025(told: tuple[date, dict[int, float]]) -> None:
    of, values = told
    for on in DAYS:
        carried, _ = on_map(values, of, on)
        assert sum(carried.values()) == pytest.approx(sum(values.values()))
        assert carried.keys() <= {0, 1} | {unit.id for unit in HISTORY.map_at(on)}
        assert all(value >= 0 for value in carried.values())


@pytest.mark.parametrize(("of", "on"), list(product(DAYS, DAYS)))
def test_shares_sum_to_one_between_any_two_days(of: date, on: date) -> None:
    for unit in HISTORY.map_at(of):
        carried, _ = on_map({unit.id: 1.0}, of, on)
        assert sum(carried.values()) == pytest.approx(1)


def test_a_number_that_went_whole_is_exact_and_one_that_was_shared_out_is_an_estimate() -> None:
    assert on_map({QUAN_2: 3.0, QUAN_9: 4.0, 1: 5.0}, IN_2020, IN_2021) == (
        {THU_DUC_CITY: 7.0, 1: 5.0},
        False,
    )
    assert on_map({THU_DUC_CITY: 7.0}, IN_2021, IN_2020)[1] is True
    assert on_map({THU_DUC_CITY: 0.0}, IN_2021, IN_2020)[1] is False
    sai_gon = IDS["Phường Sài Gòn", 1]
    assert on_map({sai_gon: 9.0}, IN_2025, IN_2021) == ({QUAN_1: 9.0}, False)


def test_what_lay_outside_the_city_is_counted_apart_on_its_old_maps() -> None:
    vung_tau = IDS["Phường Vũng Tàu", 1]
    carried, _ = on_map({vung_tau: 6.0}, IN_2025, IN_2020)
    outside = [unit for unit in HISTORY.map_at(IN_2020) if unit.id in carried and not within_city(unit)]
    assert [unit.name for unit in outside] == ["Thành phố Vũng Tàu"]


def test_a_unit_of_another_day_is_refused() -> None:
    with pytest.raises(ValueError, match="held no land on 2025-07-01"):
        on_map({QUAN_1: 1.0}, IN_2025, IN_2020)


def test_a_code_names_one_unit_a_day() -> None:
    def named(code: str, day: date) -> str | None:
        found = HISTORY.unit_of(code, day)
        return None if found is None else found.name

    assert (named("769", IN_2020), named("769", IN_2021)) == ("Quận 2", "Thành phố Thủ Đức")
    assert (named("26740", date(2025, 6, 30)), named("26740", IN_2025)) == (
        "Phường Bến Nghé",
        "Phường Sài Gòn",
    )
    assert (named("26740", IN_2020), named("769", IN_2025), named("", IN_2025)) == (None, None, None)


def test_the_parts_of_a_unit_are_those_of_the_day() -> None:
    def counted(unit_id: int, day: date) -> list[int]:
        levels = [unit.level for unit in HISTORY.parts_of(unit_id, day)]
        return [levels.count(level) for level in ("city", "district", "ward")]

    assert counted(1, IN_2020) == [1, 24, 0]
    assert counted(1, IN_2021) == [1, 22, 0]
    assert counted(1, date(2025, 6, 30)) == [1, 22, 273]
    assert counted(1, IN_2025) == [1, 0, 168]
    assert counted(THU_DUC_CITY, date(2025, 3, 1)) == [0, 1, 34]
    assert counted(QUAN_2, IN_2021) == [0, 0, 0]
