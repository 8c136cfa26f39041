"""Which day and figure a complaint adds to, worked out by hand."""

from collections import Counter
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard import clock_file
from dashboard.complaints import Clock, Clocks
from dashboard.figures import complaint_figures
from dashboard.ingest.complaints import worked_out
from dashboard.workdays import vietnam
from tests.dashboard.records import CITY, local

WORK = vietnam(CITY)
FIFTH, SEVENTH, NINTH = date(2025, 11, 5), date(2025, 11, 7), date(2025, 11, 9)
TIERS = next(clock for clock in clock_file.read().clocks if clock.name == "thu-duc").tiers


def figures(
    requested: str = "2025-11-05 10:00",
    *,
    answered: str = "",
    closed: str = "",
    category: str = "Rác",
    clocks: Clocks | None = None,
    **told: Any,
) -> dict[tuple[date, str], int]:
    """What a row of the store counts for, under the shipped clocks or others."""
    row = SimpleNamespace(
        requested_at=local(requested),
        answered_at=_maybe(answered or closed),
        closed_at=_maybe(closed),
        category_code="x",
        category_name=category,
        channel="",
        **({"media_url": "", "confirmed": None, "reopened": 0, "rating": None} | told),
    )
    vars(row).update(worked_out(row, 0, clocks or clock_file.read(), WORK))
    made: Counter[tuple[date, str]] = Counter()
    for day, figure, amount in complaint_figures(row, CITY):
        made[day, figure.removeprefix("complaints_")] += amount
    return made


def _maybe(text: str) -> datetime | None:
    return local(text) if text else None


def test_answered_and_closed_within_48_hours_it_is_decided_on_the_day_of_the_answer() -> None:
    assert figures(closed="2025-11-07 10:00") == {
        (FIFTH, "received"): 1,
        (SEVENTH, "answered"): 1,
        (SEVENTH, "answer_minutes"): 48 * 60,
        (SEVENTH, "closed"): 1,
        (SEVENTH, "resolve_minutes"): 48 * 60,
        (SEVENTH, "decided"): 1,
        (SEVENTH, "in_time"): 1,
        (SEVENTH, "clock_decided"): 1,
        (SEVENTH, "clock_in_time"): 1,
    }


def test_a_second_late_it_is_decided_on_the_day_its_48_hours_ended() -> None:
    assert figures(answered="2025-11-07 10:00:01", closed="2025-11-09 08:00:59") == {
        (FIFTH, "received"): 1,
        (SEVENTH, "answered"): 1,
        (SEVENTH, "answer_minutes"): 48 * 60,
        (SEVENTH, "decided"): 1,
        (SEVENTH, "clock_decided"): 1,
        (SEVENTH, "overdue_entered"): 1,
        (SEVENTH, "overdue_left"): 1,
        (NINTH, "closed"): 1,
        (NINTH, "resolve_minutes"): 94 * 60,  # 3 days and 22 hours; the 59 s are no minute
    }


def test_unanswered_it_is_already_written_down_for_the_day_its_time_ends() -> None:
    assert figures() == {
        (FIFTH, "received"): 1,
        (SEVENTH, "decided"): 1,
        (SEVENTH, "clock_decided"): 1,
        (SEVENTH, "overdue_entered"): 1,
    }


def test_answered_in_time_and_still_open_it_is_not_overdue_however_long_the_work_takes() -> None:
    assert figures(answered="2025-11-05 10:30") == {
        (FIFTH, "received"): 1,
        (FIFTH, "answered"): 1,
        (FIFTH, "answer_minutes"): 30,
        (FIFTH, "decided"): 1,
        (FIFTH, "in_time"): 1,
        (FIFTH, "clock_decided"): 1,
        (FIFTH, "clock_in_time"): 1,
    }


def test_reopened_confirmed_rated_with_a_photo_and_answered_before() -> None:
    found = figures(
        answered="2025-11-05 12:00", media_url="https://anh", confirmed=True, reopened=2, rating=4
    )
    for figure in ("received", "with_media", "judged", "confirmed", "reopened", "answered", "rated"):
        assert found[FIFTH, figure] == 1, figure
    assert found[FIFTH, "rating"] == 4
    assert not any(figure == "closed" for _day, figure in found)  # it is open again


def test_found_not_to_be_true_it_is_judged_and_not_judged_it_is_not() -> None:
    assert (FIFTH, "confirmed") not in figures(confirmed=False)
    assert figures(confirmed=False)[FIFTH, "judged"] == 1
    assert (FIFTH, "judged") not in figures()


def test_a_rating_without_an_answer_rates_nothing_yet() -> None:
    assert not any(figure.startswith("rat") for _day, figure in figures(rating=5))


@pytest.mark.parametrize(
    ("category", "answered", "in_48_hours", "in_its_clock"),
    [
        ("Nguy hiểm", "2026-03-01 01:29:59", True, True),  # requested at 22:30: 3 h over midnight and a month
        ("Nguy hiểm", "2026-03-01 01:30", True, True),
        ("Nguy hiểm", "2026-03-01 01:30:01", True, False),
        ("Xây dựng", "2026-03-07 22:30", False, True),
        ("Xây dựng", "2026-03-07 22:30:01", False, False),
        ("Rác", "2026-03-04 17:00", False, True),  # Saturday night: Monday, Tuesday, Wednesday
        ("Rác", "2026-03-04 17:00:01", False, False),
        ("Rác", "2026-03-02 22:30", True, True),
    ],
)
def test_the_48_hours_and_the_units_clock_are_counted_apart(
    category: str, answered: str, in_48_hours: bool, in_its_clock: bool
) -> None:
    clocks = Clocks((Clock("thu-duc", "", ("*",), TIERS),))
    found = figures("2026-02-28 22:30", answered=answered, category=category, clocks=clocks)
    kinds = Counter(figure for _day, figure in found)
    assert kinds["decided"] == kinds["clock_decided"] == 1
    assert (kinds["in_time"], kinds["clock_in_time"]) == (in_48_hours, in_its_clock)
    assert kinds["overdue_entered"] == kinds["overdue_left"] == (not in_its_clock)


def test_each_figure_falls_into_the_month_of_its_own_moment_at_utc_plus_7() -> None:
    found = figures("2025-10-30 00:00", answered="2025-10-31 23:59:59", closed="2025-11-01 00:00")
    assert found[date(2025, 10, 30), "received"] == 1
    assert found[date(2025, 10, 31), "answered"] == found[date(2025, 10, 31), "in_time"] == 1
    assert found[date(2025, 11, 1), "closed"] == 1
    unanswered = figures("2025-10-30 00:00")  # its 48 hours end with the month's first moment
    assert unanswered[date(2025, 11, 1), "overdue_entered"] == 1
    assert figures("2025-10-29 23:59:59")[date(2025, 10, 31), "overdue_entered"] == 1
    utc = figures("2025-10-31 23:30", answered="2025-11-01 00:15")  # still October in UTC
    assert utc[date(2025, 11, 1), "answer_minutes"] == 45


def test_a_clock_that_runs_back_takes_no_time() -> None:
    found = figures(answered="2025-11-05 09:00", closed="2025-11-05 09:30")
    assert found[FIFTH, "answer_minutes"] == found[FIFTH, "resolve_minutes"] == 0
