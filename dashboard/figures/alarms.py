"""Figures of fire alarms."""

from datetime import tzinfo
from typing import Any

from dashboard.civil import day_of
from dashboard.figures.figure import Counted, Figure

FIGURES = (
    Figure(key="fire_alarms", counted_from="alarm", formula="fire alarms, tests left out"),
    Figure(key="fire_alarms_ended", counted_from="alarm", formula="of these, ended on the day"),
)


def alarm_figures(row: Any, zone: tzinfo) -> Counted:
    """The buckets to which a row of `alarm` adds: fires only, neither tests nor exercises."""
    if row.kind != "fire" or row.test:
        return
    yield day_of(row.observed_at, zone), "fire_alarms", 1
    if row.ended_at is not None:
        yield day_of(row.ended_at, zone), "fire_alarms_ended", 1
