"""Working time, worked out by hand: lunch, weekends, Tết 2025, 30/4 and make-up days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.workdays import OFFICE_HOURS, WorkCalendar, parse_hours, vietnam
from tests.dashboard.records import CITY, local

CALENDAR = vietnam(CITY)
MOMENTS = st.datetimes(
    datetime(2024, 12, 20),  # noqa: DTZ001
    datetime(2025, 9, 10),  # noqa: DTZ001
    timezones=st.just(UTC),
)
WORKING_TIME = st.timedeltas(timedelta(), timedelta(hours=200))


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("start", "end", "worked"),
    [
        ("2025-11-05 08:00", "2025-11-05 10:15", 2.25),
        ("2025-11-05 11:00", "2025-11-05 13:30", 1.0),  # lunch from 11:30 to 13:00
        ("2025-11-05 11:45", "2025-11-05 12:45", 0.0),
        ("2025-11-05 05:00", "2025-11-05 23:00", 8.0),  # before opening, after closing
        ("2025-11-07 16:00", "2025-11-10 08:30", 2.0),  # Friday to Monday
        ("2025-11-08 09:00", "2025-11-09 16:00", 0.0),  # Saturday to Sunday
        ("2025-01-24 16:00", "2025-02-03 08:30", 2.0),  # Tết: closed from 25/1 to 2/2/2025
        ("2025-04-29 16:00", "2025-05-05 08:30", 2.0),  # 30/4, 1/5, and 2/5 for Saturday 26/4
        ("2025-04-26 00:00", "2025-04-27 00:00", 8.0),  # that Saturday was worked
        ("2025-12-31 16:00", "2026-01-05 08:30", 2.0),  # 1/1, and 2/1 for Saturday 10/1/2026
        ("2026-01-10 00:00", "2026-01-11 00:00", 8.0),
    ],
)
def test_working_time_between_two_moments(start: str, end: str, worked: float) -> None:
    assert CALENDAR.worked(local(start), local(end)) == hours(worked)
    assert CALENDAR.worked(local(end), local(start)) == -hours(worked)


@pytest.mark.parametrize(
    ("start", "working", "end"),
    [
        ("2025-11-05 07:30", 8, "2025-11-05 17:00"),  # the moment it is reached, not the next opening
        ("2025-11-05 10:30", 2, "2025-11-05 14:00"),
        ("2025-11-05 12:00", 1, "2025-11-05 14:00"),
        ("2025-11-07 15:00", 8, "2025-11-10 15:00"),
        ("2025-11-08 10:00", 8, "2025-11-10 17:00"),
        ("2025-01-24 15:00", 8, "2025-02-03 15:00"),  # over Tết
        ("2025-11-05 20:00", 0, "2025-11-05 20:00"),
    ],
)
def test_a_moment_so_much_working_time_later(start: str, working: float, end: str) -> None:
    found = CALENDAR.add(local(start), hours(working))
    assert found == local(end)
    assert found.utcoffset() == timedelta()


def test_working_days_are_counted_after_the_first_day() -> None:
    assert CALENDAR.days(local("2025-11-05 08:00"), local("2025-11-05 17:00")) == 0
    assert CALENDAR.days(local("2025-11-05 16:59"), local("2025-11-06 08:00")) == 1
    assert CALENDAR.days(local("2025-01-24 08:00"), local("2025-02-03 08:00")) == 1  # Tết between
    assert CALENDAR.days(local("2025-02-03 08:00"), local("2025-01-24 08:00")) == -1


def test_the_law_knows_tet_the_national_days_and_their_swaps() -> None:
    closed = [day for day in range(20, 32) if not CALENDAR.is_workday(date(2025, 1, day))]
    assert closed == [25, 26, 27, 28, 29, 30, 31]
    assert not CALENDAR.is_workday(date(2025, 4, 7))  # Giỗ Tổ Hùng Vương, the tenth of the third lunar month
    assert CALENDAR.is_workday(date(2025, 4, 26))
    assert not CALENDAR.is_workday(date(2025, 9, 1))
    assert CALENDAR.is_workday(date(2025, 9, 3))


@given(start=MOMENTS, working_time=WORKING_TIME)
def test_what_was_added_has_been_worked(start: datetime, working_time: timedelta) -> None:
    assert CALENDAR.worked(start, CALENDAR.add(start, working_time)) == working_time


@given(start=MOMENTS, end=MOMENTS)
def test_adding_what_was_worked_comes_back_to_the_last_moment_of_work(start: datetime, end: datetime) -> None:
    start, end = min(start, end), max(start, end)
    back = CALENDAR.add(start, CALENDAR.worked(start, end))
    assert back <= end
    assert CALENDAR.worked(back, end) == timedelta()


@given(moments=st.tuples(MOMENTS, MOMENTS, MOMENTS))
def test_working_time_and_days_add_up_over_any_split(moments: tuple[datetime, datetime, datetime]) -> None:
    first, second, third = moments
    assert CALENDAR.worked(first, second) + CALENDAR.worked(second, third) == CALENDAR.worked(first, third)
    assert CALENDAR.days(first, second) + CALENDAR.days(second, third) == CALENDAR.days(first, third)


def test_a_clock_that_was_put_back_gives_an_hour_more() -> None:
    new_york = WorkCalendar(
        zone=ZoneInfo("America/New_York"), hours=((time(0), time(4)),), weekend=frozenset()
    )
    start = datetime(2025, 11, 2, tzinfo=new_york.zone)  # 01:30 comes twice
    assert new_york.worked(start, start + timedelta(days=1)) == hours(5)


def test_hours_are_read_from_one_line() -> None:
    assert parse_hours("07:30-11:30, 13:00-17:00") == OFFICE_HOURS


@pytest.mark.parametrize(
    "text", ["", "7-11", "07:30", "11:30-07:30", "07:30-11:30,11:00-17:00", "08:00-25:00"]
)
def test_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="working hours"):
        parse_hours(text)


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no day of the week"):
        WorkCalendar(zone=CITY, weekend=frozenset(range(7)))


def test_no_time_can_be_taken_back() -> None:
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add(local("2025-11-05 08:00"), hours(-1))
