"""The clocks of an incident in each of its states, worked out by hand from the shipped rules."""

from datetime import datetime, timedelta

import pytest

from dashboard.incidents.clocks import Running, running
from dashboard.rules import rule_file

OPENED = datetime.fromisoformat("2025-11-05T05:00:00+00:00")


def after(minutes: float) -> datetime:
    return OPENED + timedelta(minutes=minutes)


def clock(
    rule: str, severity: str, state: str, *, acknowledged: float | None = None, arrived: float | None = None,
    escalated: int = 0,
) -> Running:  # fmt: skip
    return running(
        rule,
        severity,
        state,
        OPENED,
        None if acknowledged is None else after(acknowledged),
        None,
        None if arrived is None else after(arrived),
        escalated,
        rule_file.read(),
    )


@pytest.mark.parametrize(
    ("found", "name", "due", "wake"),
    [
        (clock("fire", "severe", "triggered"), "acknowledge", 2, 2),
        (clock("fire", "severe", "triggered", escalated=1), "acknowledge", 2, 4),
        (clock("fire", "severe", "triggered", escalated=2), "acknowledge", 2, None),
        (clock("fire", "extreme", "triggered"), "acknowledge", 1, 1),
        (clock("fire", "severe", "acknowledged", acknowledged=1), "arrive", 15, 6),
        (clock("fire", "severe", "dispatched", acknowledged=1), "arrive", 15, None),
        (clock("fire", "severe", "arrived", acknowledged=1, arrived=9), "resolve", 240, None),
        (clock("mute", "minor", "acknowledged", acknowledged=10), "resolve", 48 * 60, 10 + 480),
        (clock("alert", "severe", "acknowledged", acknowledged=1), "", None, 361),
        (clock("", "severe", "triggered"), "acknowledge", 10, 10),
        (clock("fire", "severe", "resolved"), "", None, None),
    ],
)
def test_a_clock_runs_from_the_opening(
    found: Running, name: str, due: float | None, wake: float | None
) -> None:
    assert found == Running(
        clock=name,
        due_at=None if due is None else after(due),
        wake_at=None if wake is None else after(wake),
    )
