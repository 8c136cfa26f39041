"""Days worked out by hand: what is off its habit, what is not, and which of it is told."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.anomalies.anomaly import Anomaly, Reason
from dashboard.anomalies.choosing import choose
from dashboard.anomalies.daily import off_on
from dashboard.units import CITY_ID
from tests.dashboard.anomalies.by_hand import CALENDAR, MONDAY, Today, Told, about, figures, on_working_days

UNITS = list(range(1001, 1021))
WARD = 1007
RECEIVED = {"dossiers_received": about(100)}
SHARE = {"dossiers_due_resolved": about(100), "dossiers_resolved_on_time": about(95)}


def found(day: date, said: dict[str, Told], today: Today) -> list[Anomaly]:
    return off_on(figures(day, UNITS, said, today), day, CALENDAR)


def test_a_monday_with_half_the_habit_is_found_with_the_reason() -> None:
    (one,) = found(MONDAY, RECEIVED, {("dossiers_received", WARD): 50})
    assert (one.day, one.figure, one.unit_id, one.item) == (MONDAY, "dossiers_received", WARD, "")
    assert one.value == 50
    assert one.expected == pytest.approx(100, abs=1)
    assert one.low == pytest.approx(78.6, abs=2)  # 100 ± 2·√(100·(1 + 1.57/11))
    assert one.high == pytest.approx(121.4, abs=2)
    assert one.reason.city == pytest.approx(1, abs=0.03)
    assert replace(one.reason, city=None) == Reason(kind="count", side="low", habit="monday", days=11)


def test_a_quiet_monday_is_not_spoken_of() -> None:
    assert found(MONDAY, RECEIVED, {}) == []


def test_the_same_on_a_holiday_is_none() -> None:
    """Monday 31/8/2026 was off, in the middle of a long week-end; Monday 24/8 was not."""
    said = {"dossiers_received": on_working_days(100, otherwise=50)}
    assert found(date(2026, 8, 31), said, {("dossiers_received", WARD): 50}) == []
    (one,) = found(date(2026, 8, 24), said, {("dossiers_received", WARD): 50})
    assert (one.unit_id, one.reason.habit) == (WARD, "monday")


def test_a_holiday_is_off_beside_other_days_off() -> None:
    said = {"dossiers_received": on_working_days(100, otherwise=50)}
    (one,) = found(date(2026, 8, 31), said, {("dossiers_received", WARD): 5})
    assert (one.unit_id, one.reason.habit, one.reason.side) == (WARD, "day_off", "low")


def test_a_make_up_saturday_is_off_only_where_it_is_neither_a_working_day_nor_a_saturday() -> None:
    day = date(2026, 8, 22)  # worked in place of 31/8
    said = {"dossiers_received": on_working_days(100, otherwise=40)}
    assert found(day, said, {}) == []
    assert found(day, said, {("dossiers_received", WARD): 40}) == []
    assert [one.unit_id for one in found(day, said, {("dossiers_received", WARD): 3})] == [WARD]


def test_small_counts_do_not_shout() -> None:
    said = {"complaints_received": about(3)}
    assert found(MONDAY, said, {("complaints_received", WARD): 0}) == []
    assert found(MONDAY, said, {("complaints_received", WARD): 9}) == []
    (one,) = found(MONDAY, said, {("complaints_received", WARD): 20})
    assert one.reason.side == "high"


def test_a_share_of_few_cases_does_not_shout() -> None:
    said = {"complaints_decided": about(4), "complaints_in_time": about(4)}
    today = {("complaints_decided", WARD): 4.0, ("complaints_in_time", WARD): 1.0}
    assert found(MONDAY, said, today) == []


def test_a_share_that_falls_is_found_out_of_how_many() -> None:
    today = {("dossiers_due_resolved", WARD): 100.0, ("dossiers_resolved_on_time", WARD): 70.0}
    (one,) = found(MONDAY, SHARE, today)
    assert (one.figure, one.value) == ("on_time_share", 70)
    assert one.expected == pytest.approx(95, abs=1)
    assert one.value < one.low < one.expected < one.high <= 100
    assert (one.reason.kind, one.reason.side, one.reason.of) == ("share", "low", 100)


def test_what_the_whole_city_did_is_said_of_the_city_and_of_no_ward() -> None:
    today = {("dossiers_received", unit_id): 60.0 for unit_id in UNITS}
    (one,) = found(MONDAY, RECEIVED, today)
    assert (one.unit_id, one.value, one.reason.city) == (CITY_ID, 1200, None)


def test_around_a_holiday_nothing_is_said_of_the_whole_city() -> None:
    day = date(2026, 9, 7)
    today = {("dossiers_received", unit_id): 60.0 for unit_id in UNITS}
    assert found(day, RECEIVED, today) == []


def test_a_day_that_no_figure_was_told_of_is_unknown_and_not_low() -> None:
    grid = figures(MONDAY, UNITS, RECEIVED, {})
    grid.told["dossiers_received"][grid.rows[MONDAY]] = False
    grid.values["dossiers_received"][grid.rows[MONDAY]] = 0
    assert off_on(grid, MONDAY, CALENDAR) == []


def test_the_season_of_last_year_is_no_surprise() -> None:
    """In the weeks around 16/11/2025 a ward had three times what it had before; so it has now."""

    def told(unit_id: int, day: date) -> float:
        in_season = unit_id == WARD and date(2025, 11, 1) < day < date(2025, 12, 15)
        return about(300 if in_season else 100)(unit_id, day)

    today = {("dossiers_received", WARD): 190.0}
    (surprising,) = found(MONDAY, RECEIVED, today)
    assert surprising.reason.season is None or surprising.reason.season < 1.1
    assert found(MONDAY, {"dossiers_received": told}, today) == []


def test_at_most_five_a_day_and_one_of_a_unit_and_group() -> None:
    said = {**RECEIVED, "dossiers_resolved": about(100)}
    today = {
        (figure, unit_id): 20.0 + number
        for figure in said
        for number, unit_id in enumerate((1001, 1003, 1005, 1007))
    } | {("dossiers_received", unit_id): 30.0 for unit_id in (1009, 1011, 1013)}
    everything = found(MONDAY, said, today)
    assert len(everything) >= 11
    chosen = choose(everything)
    assert len(chosen) == 5
    assert [one.score for one in chosen] == sorted((one.score for one in chosen), reverse=True)
    assert len({one.unit_id for one in chosen}) == 5
    assert choose(reversed(everything)) == chosen


def test_what_is_hushed_leaves_its_place_to_the_next() -> None:
    (one,) = found(MONDAY, RECEIVED, {("dossiers_received", WARD): 50})
    lesser = replace(one, figure="dossiers_resolved", score=one.score - 1)
    assert choose([one, lesser]) == [one]
    assert choose([one, lesser], {one.key}) == [lesser]


def test_good_news_weighs_half() -> None:
    bad = found(
        MONDAY, SHARE, {("dossiers_due_resolved", WARD): 100.0, ("dossiers_resolved_on_time", WARD): 70.0}
    )
    said = {"dossiers_due_resolved": about(100), "dossiers_resolved_on_time": about(50)}
    good = found(
        MONDAY, said, {("dossiers_due_resolved", WARD): 100.0, ("dossiers_resolved_on_time", WARD): 100.0}
    )
    assert good[0].reason.side == "high"
    assert bad[0].score > good[0].score / 2
