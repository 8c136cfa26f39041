"""The figures counted anew from the records: what the running counts must equal at any time.

`python -m dashboard.recount` puts them right, after a migration that counts more or should anybody ever have
edited records by hand; with a month (2026-11), that month only.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, or_, select

from dashboard import flood_minutes
from dashboard.civil import day_end, day_start, month_of
from dashboard.complaints import PROMISE
from dashboard.db import engine, migrate, writing
from dashboard.figures import (
    FIGURES,
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
from dashboard.models import alarm, camera_event, complaint, daily_figure, dossier, gauge_day, slice_figure
from dashboard.restating import restate, restate_complaints
from dashboard.settings import Settings, settings
from dashboard.slices import id_of
from dashboard.tally import SliceBucket, put, put_sliced, touch

B = TypeVar("B")
Count = Callable[[Any, tzinfo], Counted]
Within = Callable[[datetime, datetime], ColumnElement[bool]]


def _dossiers_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    row = dossier.c
    submitted = and_(row.accepted_at.is_(None), row.submitted_at.between(start, end))
    return or_(submitted, *(at.between(start, end) for at in (row.accepted_at, row.ended_at, row.overdue_at)))


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
_SAMPLED = tuple(figure.key for figure in FIGURES if figure.is_sampled)
_PAGE = 10_000


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
        for row in _rows(connection, table, _moments(within, month, zone)):
            for day, figure, amount in figures(row, zone):
                if month is not None and month_of(day) != month:
                    continue
                totals.daily[day, figure, row.unit_id] += amount
                if slice_id := _slice_id(table, row):
                    totals.sliced[month_of(day), figure, row.unit_id, slice_id] += amount
    _count_gauges(connection, totals, month)
    totals.daily.update(counted_told(connection, month))
    return totals.whole()


def _slice_id(table: Table, row: Any) -> int:
    """A camera's event is sliced by its kind, which the row tells; others keep their slice."""
    return id_of(slice_of(row.kind)) if table is camera_event else getattr(row, "slice_id", 0)


def _count_gauges(connection: Connection, totals: Totals, month: date | None) -> None:
    within = [] if month is None else [gauge_day.c.day.between(month, _last(month))]
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


def held(connection: Connection, month: date | None = None) -> Totals:
    """What the store holds of the same figures."""
    daily = select(daily_figure).where(*_counted_days(month), daily_figure.c.value != 0)
    sliced = select(slice_figure).where(*_sliced_months(month), slice_figure.c.value != 0)
    return Totals(
        {(row.day, row.figure, row.unit_id): row.value for row in connection.execute(daily)},
        {(row.month, row.figure, row.unit_id, row.slice_id): row.value for row in connection.execute(sliced)},
    )


def recount(store: Engine, zone: tzinfo, month: date | None = None) -> int:
    """Count anew and store it. Returns how many buckets were wrong."""
    with writing(store) as connection:
        right, wrong = count(connection, zone, month), held(connection, month)
        differing = _differing(right.daily, wrong.daily)
        if differing:
            connection.execute(delete(daily_figure).where(*_counted_days(month)))
            put(connection, right.daily)
            touch(connection, {(day, figure) for day, figure, _unit in differing})
        slices = _differing(right.sliced, wrong.sliced)
        if slices:
            connection.execute(delete(slice_figure).where(*_sliced_months(month)))
            put_sliced(connection, right.sliced, adds=False)
            touch(connection, {(first, figure) for first, figure, _unit, _slice in slices})
    return len(differing) + len(slices)


def _differing(right: dict[B, float], wrong: dict[B, float]) -> set[B]:
    return {bucket for bucket in right.keys() | wrong.keys() if right.get(bucket) != wrong.get(bucket)}


def _counted_days(month: date | None) -> Sequence[ColumnElement[bool]]:
    counted = [daily_figure.c.loaded.is_(False), daily_figure.c.figure.not_in(_SAMPLED)]
    return counted if month is None else [*counted, daily_figure.c.day.between(month, _last(month))]


def _sliced_months(month: date | None) -> Sequence[ColumnElement[bool]]:
    return [] if month is None else [slice_figure.c.month == month]


def _last(month: date) -> date:
    return month_of(month + timedelta(days=32)) - timedelta(days=1)


def _moments(within: Within, month: date | None, zone: tzinfo) -> Sequence[ColumnElement[bool]]:
    return [] if month is None else [within(day_start(month, zone), day_end(_last(month), zone))]


def _rows(connection: Connection, table: Table, within: Sequence[ColumnElement[bool]]) -> Iterator[Any]:
    return iter(connection.execute(select(table).where(*within), execution_options={"yield_per": _PAGE}))


def _flood_minutes(store: Engine, chosen: Settings, month: date | None) -> None:
    """Gauges' days anew from their readings, before the figures are counted from these days."""
    with writing(store) as connection:
        flood_minutes.mark(connection, *((month, _last(month)) if month else ()))
    flood_minutes.update(store, chosen, datetime.now(UTC))


def main() -> None:
    """Put the figures right and say how many were wrong."""
    chosen = settings()
    store = engine(chosen.store_url)
    migrate(store)
    month = date.fromisoformat(f"{sys.argv[1]}-01") if len(sys.argv) > 1 else None
    anew = restate(store, chosen) + restate_complaints(store, chosen) if month is None else 0
    _flood_minutes(store, chosen, month)
    wrong = recount(store, chosen.zone, month)
    print(f"{anew} records worked out anew, {wrong} buckets put right")  # noqa: T201


if __name__ == "__main__":
    main()
