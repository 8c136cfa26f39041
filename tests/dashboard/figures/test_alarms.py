"""What a fire alarm counts for, worked out by hand."""

from datetime import date
from typing import Any

from dashboard.figures import alarm_figures
from tests.dashboard.records import CITY, alarm, local

FIFTH = date(2025, 11, 5)


def test_the_fire_of_seven_minutes_to_one() -> None:
    """The real case of DOMAIN: call 00:53, on site 01:01, out 01:51."""
    fire = alarm(
        observed_at=local("2025-11-05 00:53"),
        received_by_brigade_at=local("2025-11-05 00:53"),
        arrived_at=local("2025-11-05 01:01"),
        ended_at=local("2025-11-05 01:51"),
    )
    assert {figure: (day, amount) for day, figure, amount in alarm_figures(fire, CITY)} == {
        "fire_alarms": (FIFTH, 1),
        "fire_alarms_ended": (FIFTH, 1),
        "fire_alarms_true": (FIFTH, 1),
        "fire_received_n": (FIFTH, 1),
        "fire_received_seconds": (FIFTH, 0),
        "fire_arrived_n": (FIFTH, 1),
        "fire_arrived_seconds": (FIFTH, 8 * 60),
        "fire_out_n": (FIFTH, 1),
        "fire_out_seconds": (FIFTH, 58 * 60),
    }


def told(**stages: str) -> dict[str, int]:
    moments: dict[str, Any] = {f"{name}_at": local(f"2025-11-05 {time}") for name, time in stages.items()}
    fire = alarm(observed_at=local("2025-11-05 00:53"), **moments)
    return {figure: amount for _day, figure, amount in alarm_figures(fire, CITY)}


def test_a_stage_before_the_detection_is_a_wrong_clock_and_is_left_out() -> None:
    counted = told(dispatched="00:52:59", arrived="01:01")
    assert "fire_dispatched_n" not in counted
    assert counted["fire_arrived_seconds"] == 480


def test_a_fire_is_true_when_the_brigade_stood_before_it_and_it_is_over() -> None:
    assert "fire_alarms_true" not in told(arrived="01:01")
    assert "fire_alarms_true" in told(arrived="01:01", ended="01:51")
    assert "fire_alarms_true" in told(controlled="01:20")
    # ended and nobody said by whom or why: neither true nor false
    assert told(ended="01:00").keys().isdisjoint({"fire_alarms_true", "fire_alarms_false"})


def test_a_false_alarm_is_answered_but_never_put_out() -> None:
    false = alarm(
        false_alarm=True,
        received_by_brigade_at=local("2025-11-05 00:54"),
        arrived_at=local("2025-11-05 01:01"),
        ended_at=local("2025-11-05 01:05"),
    )
    counted = {figure: amount for _day, figure, amount in alarm_figures(false, CITY)}
    assert counted["fire_alarms_false"] == counted["fire_arrived_n"] == 1
    assert counted["fire_received_seconds"] == 60
    assert counted.keys().isdisjoint({"fire_alarms_true", "fire_out_n", "fire_controlled_n"})


def test_a_fire_counts_on_the_day_of_its_detection_and_ends_on_its_own() -> None:
    fire = alarm(
        observed_at=local("2025-11-05 23:50"),
        arrived_at=local("2025-11-06 00:02"),
        ended_at=local("2025-11-06 00:20"),
    )
    days = {figure: day for day, figure, _amount in alarm_figures(fire, CITY)}
    assert days.pop("fire_alarms_ended") == date(2025, 11, 6)
    assert set(days.values()) == {FIFTH}
