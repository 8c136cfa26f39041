"""Days and months by the city's own clock."""

from datetime import UTC, date, datetime

from dashboard.civil import day_end, day_of, day_start, month_of, months_back
from tests.dashboard.records import CITY


def test_five_in_the_afternoon_utc_is_the_next_day_in_the_city() -> None:
    assert day_of(datetime(2025, 10, 31, 16, 59, 59, tzinfo=UTC), CITY) == date(2025, 10, 31)
    assert day_of(datetime(2025, 10, 31, 17, 0, 0, tzinfo=UTC), CITY) == date(2025, 11, 1)


def test_a_day_begins_and_ends_at_the_citys_midnight() -> None:
    assert day_start(date(2025, 11, 1), CITY) == datetime(2025, 10, 31, 17, tzinfo=UTC)
    assert day_end(date(2025, 12, 31), CITY) == datetime(2025, 12, 31, 17, tzinfo=UTC)


def test_months_back_cross_the_year() -> None:
    assert months_back(date(2026, 2, 1), 4) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip
    assert month_of(date(2024, 2, 29)) == date(2024, 2, 1)
