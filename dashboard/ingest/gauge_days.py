"""A gauge's day, kept up with its readings: its peak, the figures that count it, and a mark for what follows.

Minutes over a level and the rain of a day are worked out a little later (`flood_minutes`): here a day is only
marked where they may have changed, and a reading under level I that follows another one marks nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import func, select, tuple_

from dashboard import bulk
from dashboard.civil import day_end, day_of, day_start
from dashboard.figures.gauges import PEAK_OF, level_figures
from dashboard.ingest import versioned
from dashboard.ingest.context import Context
from dashboard.ingest.devices import Known
from dashboard.models import gauge_day, observation
from dashboard.records import Observation

LEVELS = ("level", "tide")  # the quantities that have alarm levels
RAIN = "rain"
_NEVER = datetime.min.replace(tzinfo=UTC)
_DRY = float("-inf")  # of a day on which a gauge told rain and no level


class _DayRow(NamedTuple):
    """A row of gauge_day, without what `flood_minutes` works out."""

    device_id: int
    day: date
    peak: float
    quantity: str
    level: int
    unit_id: int
    stale: bool


class _Held(NamedTuple):
    """What the store holds of a gauge's day."""

    device_id: int
    peak: float
    quantity: str
    level: int
    unit_id: int
    minutes_1: int
    stale: bool


Key = tuple[int, str, datetime, str]  # of an observation: device, quantity, moment, external id
Readings = dict[Key, tuple[Known, Observation]]
GaugeDay = tuple[int, date]
Told = dict[int, tuple[Known, str, float]]  # of a day, by gauge: what it measures and its highest reading


class Marks(NamedTuple):
    """Gauges' days of which more than their peak may change."""

    late: set[GaugeDay]  # a reading came after a newer one
    lowered: set[GaugeDay]  # a correction takes a stored reading down
    wet: set[GaugeDay]  # it rained


def late_marks(context: Context, readings: Readings) -> Marks:
    """The (gauge, day) of readings that are not newer than their gauge's newest: live ones cost nothing.

    Only such a one can correct anything; where it takes a stored level down, the peak is looked up again.
    """
    old = {
        key: record.value
        for key, (gauge, record) in readings.items()
        if gauge.observed_at is not None and record.observed_at <= gauge.observed_at
    }
    marks = Marks(set(), set(), set())
    columns = [observation.c[name] for name in ("device_id", "quantity", "observed_at", "external_id")]
    for part in versioned.chunks(list(old)):
        marks.late.update((gauge_id, day_of(moment, context.zone)) for gauge_id, _q, moment, _n in part)
        for row in context.connection.execute(select(observation).where(tuple_(*columns).in_(list(part)))):
            told = old[row.device_id, row.quantity, row.observed_at, row.external_id]
            if told < row.value and row.quantity in LEVELS:
                marks.lowered.add((row.device_id, day_of(row.observed_at, context.zone)))
    return marks


def keep(context: Context, readings: Readings, marks: Marks) -> None:
    """Keep each gauge's highest reading of the day, and the figures that count it."""
    by_day: dict[date, Told] = defaultdict(dict)
    day, begin, end = date.min, _NEVER, _NEVER
    for (gauge_id, quantity, moment, _number), (gauge, record) in readings.items():
        is_level = quantity in LEVELS
        if not is_level and quantity != RAIN:
            continue
        if not begin <= moment < end:
            day = day_of(moment, context.zone)
            begin, end = day_start(day, context.zone), day_end(day, context.zone)
        told = by_day[day]
        if is_level:
            if gauge_id not in told or record.value > told[gauge_id][2]:
                told[gauge_id] = gauge, quantity, record.value
        elif record.value or (gauge_id, day) in marks.late:  # a minute without rain adds nothing
            marks.wet.add((gauge_id, day))
            told.setdefault(gauge_id, (gauge, RAIN, _DRY))
    rows = [row for day, told in by_day.items() for row in _changed(context, day, told, marks)]
    if rows:
        columns = dict(zip(_DayRow._fields, zip(*rows, strict=True), strict=True))
        bulk.put(context.connection, gauge_day, columns, keys=("device_id", "day"))


def _changed(context: Context, day: date, told: Told, marks: Marks) -> Iterator[_DayRow]:
    """The day's rows that change: a higher peak, one that a correction took down, a mark."""
    found = bulk.pick(
        context.connection, gauge_day, _Held._fields, fixed=("day", day), among=("device_id", list(told))
    )
    held = {row.device_id: row for row in map(_Held._make, found)}
    for gauge_id, (gauge, quantity, value) in told.items():
        before = held.get(gauge_id)
        mark = (gauge_id, day)
        stale = (
            (before is not None and before.stale)
            or mark in marks.wet
            or _floods(gauge, value, before, mark in marks.late)
        )
        if mark in marks.lowered:
            value = _highest(context, gauge_id, day)
        elif before is not None and value <= before.peak and (before.quantity != RAIN or quantity == RAIN):
            if before.stale or not stale:
                continue
            quantity, value = before.quantity, before.peak
        yield _gauge_day(context, gauge, day, (quantity, value), before, stale)


def _floods(gauge: Known, value: float, before: _Held | None, is_late: bool) -> bool:
    """Whether minutes over a level may change: the water stands over level I, or stood until now."""
    if not gauge.alarm_levels:
        return False
    lowest = min(gauge.alarm_levels)
    if value >= lowest or (gauge.value is not None and gauge.value >= lowest):
        return True
    return is_late and (before is None or before.level > 0 or before.minutes_1 > 0)


def _gauge_day(
    context: Context, gauge: Known, day: date, told: tuple[str, float], before: _Held | None, stale: bool
) -> _DayRow:
    quantity, value = told
    peak = 0.0 if quantity == RAIN else value
    level = 0 if quantity == RAIN else sum(peak >= mark for mark in gauge.alarm_levels)
    unit_id = gauge.unit_id if before is None else before.unit_id
    if before is None or (before.quantity, before.peak, before.level) != (quantity, peak, level):
        if before is not None:
            context.tally.add(((day, figure, 1) for figure in level_figures(before.level)), unit_id, -1)
        context.tally.add(((day, figure, 1) for figure in level_figures(level)), unit_id)
        measured = {quantity} if before is None else {quantity, before.quantity}
        context.tally.peaks.update((day, PEAK_OF[one], unit_id) for one in measured if one in PEAK_OF)
    return _DayRow(gauge.id, day, peak, quantity, level, unit_id, stale)


def _highest(context: Context, gauge_id: int, day: date) -> float:
    statement = select(func.max(observation.c.value)).where(
        observation.c.device_id == gauge_id,
        observation.c.quantity.in_(LEVELS),
        observation.c.observed_at >= day_start(day, context.zone),
        observation.c.observed_at < day_end(day, context.zone),
    )
    return float(context.connection.execute(statement).scalar_one())
