"""Storing fire alarms and public alerts. Their stages come as tellings of their own, in any order: merged."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import bindparam, select, update

from dashboard.db import upsert
from dashboard.figures import alarm_figures
from dashboard.ingest import devices, people, versioned
from dashboard.ingest.context import Context
from dashboard.models import alarm, alarm_replaced
from dashboard.records import Alarm, DeviceKind, Severity, moment
from dashboard.rules import alarms as rules

_EMPTY: tuple[object, ...] = (None, "", (), Severity.UNKNOWN)
_COLUMNS = tuple(
    field.name
    for field in fields(Alarm)
    if field.name not in ("external_id", "device_id", "unit", "replaces", "person", "severity")
)


def merge(older: Alarm, newer: Alarm) -> Alarm:
    """One alarm of two tellings: the newer one's word where it has one, else the older one's."""
    gaps = {
        field.name: getattr(older, field.name)
        for field in fields(Alarm)
        if getattr(newer, field.name) in _EMPTY and getattr(older, field.name) not in _EMPTY
    }
    return replace(newer, **gaps, observed_at=min(older.observed_at, newer.observed_at))


def store(context: Context, records: Sequence[Alarm]) -> None:
    """Upsert alarms; figures and rules follow what changed."""
    _remember_replaced(context, records)
    before = versioned.stored(context.connection, alarm, context.feed_id, [r.external_id for r in records])
    told: dict[str, Alarm] = {key: _told(row) for key, row in before.items()}
    for record in records:
        held = told.get(record.external_id)
        if held is not None:
            older, newer = sorted((held, record), key=lambda telling: telling.version)
            record = merge(older, newer)
        told[record.external_id] = record
    panels = devices.known(context, DeviceKind.PANEL, {r.device_id for r in told.values() if r.device_id})
    ended = _replaced_at(context, told)
    rows = [_row(context, record, panels, ended, before.get(key)) for key, record in told.items()]
    versioned.put(context.connection, alarm, rows)
    after = versioned.stored(context.connection, alarm, context.feed_id, list(told))
    for key, record in told.items():
        _count(context, before.get(key), after[key], record.replaces)
    people.keep(context.connection, "alarm", ((after[r.external_id].id, r.person) for r in records))


def _told(row: Any) -> Alarm:
    """A stored alarm as the telling it stands for; device and unit are kept from the row itself."""
    known = {name: getattr(row, name) for name in _COLUMNS}
    return Alarm(external_id=row.external_id, severity=Severity(row.severity), unit=row.unit_text, **known)


def _row(
    context: Context, record: Alarm, panels: dict[str, Any], ended: dict[str, Any], before: Any
) -> dict[str, Any]:
    panel = panels.get(record.device_id)
    lat, lon = record.lat, record.lon
    if lat is None and panel is not None:
        lat, lon = panel.lat, panel.lon
    unit_id, approximate = context.where.find(record.unit, lat, lon, context.day(record.observed_at))
    if not unit_id and panel is not None:
        unit_id, approximate = panel.unit_id, panel.approximate
    device_id = panel.id if panel is not None else None if before is None else before.device_id
    return {
        **{name: getattr(record, name) for name in _COLUMNS},
        "feed_id": context.feed_id,
        "external_id": record.external_id,
        "severity": record.severity.value,
        "device_id": device_id,
        "title": record.title or (panel.name if panel is not None else ""),
        "unit_id": unit_id,
        "unit_text": record.unit,
        "lat": lat,
        "lon": lon,
        "approximate": approximate,
        "ended_at": record.ended_at or ended.get(record.external_id),
        "received_at": context.now,
    }


def _count(context: Context, before: Any, after: Any, replaces: tuple[str, ...] = ()) -> None:
    if before is not None:
        context.tally.add(alarm_figures(before, context.zone), before.unit_id, -1)
    context.tally.add(alarm_figures(after, context.zone), after.unit_id)
    trigger = rules.found(context.rules, context.feed.name, before, after, context.now, replaces)
    if trigger is not None:
        context.triggers.append(trigger)


def _remember_replaced(context: Context, records: Iterable[Alarm]) -> None:
    """End the alarms that these update or cancel; one that has yet to come is ended when it comes."""
    ended = {
        external_id: moment(record) or record.observed_at
        for record in records
        for external_id in record.replaces
        if external_id != record.external_id
    }
    if not ended:
        return
    statement = upsert(context.connection, alarm_replaced).on_conflict_do_nothing()
    context.connection.execute(
        statement,
        [{"feed_id": context.feed_id, "external_id": key, "at": at} for key, at in sorted(ended.items())],
    )
    held = versioned.stored(context.connection, alarm, context.feed_id, sorted(ended))
    for key, row in held.items():
        if row.ended_at is not None:
            continue
        context.connection.execute(update(alarm).where(alarm.c.id == row.id).values(ended_at=ended[key]))
        after = versioned.stored(context.connection, alarm, context.feed_id, [key])[key]
        _count(context, row, after)


def _replaced_at(context: Context, external_ids: Iterable[str]) -> dict[str, Any]:
    statement = select(alarm_replaced).where(
        alarm_replaced.c.feed_id == context.feed_id,
        alarm_replaced.c.external_id.in_(bindparam("ids", expanding=True)),
    )
    return {
        row.external_id: row.at
        for part in versioned.chunks(list(external_ids))
        for row in context.connection.execute(statement, {"ids": list(part)})
    }
