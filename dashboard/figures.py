"""Daily figures: the one table of numbers, and how each is counted from records.

A record adds to the buckets (civil day, figure, unit) that its `…_figures` function names, and to no other;
what it added before is taken away when it changes. So the table equals a full recount at any time.
A dossier or complaint that will turn overdue already adds to the future day on which it will: a reader looks
at days up to today, and takes off what is not yet due today (`board`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, Literal

from dashboard.civil import day_of
from dashboard.dossiers import RESOLVED, SUPPLEMENT

ONLINE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number a day and unit. `merge`: how units and days are put together."""

    key: str
    counted_from: str
    formula: str
    merge: Literal["sum", "max", "last"] = "sum"
    unit: str = ""


FIGURES: tuple[Figure, ...] = (
    Figure(key="dossiers_received", counted_from="dossier", formula="accepted (NgayTiepNhan) on the day"),
    Figure(key="dossiers_received_online", counted_from="dossier", formula="of these, channel 2"),
    Figure(key="dossiers_resolved", counted_from="dossier", formula="status 9 or 10, ended on the day"),
    Figure(key="dossiers_resolved_online", counted_from="dossier", formula="of these, channel 2"),
    Figure(key="dossiers_due_resolved", counted_from="dossier", formula="resolved, with a due time"),
    Figure(key="dossiers_resolved_on_time", counted_from="dossier", formula="of these, ended ≤ due"),
    Figure(key="dossiers_with_fee", counted_from="dossier", formula="received, fees not all 0"),
    Figure(key="dossiers_paid_online", counted_from="dossier", formula="of these, paid online (1 or 2)"),
    Figure(key="dossiers_overdue_entered", counted_from="dossier", formula="turned overdue on the day"),
    Figure(key="dossiers_overdue_left", counted_from="dossier", formula="overdue, ended on the day"),
    Figure(
        key="dossiers_due_soon",
        counted_from="dossier",
        formula="open, due within 8 working hours, at the day's end",
        merge="last",
    ),
    Figure(key="complaints_received", counted_from="complaint", formula="requested on the day"),
    Figure(key="complaints_closed", counted_from="complaint", formula="closed on the day"),
    Figure(key="complaints_decided", counted_from="complaint", formula="answered, or 48 h over, on the day"),
    Figure(key="complaints_in_time", counted_from="complaint", formula="answered within 48 h, on the day"),
    Figure(key="complaints_overdue_entered", counted_from="complaint", formula="48 h over, unanswered"),
    Figure(key="complaints_overdue_left", counted_from="complaint", formula="answered after the 48 h"),
    Figure(
        key="cameras_known", counted_from="device", formula="cameras known at the day's end", merge="last"
    ),
    Figure(key="cameras_online", counted_from="device", formula="of these, online and heard", merge="last"),
    Figure(key="panels_known", counted_from="device", formula="panels known at the day's end", merge="last"),
    Figure(key="panels_mute", counted_from="device", formula="of these, not heard in time", merge="last"),
    Figure(key="gauges_known", counted_from="device", formula="gauges known at the day's end", merge="last"),
    Figure(key="fire_alarms", counted_from="alarm", formula="fire alarms, tests left out"),
    Figure(key="fire_alarms_ended", counted_from="alarm", formula="of these, ended on the day"),
    Figure(key="gauges_level_1", counted_from="gauge_day", formula="gauges whose peak reached level I"),
    Figure(key="gauges_level_2", counted_from="gauge_day", formula="gauges whose peak reached level II"),
    Figure(key="gauges_level_3", counted_from="gauge_day", formula="gauges whose peak reached level III"),
    Figure(
        key="flood_peak", counted_from="gauge_day", formula="deepest street reading", merge="max", unit="m"
    ),
)
BY_KEY = {figure.key: figure for figure in FIGURES}

Bucket = tuple[date, str, int]
Counted = Iterator[tuple[date, str]]


def dossier_figures(row: Any, zone: tzinfo) -> Counted:
    """The buckets to which a row of `dossier` adds one each (counting rules in docs/figures.md)."""
    online = row.channel == ONLINE
    accepted_at = row.accepted_at or (row.submitted_at if row.status not in (1, 3) else None)
    if accepted_at is not None:
        day = day_of(accepted_at, zone)
        yield day, "dossiers_received"
        if online:
            yield day, "dossiers_received_online"
        if row.has_fee:
            yield day, "dossiers_with_fee"
            if row.paid_online:
                yield day, "dossiers_paid_online"
    if row.status in RESOLVED and row.ended_at is not None:
        yield from _resolved(row, day_of(row.ended_at, zone), online)
    yield from _overdue(row, zone)


def _resolved(row: Any, day: date, online: bool) -> Counted:
    yield day, "dossiers_resolved"
    if online:
        yield day, "dossiers_resolved_online"
    if row.overdue_at is not None and row.ended_at is not None:
        yield day, "dossiers_due_resolved"
        if row.ended_at <= row.overdue_at:
            yield day, "dossiers_resolved_on_time"


def _overdue(row: Any, zone: tzinfo) -> Counted:
    if row.overdue_at is None or (row.ended_at is not None and row.ended_at <= row.overdue_at):
        return
    yield day_of(row.overdue_at, zone), "dossiers_overdue_entered"
    if row.ended_at is not None and row.status != SUPPLEMENT:
        yield day_of(row.ended_at, zone), "dossiers_overdue_left"


def complaint_figures(row: Any, zone: tzinfo) -> Counted:
    """The buckets to which a row of `complaint` adds one each; the promise is an answer within 48 h."""
    yield day_of(row.requested_at, zone), "complaints_received"
    due = day_of(row.due_at, zone)
    if row.closed_at is None:
        yield due, "complaints_decided"
        yield due, "complaints_overdue_entered"
        return
    closed = day_of(row.closed_at, zone)
    yield closed, "complaints_closed"
    if row.closed_at <= row.due_at:
        yield closed, "complaints_decided"
        yield closed, "complaints_in_time"
    else:
        yield due, "complaints_decided"
        yield due, "complaints_overdue_entered"
        yield closed, "complaints_overdue_left"


def alarm_figures(row: Any, zone: tzinfo) -> Counted:
    """The buckets to which a row of `alarm` adds one each: fires only, neither tests nor exercises."""
    if row.kind != "fire" or row.test:
        return
    yield day_of(row.observed_at, zone), "fire_alarms"
    if row.ended_at is not None:
        yield day_of(row.ended_at, zone), "fire_alarms_ended"


def level_figures(level: int) -> Iterator[str]:
    """The figures to which a gauge's day adds one each, by the highest level it reached (0–3)."""
    for reached in range(1, level + 1):
        yield f"gauges_level_{reached}"
