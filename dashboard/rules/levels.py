"""Alarm levels with hysteresis."""

from collections.abc import Sequence

HYSTERESIS = 0.02  # metres below an alarm level before it counts as left: waves do not ring twice


def alarm_level(value: float, levels: Sequence[float], before: int, hysteresis: float = HYSTERESIS) -> int:
    """The alarm level 0–3 that a reading stands for: up at the level, down only below level − hysteresis."""
    level = sum(value >= mark for mark in levels)
    while level < before and level < len(levels) and value >= levels[level] - hysteresis:
        level += 1
    return level
