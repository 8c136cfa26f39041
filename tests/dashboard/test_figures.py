"""Which day and figure a record adds to, worked out by hand."""

from collections import Counter
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from dashboard.figures import Counted, alarm_figures, dossier_figures
from dashboard.ingest.dossiers import worked_out
from dashboard.procedures import Procedure
from dashboard.records import Dossier
from dashboard.workdays import vietnam
from tests.dashboard.records import CITY, alarm, dossier, local

WORK = vietnam(CITY)


def totals(figures: Counted) -> dict[tuple[date, str], int]:
    made: Counter[tuple[date, str]] = Counter()
    for day, figure, amount in figures:
        made[day, figure] += amount
    return made


def counted(told: Dossier, procedure: Procedure | None = None) -> Any:
    told_of = {name: getattr(told, name) for name in Dossier.__slots__}
    row: Any = SimpleNamespace(**told_of, **worked_out(told, procedure, WORK))
    return totals(dossier_figures(row, CITY))


def test_the_last_second_of_october_is_october_and_midnight_is_november() -> None:
    october = counted(dossier(accepted_at=local("2025-10-31 23:59:59")))
    november = counted(dossier(accepted_at=local("2025-11-01 00:00:00")))
    assert october == {(date(2025, 10, 31), "dossiers_received"): 1}
    assert november == {(date(2025, 11, 1), "dossiers_received"): 1}


def test_the_civil_day_is_the_citys_whatever_zone_the_time_is_written_in() -> None:
    told = dossier(accepted_at=datetime.fromisoformat("2025-10-31T17:00:00+00:00"))
    assert (date(2025, 11, 1), "dossiers_received") in counted(told)


def test_the_29th_of_february_has_its_own_day() -> None:
    assert (date(2024, 2, 29), "dossiers_received") in counted(dossier(accepted_at=local("2024-02-29 23:30")))


def test_an_online_dossier_resolved_before_its_due_time() -> None:
    told = dossier(
        channel=2,
        status=9,
        has_fee=True,
        paid_online=True,
        accepted_at=local("2025-11-05 08:30"),
        due_at=local("2025-11-06 17:00"),
        finished_at=local("2025-11-06 15:30"),
    )
    fifth, sixth = date(2025, 11, 5), date(2025, 11, 6)
    assert counted(told) == {
        (fifth, "dossiers_received"): 1,
        (fifth, "dossiers_received_online"): 1,
        (fifth, "dossiers_with_fee"): 1,
        (fifth, "dossiers_paid_online"): 1,
        (sixth, "dossiers_left"): 1,
        (sixth, "dossiers_timed"): 1,
        (sixth, "dossiers_worked_minutes"): 180 + 240 + 240 + 150,  # 8:30–11:30, 13–17, 7:30–11:30, 13–15:30
        (sixth, "dossiers_resolved"): 1,
        (sixth, "dossiers_resolved_online"): 1,
        (sixth, "dossiers_due_resolved"): 1,
        (sixth, "dossiers_resolved_on_time"): 1,
    }


def test_finished_at_the_very_due_time_is_on_time_and_a_second_later_is_not() -> None:
    due = local("2025-11-06 17:00")
    on_time = counted(dossier(status=9, due_at=due, finished_at=due))
    late = counted(dossier(status=9, due_at=due, finished_at=local("2025-11-06 17:00:01")))
    day = date(2025, 11, 6)
    assert on_time[day, "dossiers_resolved_on_time"] == 1
    assert late[day, "dossiers_resolved_on_time"] == 0
    assert late[day, "dossiers_overdue_entered"] == late[day, "dossiers_overdue_left"] == 1


def test_an_open_dossier_is_already_written_down_for_the_day_on_which_it_will_be_overdue() -> None:
    told = dossier(due_at=local("2025-11-06 17:00"))
    assert counted(told)[date(2025, 11, 6), "dossiers_overdue_entered"] == 1


def test_refused_before_it_was_accepted_it_was_never_received() -> None:
    told = dossier(status=3, accepted_at=None, submitted_at=local("2025-11-01 08:00"))
    assert counted(told) == {(date(2025, 11, 1), "dossiers_refused"): 1}


def test_withdrawn_it_was_received_and_never_resolved() -> None:
    told = dossier(status=7, finished_at=local("2025-11-05 15:30"), due_at=local("2025-11-06 17:00"))
    assert counted(told) == {
        (date(2025, 11, 5), "dossiers_received"): 1,
        (date(2025, 11, 5), "dossiers_left"): 1,
        (date(2025, 11, 5), "dossiers_withdrawn"): 1,
    }


def test_an_exercise_is_no_fire() -> None:
    assert list(alarm_figures(alarm(test=True), CITY)) == []
    assert list(alarm_figures(alarm(kind="fault"), CITY)) == []
    assert list(alarm_figures(alarm(), CITY)) == [(date(2025, 11, 5), "fire_alarms", 1)]
