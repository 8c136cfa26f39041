"""Figures of citizens' complaints (counting rules in docs/figures.md)."""

from datetime import tzinfo
from typing import Any

from dashboard.civil import day_of
from dashboard.figures.figure import Counted, Figure

FIGURES = (
    Figure(key="complaints_received", counted_from="complaint", formula="requested on the day"),
    Figure(key="complaints_closed", counted_from="complaint", formula="closed on the day"),
    Figure(key="complaints_decided", counted_from="complaint", formula="answered, or 48 h over, on the day"),
    Figure(key="complaints_in_time", counted_from="complaint", formula="answered within 48 h, on the day"),
    Figure(key="complaints_overdue_entered", counted_from="complaint", formula="48 h over, unanswered"),
    Figure(key="complaints_overdue_left", counted_from="complaint", formula="answered after the 48 h"),
)


def complaint_figures(row: Any, zone: tzinfo) -> Counted:
    """The buckets to which a row of `complaint` adds; the promise is an answer within 48 h."""
    yield day_of(row.requested_at, zone), "complaints_received", 1
    due = day_of(row.due_at, zone)
    if row.closed_at is None:
        yield due, "complaints_decided", 1
        yield due, "complaints_overdue_entered", 1
        return
    closed = day_of(row.closed_at, zone)
    yield closed, "complaints_closed", 1
    if row.closed_at <= row.due_at:
        yield closed, "complaints_decided", 1
        yield closed, "complaints_in_time", 1
    else:
        yield due, "complaints_decided", 1
        yield due, "complaints_overdue_entered", 1
        yield closed, "complaints_overdue_left", 1
