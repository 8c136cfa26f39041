"""Alarm levels with hysteresis, and what opens an incident."""

import pytest

from dashboard.rules import alarm_level

LEVELS = [0.2, 0.4, 0.6]


@pytest.mark.parametrize(
    ("value", "before", "level"),
    [
        (0.19, 0, 0),
        (0.20, 0, 1),
        (0.61, 0, 3),
        (0.19, 1, 1),  # within 2 cm below the level: still there
        (0.17, 1, 0),
        (0.39, 2, 2),
        (0.37, 2, 1),
        (0.05, 3, 0),
    ],
)
def test_a_level_is_reached_at_its_mark_and_left_two_centimetres_below(
    value: float, before: int, level: int
) -> None:
    assert alarm_level(value, LEVELS, before) == level


def test_a_gauge_without_levels_never_rings() -> None:
    assert alarm_level(5.0, [], 0) == 0
