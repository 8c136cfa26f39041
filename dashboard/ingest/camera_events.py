"""Storing what cameras saw."""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.cameras import camera_event_figures
from dashboard.ingest import devices, versioned
from dashboard.ingest.context import Context
from dashboard.models import camera_event
from dashboard.records import CameraEvent, DeviceKind, DeviceStatus, Health, moment
from dashboard.rules.cameras import found
from dashboard.slices import Slice, id_of


def slice_of(kind: str) -> Slice:
    """What an event is broken down by: its kind, in the source's own word."""
    return Slice(record="camera_event", item=kind)


def store(context: Context, records: Sequence[CameraEvent]) -> None:
    """Upsert events; figures follow what changed; a camera that reports something lives."""
    cameras = devices.known(context, DeviceKind.CAMERA, (record.device_id for record in records))

    def row(record: CameraEvent) -> dict[str, Any]:
        camera = cameras[record.device_id]
        return {
            "feed_id": context.feed_id,
            "external_id": record.external_id,
            "version": record.version,
            "device_id": camera.id,
            "unit_id": camera.unit_id,
            "kind": record.kind,
            "severity": record.severity,
            "zones": list(record.zones),
            "score": record.score,
            "false_positive": record.false_positive,
            "observed_at": record.observed_at,
            "ended_at": record.ended_at,
            "received_at": context.now,
        }

    changes = versioned.store(context.connection, camera_event, context.feed_id, records, row)
    seen_by = {camera.id: camera for camera in cameras.values()}
    for _record, before, after in changes:
        _count(context, before, after)
        trigger = found(
            context.rules, context.feed.name, before, after, seen_by[after.device_id], context.now
        )
        if trigger is not None:
            context.triggers.append(trigger)
    devices.store_statuses(context, [_alive(record) for record in records])


def _count(context: Context, before: Any, after: Any) -> None:
    """Most tellings of an event say again what it counts for: then nothing is written."""
    if before is not None:
        if all(getattr(before, name) == getattr(after, name) for name in _COUNTS_BY):
            return
        told = camera_event_figures(before, context.zone)
        context.tally.add(told, before.unit_id, -1, id_of(slice_of(before.kind)))
    of = slice_of(after.kind)
    context.tally.slices.add(of)
    context.tally.add(camera_event_figures(after, context.zone), after.unit_id, 1, id_of(of))


_COUNTS_BY = ("observed_at", "unit_id", "kind", "false_positive")


def _alive(record: CameraEvent) -> DeviceStatus:
    return DeviceStatus(
        device_id=record.device_id,
        kind=DeviceKind.CAMERA,
        observed_at=moment(record) or record.observed_at,
        health=Health.ONLINE,
    )
