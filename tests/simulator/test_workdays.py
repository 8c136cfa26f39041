"""Working hours in Viet Nam."""

from datetime import date

import numpy as np
import pytest

from simulator.clock import local
from simulator.workdays import WORKDAY, days_from_tet, is_workday, moment_of, tet, worked
from tests.simulator.conftest import day_number, moment


@pytest.mark.parametrize(
    ("begin", "hours", "end"),
    [
        ("2026-11-18T08:00:00", 1, "2026-11-18T09:00:00"),
        ("2026-11-18T11:00:00", 1, "2026-11-18T13:30:00"),  # over lunch
        ("2026-11-20T16:00:00", 8, "2026-11-23T16:00:00"),  # over a weekend
        ("2026-11-21T10:00:00", 1, "2026-11-23T08:30:00"),  # Saturday's work begins on Monday
        ("2026-02-13T16:00:00", 8, "2026-02-23T16:00:00"),  # over Tết of 2026, 16 to 20 February
        ("2026-04-29T16:00:00", 2, "2026-05-04T08:30:00"),  # over 30 April and 1 May
    ],
)
def test_working_time_skips_nights_weekends_and_holidays(begin: str, hours: int, end: str) -> None:
    work = worked(np.array([int(moment(begin))])) + hours * 3600
    assert local(float(moment_of(work)[0])).replace(tzinfo=None).isoformat() == end


def test_a_working_day_has_eight_hours() -> None:
    whole = worked(np.array([int(moment("2026-11-18T23:00:00")), int(moment("2026-11-17T23:00:00"))]))
    assert whole[0] - whole[1] == WORKDAY


def test_tet_is_known_by_its_first_day() -> None:
    assert [tet(2025), tet(2026), tet(2027)] == [date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6)]
    assert days_from_tet(date(2026, 2, 14)) == -3
    assert days_from_tet(date(2026, 12, 31)) == -37


def test_tet_and_sundays_are_no_working_days() -> None:
    found = [is_workday(day_number(day)) for day in ("2026-02-17", "2026-11-22", "2026-11-23")]
    assert found == [False, False, True]
