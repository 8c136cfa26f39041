"""Figures of fire alarms: how many, true or false, and how long each stage took (37/2025/TT-BCA)."""

from collections.abc import Mapping
from datetime import date, timedelta, tzinfo
from typing import Any

from dashboard.civil import day_of
from dashboard.figures.figure import Counted, Figure

# The stages that are timed, each from the detection, and the column that tells when it was reached.
STAGES: Mapping[str, str] = {
    "received": "received_by_brigade_at",
    "dispatched": "dispatched_at",
    "arrived": "arrived_at",
    "controlled": "controlled_at",
    "out": "ended_at",
}
# Of a false alarm nothing is put out: only how fast the brigade answered before it knew.
OF_TRUE_ONLY = ("controlled", "out")
_SECOND = timedelta(seconds=1)


def _of(key: str, formula: str, unit: str = "") -> Figure:
    return Figure(key=key, counted_from="alarm", formula=formula, unit=unit)


FIGURES = (
    _of("fire_alarms", "fire alarms, tests left out"),
    _of("fire_alarms_ended", "of these, ended on the day"),
    _of("fire_alarms_true", "detected on the day: the brigade stood before it, and it is over"),
    _of("fire_alarms_false", "detected on the day and called false by its source"),
    _of("fire_received_n", "detected on the day, and the brigade has received it"),
    _of("fire_received_seconds", "from detection until then, of these", "seconds"),
    _of("fire_dispatched_n", "detected on the day, and the brigade was sent out"),
    _of("fire_dispatched_seconds", "from detection until then, of these", "seconds"),
    _of("fire_arrived_n", "detected on the day, and the brigade was there"),
    _of("fire_arrived_seconds", "from detection until then, of these", "seconds"),
    _of("fire_controlled_n", "detected on the day and under control, false ones left out"),
    _of("fire_controlled_seconds", "from detection until then, of these", "seconds"),
    _of("fire_out_n", "detected on the day and out, false ones left out"),
    _of("fire_out_seconds", "from detection until then, of these", "seconds"),
)


def alarm_figures(row: Any, zone: tzinfo) -> Counted:
    """The buckets to which a row of `alarm` adds: fires only, neither tests nor exercises."""
    if row.kind != "fire" or row.test:
        return
    day = day_of(row.observed_at, zone)
    yield day, "fire_alarms", 1
    if row.ended_at is not None:
        yield day_of(row.ended_at, zone), "fire_alarms_ended", 1
    if row.false_alarm:
        yield day, "fire_alarms_false", 1
    elif row.controlled_at is not None or (row.arrived_at is not None and row.ended_at is not None):
        yield day, "fire_alarms_true", 1
    yield from _stages(row, day)


def _stages(row: Any, day: date) -> Counted:
    """How long each stage took. One that lies before the detection is a wrong clock, and is left out."""
    for stage, column in STAGES.items():
        reached = getattr(row, column)
        if reached is None or reached < row.observed_at or (row.false_alarm and stage in OF_TRUE_ONLY):
            continue
        yield day, f"fire_{stage}_n", 1
        yield day, f"fire_{stage}_seconds", (reached - row.observed_at) // _SECOND
