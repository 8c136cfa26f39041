"""Storing readings of gauges: the hot path. Peaks of the day, alarm levels and freshness follow."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_

from dashboard.civil import day_end, day_of, day_start
from dashboard.db import upsert
from dashboard.figures import level_figures
from dashboard.ingest import devices, versioned
from dashboard.ingest.context import Context
from dashboard.models import gauge_day, observation
from dashboard.records import DeviceKind, Observation
from dashboard.rules import alarm_level, flood

LEVELS = ("level", "tide")  # the quantities that have alarm levels

Reading = tuple[Any, Observation]  # (stored device, what it said)


def store(context: Context, records: Sequence[Observation]) -> None:
    """Upsert readings; figures, rules and the gauges' state follow what changed."""
    gauges = devices.known(context, DeviceKind.GAUGE, (record.device_id for record in records))
    readings = {
        (gauges[r.device_id].id, r.quantity, r.observed_at, r.external_id): (gauges[r.device_id], r)
        for r in records
    }
    lowered = _lowered(context, readings.values())
    _write(context, readings.values())
    _peaks(context, [pair for pair in readings.values() if pair[1].quantity in LEVELS], lowered)
    _state(context, readings.values())


def _write(context: Context, readings: Iterable[Reading]) -> None:
    statement = upsert(context.connection, observation)
    statement = statement.on_conflict_do_update(
        index_elements=["device_id", "quantity", "observed_at", "external_id"],
        set_={"value": statement.excluded.value, "received_at": statement.excluded.received_at},
    )
    rows = [
        {
            "device_id": gauge.id,
            "quantity": record.quantity,
            "observed_at": record.observed_at,
            "external_id": record.external_id,
            "value": record.value,
            "received_at": context.now,
        }
        for gauge, record in readings
    ]
    context.connection.execute(statement, rows)


def _lowered(context: Context, readings: Iterable[Reading]) -> set[tuple[int, date]]:
    """The (gauge, day) whose stored reading a correction takes down: their peak is looked up again.

    Only a reading that is not newer than the gauge's newest can correct anything, so live ones cost nothing.
    """
    old = {
        (gauge.id, record.quantity, record.observed_at, record.external_id): record.value
        for gauge, record in readings
        if gauge.observed_at is not None and record.observed_at <= gauge.observed_at
    }
    if not old:
        return set()
    key = (
        observation.c.device_id,
        observation.c.quantity,
        observation.c.observed_at,
        observation.c.external_id,
    )
    found: set[tuple[int, date]] = set()
    for part in versioned.chunks(list(old)):
        for row in context.connection.execute(select(observation).where(tuple_(*key).in_(list(part)))):
            if old[row.device_id, row.quantity, row.observed_at, row.external_id] < row.value:
                found.add((row.device_id, day_of(row.observed_at, context.zone)))
    return found


def _peaks(context: Context, readings: Sequence[Reading], lowered: set[tuple[int, date]]) -> None:
    """Keep each gauge's deepest reading of the day, and the figures that count it."""
    told: dict[tuple[int, date], float] = {}
    gauges: dict[int, Any] = {}
    for gauge, record in readings:
        key = (gauge.id, day_of(record.observed_at, context.zone))
        gauges[gauge.id] = gauge
        if key not in told or record.value > told[key]:
            told[key] = record.value
    if not told:
        return
    held = _held(context, told)
    rows = []
    for (gauge_id, day), value in told.items():
        before = held.get((gauge_id, day))
        if (gauge_id, day) in lowered:
            value = _deepest(context, gauge_id, day)
        elif before is not None and value <= before.peak:
            continue
        rows.append(_gauge_day(context, gauges[gauge_id], day, value, before))
    _put_days(context, rows)


def _gauge_day(context: Context, gauge: Any, day: date, peak: float, before: Any) -> dict[str, Any]:
    level = sum(peak >= mark for mark in gauge.alarm_levels)
    unit_id = gauge.unit_id if before is None else before.unit_id
    if before is not None:
        context.tally.add(((day, figure) for figure in level_figures(before.level)), unit_id, -1)
    context.tally.add(((day, figure) for figure in level_figures(level)), unit_id)
    if gauge.quantity in ("", "level"):
        context.tally.peaks.add((day, unit_id))
    return {
        "device_id": gauge.id,
        "day": day,
        "peak": peak,
        "quantity": gauge.quantity or "level",
        "level": level,
        "unit_id": unit_id,
    }


def _held(context: Context, keys: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Any]:
    by_day: dict[date, list[int]] = defaultdict(list)
    for gauge_id, day in keys:
        by_day[day].append(gauge_id)
    statement = select(gauge_day).where(
        gauge_day.c.day == bindparam("on_day"), gauge_day.c.device_id.in_(bindparam("ids", expanding=True))
    )
    return {
        (row.device_id, row.day): row
        for day, gauge_ids in by_day.items()
        for part in versioned.chunks(gauge_ids)
        for row in context.connection.execute(statement, {"on_day": day, "ids": list(part)})
    }


def _deepest(context: Context, gauge_id: int, day: date) -> float:
    statement = select(func.max(observation.c.value)).where(
        observation.c.device_id == gauge_id,
        observation.c.quantity.in_(LEVELS),
        observation.c.observed_at >= day_start(day, context.zone),
        observation.c.observed_at < day_end(day, context.zone),
    )
    return float(context.connection.execute(statement).scalar_one())


def _put_days(context: Context, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = upsert(context.connection, gauge_day)
    statement = statement.on_conflict_do_update(
        index_elements=["device_id", "day"],
        set_={"peak": statement.excluded.peak, "level": statement.excluded.level},
    )
    context.connection.execute(statement, rows)


def _state(context: Context, readings: Iterable[Reading]) -> None:
    """The gauges' newest reading, when each turns mute, and the rule over its alarm levels."""
    newer: dict[int, list[Reading]] = defaultdict(list)
    for gauge, record in readings:
        if gauge.observed_at is None or record.observed_at >= gauge.observed_at:
            newer[gauge.id].append((gauge, record))
    devices.heard(context, [_heard(context, told) for told in newer.values()])


def _heard(context: Context, told: list[Reading]) -> dict[str, Any]:
    """A gauge's new state after readings in any order; each passes the rule, so that no peak goes unseen."""
    told.sort(key=lambda reading: reading[1].observed_at)
    gauge, last = told[-1]
    level, value, quantity = gauge.level, gauge.value, gauge.quantity
    for _gauge, record in told:
        if record.quantity not in LEVELS and quantity in LEVELS:
            continue  # a gauge's battery or rain beside its level
        value, quantity = record.value, record.quantity
        if gauge.alarm_levels and quantity in LEVELS:
            before, level = level, alarm_level(record.value, gauge.alarm_levels, level)
            _apply_rule(context, gauge, record, before, level)
    return {
        "key": gauge.id,
        "health": "online",
        "value": value,
        "level": level,
        "quantity": quantity,
        "observed_at": last.observed_at,
        "stale_at": devices.stale_at(last.observed_at, gauge.period),
        "received_at": context.now,
    }


def _apply_rule(context: Context, gauge: Any, record: Observation, before: int, level: int) -> None:
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
