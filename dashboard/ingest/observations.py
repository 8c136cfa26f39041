"""Storing readings of gauges: the hot path. Peaks of the day, alarm levels and freshness follow."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import func, select, tuple_

from dashboard import bulk
from dashboard.civil import day_end, day_of, day_start
from dashboard.figures import level_figures
from dashboard.ingest import devices, versioned
from dashboard.ingest.context import Context
from dashboard.ingest.devices import Known
from dashboard.models import gauge_day, observation
from dashboard.records import DeviceKind, Observation
from dashboard.rules import NEWS, alarm_level, flood

LEVELS = ("level", "tide")  # the quantities that have alarm levels
_NEVER = datetime.min.replace(tzinfo=UTC)


class _DayRow(NamedTuple):
    """A row of gauge_day."""

    device_id: int
    day: date
    peak: float
    quantity: str
    level: int
    unit_id: int


class _State(NamedTuple):
    """What a gauge's readings make of its device row."""

    id: int
    value: float | None
    level: int
    quantity: str
    observed_at: datetime
    stale_at: datetime


Key = tuple[int, str, datetime, str]  # of an observation: device, quantity, moment, external id
Readings = dict[Key, tuple[Known, Observation]]


def store(context: Context, records: Sequence[Observation]) -> None:
    """Upsert readings; figures, rules and the gauges' state follow what changed."""
    gauges = devices.known(context, DeviceKind.GAUGE, {record.device_id for record in records})
    readings: Readings = {}
    for record in records:
        gauge = gauges[record.device_id]
        quantity = record.quantity or gauge.quantity or "level"
        readings[gauge.id, quantity, record.observed_at, record.external_id] = gauge, record
    lowered = _lowered(context, readings)
    _write(context, readings)
    _peaks(context, readings, lowered)
    _state(context, readings)


def _write(context: Context, readings: Readings) -> None:
    device_ids, quantities, moments, external_ids = zip(*readings, strict=True)
    columns = {
        "device_id": device_ids,
        "quantity": quantities,
        "observed_at": moments,
        "external_id": external_ids,
        "value": [record.value for _gauge, record in readings.values()],
        "received_at": [context.now] * len(readings),
    }
    bulk.put(
        context.connection, observation, columns, keys=("device_id", "quantity", "observed_at", "external_id")
    )


def _lowered(context: Context, readings: Readings) -> set[tuple[int, date]]:
    """The (gauge, day) whose stored reading a correction takes down: their peak is looked up again.

    Only a reading that is not newer than the gauge's newest can correct anything, so live ones cost nothing.
    """
    old = {
        key: record.value
        for key, (gauge, record) in readings.items()
        if gauge.observed_at is not None and record.observed_at <= gauge.observed_at
    }
    if not old:
        return set()
    columns = (
        observation.c.device_id,
        observation.c.quantity,
        observation.c.observed_at,
        observation.c.external_id,
    )
    found: set[tuple[int, date]] = set()
    for part in versioned.chunks(list(old)):
        for row in context.connection.execute(select(observation).where(tuple_(*columns).in_(list(part)))):
            if old[row.device_id, row.quantity, row.observed_at, row.external_id] < row.value:
                found.add((row.device_id, day_of(row.observed_at, context.zone)))
    return found


def _peaks(context: Context, readings: Readings, lowered: set[tuple[int, date]]) -> None:
    """Keep each gauge's deepest reading of the day, and the figures that count it."""
    by_day: dict[date, dict[int, tuple[Known, float]]] = defaultdict(dict)
    day, begin, end = date.min, _NEVER, _NEVER
    for (_gauge_id, quantity, _moment, _number), (gauge, record) in readings.items():
        if quantity not in LEVELS:
            continue
        if not begin <= record.observed_at < end:
            day = day_of(record.observed_at, context.zone)
            begin, end = day_start(day, context.zone), day_end(day, context.zone)
        told = by_day[day]
        if gauge.id not in told or record.value > told[gauge.id][1]:
            told[gauge.id] = gauge, record.value
    rows = [row for day, told in by_day.items() for row in _raised(context, day, told, lowered)]
    if rows:
        columns = dict(zip(_DayRow._fields, zip(*rows, strict=True), strict=True))
        bulk.put(context.connection, gauge_day, columns, keys=("device_id", "day"))


def _raised(
    context: Context, day: date, told: dict[int, tuple[Known, float]], lowered: set[tuple[int, date]]
) -> Iterator[_DayRow]:
    """The day's rows that change: a higher peak, or one that a correction took down."""
    names = ("device_id", "peak", "level", "unit_id")
    found = bulk.pick(
        context.connection, gauge_day, names, fixed=("day", day), among=("device_id", list(told))
    )
    held = {gauge_id: (peak, level, unit_id) for gauge_id, peak, level, unit_id in found}
    for gauge_id, (gauge, value) in told.items():
        before = held.get(gauge_id)
        if (gauge_id, day) in lowered:
            value = _deepest(context, gauge_id, day)
        elif before is not None and value <= before[0]:
            continue
        yield _gauge_day(context, gauge, day, value, before)


def _gauge_day(
    context: Context, gauge: Known, day: date, peak: float, before: tuple[float, int, int] | None
) -> _DayRow:
    level = sum(peak >= mark for mark in gauge.alarm_levels)
    unit_id = gauge.unit_id if before is None else before[2]
    if before is not None:
        context.tally.add(((day, figure, 1) for figure in level_figures(before[1])), unit_id, -1)
    context.tally.add(((day, figure, 1) for figure in level_figures(level)), unit_id)
    if gauge.quantity in ("", "level"):
        context.tally.peaks.add((day, unit_id))
    return _DayRow(gauge.id, day, peak, gauge.quantity or "level", level, unit_id)


def _deepest(context: Context, gauge_id: int, day: date) -> float:
    statement = select(func.max(observation.c.value)).where(
        observation.c.device_id == gauge_id,
        observation.c.quantity.in_(LEVELS),
        observation.c.observed_at >= day_start(day, context.zone),
        observation.c.observed_at < day_end(day, context.zone),
    )
    return float(context.connection.execute(statement).scalar_one())


def _state(context: Context, readings: Readings) -> None:
    """The gauges' newest reading, when each turns mute, and the rule over its alarm levels."""
    newer: dict[int, list[tuple[datetime, str, Observation]]] = defaultdict(list)
    gauges: dict[int, Known] = {}
    for (gauge_id, quantity, moment, _number), (gauge, record) in readings.items():
        if gauge.observed_at is None or moment >= gauge.observed_at:
            gauges[gauge_id] = gauge
            newer[gauge_id].append((moment, quantity, record))
    states = [_heard(context, gauges[gauge_id], told) for gauge_id, told in newer.items()]
    if states:
        columns = dict(zip(_State._fields, zip(*states, strict=True), strict=True))
        size = len(states)
        devices.heard(context, columns | {"health": ["online"] * size, "received_at": [context.now] * size})


def _heard(context: Context, gauge: Known, told: list[tuple[datetime, str, Observation]]) -> _State:
    """A gauge's new state after readings in any order; each passes the rule, so that no peak goes unseen."""
    if len(told) > 1:
        told.sort(key=itemgetter(0))
    level, value, quantity = gauge.level, gauge.value, gauge.quantity
    news = context.now - NEWS
    for moment, measured, record in told:
        if measured not in LEVELS and quantity in LEVELS:
            continue  # a gauge's battery or rain beside its level
        value, quantity = record.value, measured
        if gauge.alarm_levels and quantity in LEVELS and moment > news:
            before, level = level, alarm_level(record.value, gauge.alarm_levels, level)
            if level != before:
                _apply_rule(context, gauge, record, before, level)
    last = min(told[-1][0], context.now)  # a clock that is ahead keeps no gauge alive
    return _State(gauge.id, value, level, quantity, last, devices.stale_at(last, gauge.period))


def _apply_rule(context: Context, gauge: Known, record: Observation, before: int, level: int) -> None:
    trigger = flood(
        gauge_id=gauge.id,
        feed=context.feed.name,
        name=gauge.name,
        external_id=gauge.external_id,
        unit_id=gauge.unit_id,
        lat=gauge.lat,
        lon=gauge.lon,
        level=level,
        before=before,
        value=record.value,
        at=record.observed_at,
    )
    if trigger is not None:
        context.triggers.append(trigger)
