"""Seconds between two moments, as each store works them out."""

import pytest
from sqlalchemy import Engine, literal, select

from dashboard.columns import UtcDateTime
from dashboard.db import reading
from dashboard.durations import seconds_between
from tests.dashboard.records import local


@pytest.mark.parametrize(
    ("until", "seconds"),
    [
        ("2025-11-01 00:00:01", 2),
        ("2025-11-01 00:00:00.900000", 1),  # whole seconds
        ("2025-10-31 23:59:59", 0),
        ("2025-10-31 23:59:57.500000", -1),  # a clock that runs back
    ],
)
def test_seconds_are_whole_over_midnight_and_backwards(store: Engine, until: str, seconds: int) -> None:
    moments = [literal(local(at), UtcDateTime()) for at in ("2025-10-31 23:59:59", until)]
    with reading(store) as connection:
        assert connection.execute(select(seconds_between(*moments))).scalar_one() == seconds


def test_a_moment_that_is_missing_makes_none(store: Engine) -> None:
    since, missing = literal(local("2025-11-01 00:00"), UtcDateTime()), literal(None, UtcDateTime())
    with reading(store) as connection:
        assert connection.execute(select(seconds_between(since, missing))).scalar_one() is None
