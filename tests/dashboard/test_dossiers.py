"""A dossier's clock, by the counting rules of the national index."""

import pytest

from dashboard.dossiers import Clock
from dashboard.dossiers import clock as clock_of
from dashboard.records import Dossier, Supplement
from dashboard.workdays import vietnam
from tests.dashboard.records import CITY, dossier, local

WORK = vietnam(CITY)


def clock(told: Dossier, statutory_days: float | None = None) -> Clock:
    return clock_of(told, WORK, statutory_days)


def test_a_finished_dossier_ends_when_it_was_finished_not_when_it_was_handed_over() -> None:
    told = dossier(status=10, finished_at=local("2025-11-05 15:30"), returned_at=local("2025-11-06 09:00"))
    assert clock(told).ended_at == local("2025-11-05 15:30")


def test_a_dossier_handed_over_without_a_finish_ends_at_the_handing_over() -> None:
    assert clock(dossier(status=10, returned_at=local("2025-11-06 09:00"))).ended_at == local(
        "2025-11-06 09:00"
    )


@pytest.mark.parametrize("status", [1, 2, 4, 6])
def test_a_dossier_under_way_has_no_end(status: int) -> None:
    assert clock(dossier(status=status)).ended_at is None


def test_a_refusal_ends_it_at_the_refusal() -> None:
    told = dossier(status=3, refused_at=local("2025-11-01 10:15"), finished_at=local("2025-11-05 15:30"))
    assert clock(told).ended_at == local("2025-11-01 10:15")


def test_waiting_for_supplements_the_clock_stands_at_the_request() -> None:
    asked = Supplement(requested_at=local("2025-11-04 09:00"))
    told = dossier(status=5, supplements=(asked,), due_at=local("2025-11-06 17:00"))
    assert clock(told).ended_at == local("2025-11-04 09:00")
    assert clock(told).overdue_at == local("2025-11-06 17:00")


def test_a_second_request_makes_it_overdue_at_that_request() -> None:
    first = Supplement(
        requested_at=local("2025-11-04 09:00"),
        received_at=local("2025-11-06 10:00"),
        due_after=local("2025-11-10 17:00"),
    )
    second = Supplement(requested_at=local("2025-11-07 15:00"))
    times = clock(dossier(status=5, supplements=(first, second), due_at=local("2025-11-10 17:00")))
    assert times.ended_at == local("2025-11-07 15:00")
    assert times.overdue_at is not None
    assert times.overdue_at < times.ended_at


def test_the_working_time_that_the_citizen_took_is_added_to_the_due_time() -> None:
    asked = Supplement(requested_at=local("2025-11-04 09:00"), received_at=local("2025-11-05 12:00"))
    told = dossier(status=4, supplements=(asked,), due_at=local("2025-11-06 17:00"))
    # 2.5 + 4 hours on Tuesday, 4 on Wednesday: 8 on Friday the 7th and 2.5 on Monday
    assert clock(told).overdue_at == local("2025-11-10 10:00")


def test_a_citizen_who_answers_after_the_weekend_moves_the_due_time_by_office_hours_only() -> None:
    asked = Supplement(requested_at=local("2025-11-07 16:30"), received_at=local("2025-11-10 07:45"))
    told = dossier(status=4, supplements=(asked,), due_at=local("2025-11-11 15:00"))
    assert clock(told).overdue_at == local("2025-11-11 15:45")


def test_an_answer_that_came_before_its_request_moves_nothing() -> None:
    asked = Supplement(requested_at=local("2025-11-05 12:00"), received_at=local("2025-11-04 09:00"))
    told = dossier(status=4, supplements=(asked,), due_at=local("2025-11-06 17:00"))
    assert clock(told).overdue_at == local("2025-11-06 17:00")


def test_the_citizens_time_is_no_part_of_the_statutory_maximum() -> None:
    # 8 working hours from Tuesday 08:30 are over on Wednesday 08:30; for one of them it lay with the citizen
    asked = Supplement(requested_at=local("2025-11-04 09:00"), received_at=local("2025-11-04 10:00"))
    told = dossier(status=4, supplements=(asked,), accepted_at=local("2025-11-04 08:30"))
    assert clock(told, 1).overdue_at == local("2025-11-05 09:30")


def test_requests_count_in_the_order_of_their_times_not_of_the_message() -> None:
    first = Supplement(requested_at=local("2025-11-04 09:00"), received_at=local("2025-11-04 10:00"))
    second = Supplement(requested_at=local("2025-11-07 15:00"))
    times = clock(dossier(status=5, supplements=(second, first), due_at=local("2025-11-10 17:00")))
    assert times.ended_at == local("2025-11-07 15:00")
    assert times.overdue_at is not None
    assert times.overdue_at > local("2025-11-07 14:59")


def test_withdrawn_without_a_date_it_ended_with_the_latest_that_it_carries() -> None:
    asked = Supplement(requested_at=local("2025-11-04 09:00"))
    told = dossier(status=7, accepted_at=local("2025-11-03 09:00"), supplements=(asked,))
    assert clock(told).ended_at == local("2025-11-04 09:00")


def test_a_due_time_that_the_office_moved_itself_is_not_moved_again() -> None:
    asked = Supplement(
        requested_at=local("2025-11-04 09:00"),
        received_at=local("2025-11-05 12:00"),
        due_after=local("2025-11-10 17:00"),
    )
    told = dossier(status=4, supplements=(asked,), due_at=local("2025-11-10 17:00"))
    assert clock(told).overdue_at == local("2025-11-10 17:00")


def test_a_new_due_time_told_only_with_the_supplement_holds() -> None:
    first = Supplement(
        requested_at=local("2025-11-04 09:00"),
        received_at=local("2025-11-06 10:00"),
        due_after=local("2025-11-10 17:00"),
    )
    second = Supplement(requested_at=local("2025-11-07 15:00"))
    told = dossier(status=5, supplements=(first, second), due_at=local("2025-11-06 17:00"))
    overdue_at = clock(told).overdue_at
    assert overdue_at is not None
    assert local("2025-11-07 14:59") < overdue_at < local("2025-11-07 15:00")  # by the second request


def test_without_a_due_time_nothing_turns_overdue() -> None:
    assert clock(dossier(status=4)).overdue_at is None
