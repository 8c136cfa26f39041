"""Figures of cameras and fire panels: samples of the present; and of what cameras saw."""

from datetime import tzinfo
from typing import Any

from dashboard.civil import day_of
from dashboard.figures.figure import Counted, Figure

FIGURES = (
    Figure(
        key="cameras_known", counted_from="device", formula="cameras known at the day's end", merge="last"
    ),
    Figure(key="cameras_online", counted_from="device", formula="of these, online and heard", merge="last"),
    Figure(
        key="camera_events",
        counted_from="camera_event",
        formula="began on the day, false positives left out; by kind",
    ),
    Figure(
        key="camera_events_false",
        counted_from="camera_event",
        formula="began on the day, called a false positive by its source; by kind",
    ),
    Figure(key="panels_known", counted_from="device", formula="panels known at the day's end", merge="last"),
    Figure(key="panels_mute", counted_from="device", formula="of these, not heard in time", merge="last"),
)


def camera_event_figures(row: Any, zone: tzinfo) -> Counted:
    """The bucket to which a row of `camera_event` adds."""
    figure = "camera_events_false" if row.false_positive else "camera_events"
    yield day_of(row.observed_at, zone), figure, 1
