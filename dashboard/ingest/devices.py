"""Devices: where they stand, and when each was last heard."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from dashboard.db import upsert
from dashboard.ingest import versioned
from dashboard.ingest.context import Context
from dashboard.models import device
from dashboard.records import Device, DeviceKind, DeviceStatus

GRACE = timedelta(seconds=3)  # a message may be this late before its device counts as mute


def stale_at(observed_at: datetime, period: float) -> datetime:
    """When a device turns mute that was heard at `observed_at` and speaks each `period` seconds."""
    return observed_at + timedelta(seconds=period) + GRACE


def register(context: Context, records: Sequence[Device]) -> None:
    """Store where devices stand; what they last said stays as it is."""
    rows = {record.external_id: _row(context, record) for record in records}
    statement = upsert(context.connection, device)
    told = [name for name in next(iter(rows.values())) if name not in ("feed_id", "external_id", "health")]
    statement = statement.on_conflict_do_update(
        index_elements=["feed_id", "external_id"], set_={name: statement.excluded[name] for name in told}
    )
    context.connection.execute(statement, list(rows.values()))


def _row(context: Context, record: Device) -> dict[str, Any]:
    unit_id, approximate = context.where.find(record.unit, record.lat, record.lon)
    return {
        "feed_id": context.feed_id,
        "external_id": record.external_id,
        "kind": record.kind.value,
        "name": record.name,
        "unit_id": unit_id,
        "lat": record.lat,
        "lon": record.lon,
        "approximate": approximate,
        "quantity": record.quantity,
        "period": record.period or context.feed.device_period,
        "alarm_levels": list(record.alarm_levels),
        "health": "",
    }


def known(context: Context, kind: DeviceKind, external_ids: Iterable[str]) -> dict[str, Any]:
    """The stored devices by external id; one heard for the first time is written down, place unknown."""
    wanted = sorted(set(external_ids))
    held = _held(context, wanted)
    missing = [external_id for external_id in wanted if external_id not in held]
    if missing:
        blank = (Device(external_id=external_id, kind=kind) for external_id in missing)
        statement = upsert(context.connection, device).on_conflict_do_nothing()
        context.connection.execute(statement, [_row(context, record) for record in blank])
        held |= _held(context, missing)
    return held


def _held(context: Context, external_ids: Sequence[str]) -> dict[str, Any]:
    return dict(versioned.stored(context.connection, device, context.feed_id, external_ids))


def heard(context: Context, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write down what devices said last: `key` (device id) and every state column."""
    if not rows:
        return
    statement = (
        update(device)
        .where(device.c.id == bindparam("key"))
        .values({name: bindparam(name) for name in rows[0] if name != "key"})
    )
    context.connection.execute(statement, list(rows))


def store_statuses(context: Context, records: Sequence[DeviceStatus]) -> None:
    """Each device's newest word of itself; an older one changes nothing."""
    newest: dict[tuple[DeviceKind, str], DeviceStatus] = {}
    for record in records:
        before = newest.get((record.kind, record.device_id))
        if before is None or record.observed_at >= before.observed_at:
            newest[record.kind, record.device_id] = record
    for kind in DeviceKind:
        told = {external_id: status for (of, external_id), status in newest.items() if of is kind}
        if not told:
            continue
        held = known(context, kind, told)
        heard(
            context,
            [
                {
                    "key": held[external_id].id,
                    "health": status.health.value,
                    "observed_at": status.observed_at,
                    "stale_at": stale_at(status.observed_at, held[external_id].period),
                    "received_at": context.now,
                }
                for external_id, status in told.items()
                if held[external_id].observed_at is None
                or status.observed_at >= held[external_id].observed_at
            ],
        )


def ids(context: Context, kind: DeviceKind, external_ids: Iterable[str]) -> dict[str, int]:
    """Device ids by external id, made where new."""
    return {external_id: row.id for external_id, row in known(context, kind, external_ids).items()}


def rows_by_id(context: Context, device_ids: Sequence[int]) -> dict[int, Any]:
    """Stored devices by id."""
    statement = select(device).where(device.c.id.in_(bindparam("ids", expanding=True)))
    return {
        row.id: row
        for part in versioned.chunks(device_ids)
        for row in context.connection.execute(statement, {"ids": list(part)})
    }
