"""Which days a day is compared with."""

from datetime import date, timedelta

import pytest

from dashboard.anomalies.days import kind, near_a_holiday, peers
from tests.dashboard.anomalies.by_hand import CALENDAR, MONDAY


def test_a_monday_is_compared_with_the_mondays_of_twelve_weeks() -> None:
    day = date(2026, 11, 30)
    (habit,) = peers(day, CALENDAR).habits
    assert list(habit) == [day - timedelta(weeks=number) for number in range(1, 13)]


def test_a_monday_that_was_a_holiday_is_left_out() -> None:
    day = date(2026, 5, 18)
    (habit,) = peers(day, CALENDAR).habits
    assert date(2026, 4, 27) not in habit  # off in place of the Kings' day, a Sunday of that year
    assert len(habit) == 11


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 16), "monday"),
        (date(2026, 11, 21), "saturday"),
        (date(2026, 2, 17), "day_off"),  # Tết
        (date(2026, 1, 10), "make_up"),  # a Saturday worked in place of 2/1
        (date(2026, 1, 2), "day_off"),
    ],
)
def test_a_day_is_of_the_kind_that_the_calendar_says(day: date, expected: str) -> None:
    assert kind(day, CALENDAR) == expected


def test_a_holiday_is_compared_with_all_days_off() -> None:
    (habit,) = peers(date(2026, 9, 2), CALENDAR).habits  # a Wednesday
    assert habit
    assert all(not CALENDAR.is_workday(day) for day in habit)


def test_a_make_up_day_is_compared_with_working_days_and_with_its_own_weekday() -> None:
    worked, saturdays = peers(date(2026, 1, 10), CALENDAR).habits
    assert all(day.weekday() < 5 for day in worked)
    assert {kind(day, CALENDAR) for day in saturdays} == {"saturday"}


def test_the_season_is_the_same_weekday_of_the_same_weeks_of_last_year() -> None:
    told = peers(MONDAY, CALENDAR)
    assert told.season == tuple(date(2025, 11, 17) + timedelta(weeks=number) for number in (2, 1, 0, -1, -2))
    assert max(told.before_season) < min(told.season)
    assert len(told.before_season) == 11  # 1/9/2025 was a day off


@pytest.mark.parametrize(
    ("day", "near"),
    [
        (date(2026, 11, 16), False),
        (date(2026, 9, 7), True),  # the Monday after 2/9
        (date(2026, 9, 14), True),  # 29/8–2/9 was long
        (date(2026, 9, 21), False),
        (date(2026, 3, 5), True),  # two weeks after Tết
        (date(2026, 3, 16), False),
    ],
)
def test_the_days_around_a_holiday_are_known(day: date, near: bool) -> None:
    assert near_a_holiday(day, CALENDAR) is near
