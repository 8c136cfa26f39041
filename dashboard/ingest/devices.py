"""Devices: where they stand, and when each was last heard."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from dashboard import bulk
from dashboard.db import upsert
from dashboard.ingest.context import Context
from dashboard.models import device
from dashboard.records import Device, DeviceKind, DeviceStatus

GRACE = timedelta(seconds=3)  # a message may be this late before its device counts as mute


def stale_at(observed_at: datetime, period: float) -> datetime:
    """When a device turns mute that was heard at `observed_at` and speaks each `period` seconds."""
    return observed_at + timedelta(seconds=period) + GRACE


class Known(NamedTuple):
    """A stored device as the ingest needs it."""

    id: int
    external_id: str
    name: str
    unit_id: int
    lat: float | None
    lon: float | None
    approximate: bool
    quantity: str
    period: float
    alarm_levels: list[float]
    value: float | None
    level: int
    observed_at: datetime | None


def register(context: Context, records: Sequence[Device]) -> None:
    """Store where devices stand; what they last said stays as it is. A new one has its period to speak."""
    rows = {record.external_id: _row(context, record) for record in records}
    statement = upsert(context.connection, device)
    kept = ("feed_id", "external_id", "health", "stale_at")
    told = [name for name in next(iter(rows.values())) if name not in kept]
    statement = statement.on_conflict_do_update(
        index_elements=["feed_id", "external_id"], set_={name: statement.excluded[name] for name in told}
    )
    context.connection.execute(statement, list(rows.values()))


def _row(context: Context, record: Device) -> dict[str, Any]:
    today = context.day(context.now)
    unit_id, approximate = context.where.find(record.unit, record.lat, record.lon, today)
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
        "stale_at": stale_at(context.now, record.period or context.feed.device_period),
    }


def known(context: Context, kind: DeviceKind, external_ids: Iterable[str]) -> dict[str, Known]:
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


def _held(context: Context, external_ids: Sequence[str]) -> dict[str, Known]:
    found = bulk.pick(
        context.connection,
        device,
        Known._fields,
        fixed=("feed_id", context.feed_id),
        among=("external_id", external_ids),
    )
    return {known.external_id: known for known in map(Known._make, found)}


def heard(context: Context, columns: bulk.Columns) -> None:
    """Write down what devices said last: their `id` and every state column."""
    bulk.change(context.connection, device, columns, key="id")


def store_statuses(context: Context, records: Sequence[DeviceStatus]) -> None:
    """Each device's newest word of itself; an older one changes nothing."""
    newest: dict[tuple[DeviceKind, str], DeviceStatus] = {}
    for record in records:
        before = newest.get((record.kind, record.device_id))
        if before is None or record.observed_at >= before.observed_at:
            newest[record.kind, record.device_id] = record
    for kind in DeviceKind:
        told = {external_id: status for (of, external_id), status in newest.items() if of is kind}
        if told:
            _note(context, kind, told)


def _note(context: Context, kind: DeviceKind, told: Mapping[str, DeviceStatus]) -> None:
    pairs = [(of, told[external_id]) for external_id, of in known(context, kind, told).items()]
    pairs = [(of, word) for of, word in pairs if of.observed_at is None or word.observed_at >= of.observed_at]
    moments = [min(word.observed_at, context.now) for _of, word in pairs]  # no clock ahead keeps one alive
    heard(
        context,
        {
            "id": [of.id for of, _word in pairs],
            "health": [word.health.value for _of, word in pairs],
            "observed_at": moments,
            "stale_at": [
                stale_at(moment, of.period) for moment, (of, _word) in zip(moments, pairs, strict=True)
            ],
            "received_at": [context.now] * len(pairs),
        },
    )
