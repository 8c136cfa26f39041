"""Storing readings of gauges: the hot path. Peaks of the day, alarm levels and freshness follow."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

from dashboard import bulk
from dashboard.incidents import waits
from dashboard.ingest import devices, gauge_days
from dashboard.ingest.context import Context
from dashboard.ingest.devices import Known
from dashboard.ingest.gauge_days import LEVELS, Readings
from dashboard.models import observation
from dashboard.records import DeviceKind, Observation
from dashboard.rules import alarm_level
from dashboard.rules.floods import Change, climbed, trigger
from dashboard.rules.rule import Flood


class _State(NamedTuple):
    """What a gauge's readings make of its device row."""

    id: int
    value: float | None
    level: int
    quantity: str
    observed_at: datetime
    stale_at: datetime


def store(context: Context, records: Sequence[Observation]) -> None:
    """Upsert readings; figures, rules and the gauges' state follow what changed."""
    gauges = devices.known(context, DeviceKind.GAUGE, {record.device_id for record in records})
    readings: Readings = {}
    for record in records:
        gauge = gauges[record.device_id]
        quantity = record.quantity or gauge.quantity or "level"
        readings[gauge.id, quantity, record.observed_at, record.external_id] = gauge, record
    marks = gauge_days.late_marks(context, readings)
    _write(context, readings)
    gauge_days.keep(context, readings, marks)
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


def _state(context: Context, readings: Readings) -> None:
    """The gauges' newest reading, when each turns mute, and the rule over its alarm levels."""
    newer: dict[int, list[tuple[datetime, str, Observation]]] = defaultdict(list)
    gauges: dict[int, Known] = {}
    for (gauge_id, quantity, moment, _number), (gauge, record) in readings.items():
        if gauge.observed_at is None or moment >= gauge.observed_at:
            gauges[gauge_id] = gauge
            newer[gauge_id].append((moment, quantity, record))
    changes: dict[int, list[Change]] = {}
    states = [_heard(context, gauges[gauge_id], told, changes) for gauge_id, told in newer.items()]
    if changes and context.rules["flood"].on:
        _apply_rule(context, gauges, changes)
    if states:
        columns = dict(zip(_State._fields, zip(*states, strict=True), strict=True))
        size = len(states)
        devices.heard(context, columns | {"health": ["online"] * size, "received_at": [context.now] * size})


def _heard(
    context: Context,
    gauge: Known,
    told: list[tuple[datetime, str, Observation]],
    changes: dict[int, list[Change]],
) -> _State:
    """A gauge's new state after readings in any order; each passes the rule, so that no peak goes unseen."""
    if len(told) > 1:
        told.sort(key=itemgetter(0))
    level, value, quantity = gauge.level, gauge.value, gauge.quantity
    rule: Flood = context.rules["flood"]
    news = context.now - rule.news
    for moment, measured, record in told:
        if measured not in LEVELS and quantity in LEVELS:
            continue  # a gauge's battery or rain beside its level
        value, quantity = record.value, measured
        if gauge.alarm_levels and quantity in LEVELS and moment > news:
            before, level = level, alarm_level(record.value, gauge.alarm_levels, level, rule.hysteresis)
            if level != before:
                changes.setdefault(gauge.id, []).append(Change(moment, before, level, record.value))
    last = min(told[-1][0], context.now)  # a clock that is ahead keeps no gauge alive
    return _State(gauge.id, value, level, quantity, last, devices.stale_at(last, gauge.period))


def _apply_rule(context: Context, gauges: dict[int, Known], changes: dict[int, list[Change]]) -> None:
    """Levels that were reached or left: what holds from when, and what its minimum time is waited for."""
    rule: Flood = context.rules["flood"]
    held = waits.taken(context.connection, list(changes))
    left = []
    for gauge_id, told in changes.items():
        climb = climbed(rule, held.get(gauge_id, ()), told, context.now)
        left += [(gauge_id, wait) for wait in climb.waits.values()]
        gauge = gauges[gauge_id]
        context.triggers += [trigger(rule, context.feed.name, gauge, found) for found in climb.found]
    waits.keep(context.connection, left)
