"""Which reorganisations are applied to figures on a map: by day, and only those that touch what is shown."""

from datetime import date

from dashboard.applied import Applied, applied
from dashboard.successions import history

MAP_2020, MAP_2021, TODAY = date(2020, 6, 1), date(2022, 1, 1), date(2026, 11, 26)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 26))


def unit(code: str, day: date) -> int:
    found = history().unit_of(code, day)
    assert found is not None
    return found.id


def joined(one: Applied) -> dict[str, list[str]]:
    return {target.name: sorted(source.name for source in sources) for sources, target in one.joined}


def shared(one: Applied) -> dict[str, list[str]]:
    return {source.name: sorted(target.name for target in targets) for source, targets in one.shared}


def test_figures_of_one_map_need_no_reorganisation() -> None:
    assert applied(*NOVEMBER, TODAY) == []
    assert applied(date(2021, 1, 1), date(2025, 6, 30), MAP_2021) == []


def test_three_districts_were_joined_into_thu_duc() -> None:
    (one,) = applied(date(2020, 12, 31), date(2021, 1, 31), MAP_2021)
    assert (one.day, one.is_forward, shared(one)) == (date(2021, 1, 1), True, {})
    assert joined(one) == {"Thành phố Thủ Đức": ["Quận 2", "Quận 9", "Quận Thủ Đức"]}


def test_a_unit_that_it_did_not_touch_hears_nothing_of_it() -> None:
    assert applied(date(2020, 12, 31), date(2021, 1, 31), MAP_2021, {unit("760", MAP_2021)}) == []


def test_back_on_the_older_map_thu_duc_is_divided() -> None:
    (one,) = applied(date(2021, 1, 1), date(2021, 1, 31), MAP_2020)
    assert (one.is_forward, joined(one)) == (False, {})
    assert shared(one) == {"Thành phố Thủ Đức": ["Quận 2", "Quận 9", "Quận Thủ Đức"]}


def test_todays_wards_are_added_up_for_a_district_that_they_lie_in_whole() -> None:
    (one,) = applied(*NOVEMBER, MAP_2021, {unit("760", MAP_2021)})
    assert joined(one)["Quận 1"] == [
        "Phường Bến Thành", "Phường Cầu Ông Lãnh", "Phường Sài Gòn", "Phường Tân Định",
    ]  # fmt: skip
    assert shared(one) == {}


def test_two_reorganisations_between_are_told_in_their_order() -> None:
    found = applied(*NOVEMBER, MAP_2020, {unit("769", MAP_2020)})
    assert [one.day for one in found] == [date(2021, 1, 1), date(2025, 7, 1)]
    assert shared(found[0]) == {"Thành phố Thủ Đức": ["Quận 2"]}


def test_the_past_of_a_ward_is_a_part_of_its_district() -> None:
    (one,) = applied(date(2025, 6, 1), date(2025, 7, 31), TODAY, {unit("26740", TODAY)})
    assert shared(one) == {"Quận 1": ["Phường Sài Gòn"]}


def test_nothing_is_lost_of_a_whole_map() -> None:
    """Every unit of the map before is whole in one that follows, or told to be divided, or the same still."""
    for first, last, on in ((date(2020, 1, 1), date(2020, 12, 31), MAP_2021), (*NOVEMBER, MAP_2021)):
        (one,) = applied(first, last, on)
        told = {source.id for sources, _target in one.joined for source in sources}
        told |= {source.id for source, _targets in one.shared}
        of = one.day if not one.is_forward else first
        left = {unit.id for unit in history().map_at(of)} - told
        assert left <= {unit.id for unit in history().map_at(on)}
