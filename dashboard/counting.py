"""What the figures come to when they are counted from the records themselves, of a month or of ever.

A month of ten million dossiers is some four million contributions: they are summed unit by unit.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Table, and_, or_, select

from dashboard.civil import day_end, day_start, month_of
from dashboard.complaints import PROMISE
from dashboard.figures import (
    Bucket,
    Counted,
    alarm_figures,
    complaint_figures,
    dossier_figures,
    level_figures,
)
from dashboard.figures.cameras import camera_event_figures
from dashboard.figures.gauges import PEAK_OF, minute_figures
from dashboard.ingest.camera_events import slice_of
from dashboard.ingest.told import counted as counted_told
from dashboard.models import alarm, camera_event, complaint, dossier, gauge_day
from dashboard.slices import id_of
from dashboard.tally import SliceBucket

Count = Callable[[Any, tzinfo], Counted]
Within = Callable[[datetime, datetime], ColumnElement[bool]]
Sums = dict[date, dict[str, float]]  # by day or month, and figure

_PAGE = 10_000
# What no figure is counted by, and costs time to read.
_UNREAD = (
    *("unit_text", "procedure_name", "field_name", "description", "status_notes", "finished_at"),
    *("returned_at", "refused_at", "updated_at", "expected_at", "received_at"),
)


def _dossiers_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    row = dossier.c
    submitted = and_(row.accepted_at.is_(None), row.submitted_at.between(start, end))
    overdue = [
        and_(which, row.overdue_at.between(start, end))
        for which in (row.ended_at.is_(None), row.ended_at > row.overdue_at)
    ]
    return or_(submitted, row.accepted_at.between(start, end), row.ended_at.between(start, end), *overdue)


def _complaints_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    """The promise is over so long after the request, whose index has it."""
    row = complaint.c
    moments = row.answered_at, row.closed_at, row.due_at
    return or_(row.requested_at.between(start - PROMISE, end), *(at.between(start, end) for at in moments))


def _alarms_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    return or_(alarm.c.observed_at.between(start, end), alarm.c.ended_at.between(start, end))


def _events_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    return camera_event.c.observed_at.between(start, end)


# What is counted, how, and by which of its moments a record adds to a day: each is found by an index.
_COUNTED: tuple[tuple[Table, Count, Within], ...] = (
    (dossier, dossier_figures, _dossiers_within),
    (complaint, complaint_figures, _complaints_within),
    (alarm, alarm_figures, _alarms_within),
    (camera_event, camera_event_figures, _events_within),
)


@dataclass(slots=True)
class Totals:
    """Figures by day and unit, and by month, unit and slice; what comes to nothing is left out."""

    daily: dict[Bucket, float] = field(default_factory=lambda: defaultdict(float))
    sliced: dict[SliceBucket, float] = field(default_factory=lambda: defaultdict(float))

    def whole(self) -> "Totals":
        """Without the buckets that hold nothing."""
        return Totals(
            {bucket: value for bucket, value in self.daily.items() if value},
            {bucket: value for bucket, value in self.sliced.items() if value},
        )


def count(connection: Connection, zone: tzinfo, month: date | None = None) -> Totals:
    """All figures that are counted from records, of a month (its first day) or of every day."""
    totals = Totals()
    for table, figures, within in _COUNTED:
        _count(_rows(connection, table, _moments(within, month, zone)), table, figures, zone, month, totals)
    _count_gauges(connection, totals, month)
    totals.daily.update(counted_told(connection, month))
    return totals.whole()


def _count(
    rows: Iterator[Any], table: Table, figures: Count, zone: tzinfo, month: date | None, totals: Totals
) -> None:
    first, last = (month, last_of(month)) if month else (date.min, date.max)
    of_units: dict[int, Sums] = defaultdict(_sums)
    of_slices: dict[tuple[int, int], Sums] = defaultdict(_sums)
    for row in rows:
        unit_id, slice_id = row.unit_id, _slice_id(table, row)
        of_unit = of_units[unit_id]
        of_slice = of_slices[unit_id, slice_id] if slice_id else None
        for day, figure, amount in figures(row, zone):
            if first <= day <= last:
                of_unit[day][figure] += amount
                if of_slice is not None:
                    of_slice[month_of(day)][figure] += amount
    for unit_id, days in of_units.items():
        for day, found in days.items():
            totals.daily.update({(day, figure, unit_id): value for figure, value in found.items()})
    for (unit_id, slice_id), months in of_slices.items():
        for of, found in months.items():
            totals.sliced.update({(of, key, unit_id, slice_id): value for key, value in found.items()})


def _sums() -> Sums:
    return defaultdict(lambda: defaultdict(float))


def _slice_id(table: Table, row: Any) -> int:
    """A camera's event is sliced by its kind, which the row tells; others keep their slice."""
    return id_of(slice_of(row.kind)) if table is camera_event else getattr(row, "slice_id", 0)


def _count_gauges(connection: Connection, totals: Totals, month: date | None) -> None:
    within = [] if month is None else [gauge_day.c.day.between(month, last_of(month))]
    for row in _rows(connection, gauge_day, within):
        for figure in level_figures(row.level):
            totals.daily[row.day, figure, row.unit_id] += 1
        for day, figure, minutes in minute_figures(row.day, (row.minutes_1, row.minutes_2, row.minutes_3)):
            totals.daily[day, figure, row.unit_id] += minutes
        greatest = {"rain_day": row.total}
        if row.quantity in PEAK_OF:
            greatest[PEAK_OF[row.quantity]] = row.peak
        for figure, value in greatest.items():
            bucket = (row.day, figure, row.unit_id)
            totals.daily[bucket] = max(totals.daily[bucket], value)


def last_of(month: date) -> date:
    """The last day of the month that begins on a day."""
    return month_of(month + timedelta(days=32)) - timedelta(days=1)


def _moments(within: Within, month: date | None, zone: tzinfo) -> Sequence[ColumnElement[bool]]:
    return [] if month is None else [within(day_start(month, zone), day_end(last_of(month), zone))]


def _rows(connection: Connection, table: Table, within: Sequence[ColumnElement[bool]]) -> Iterator[Any]:
    read = [one for one in table.c if one.name not in _UNREAD and not isinstance(one.type, JSON)]
    return iter(connection.execute(select(*read).where(*within), execution_options={"yield_per": _PAGE}))
