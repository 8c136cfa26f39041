"""Storing what cameras saw."""

from collections.abc import Sequence
from typing import Any

from dashboard.ingest import devices, versioned
from dashboard.ingest.context import Context
from dashboard.models import camera_event
from dashboard.records import CameraEvent, DeviceKind, DeviceStatus, Health, moment


def store(context: Context, records: Sequence[CameraEvent]) -> None:
    """Upsert events; a camera that reports something lives."""
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

    versioned.store(context.connection, camera_event, context.feed_id, records, row)
    devices.store_statuses(context, [_alive(record) for record in records])


def _alive(record: CameraEvent) -> DeviceStatus:
    return DeviceStatus(
        device_id=record.device_id,
        kind=DeviceKind.CAMERA,
        observed_at=moment(record) or record.observed_at,
        health=Health.ONLINE,
    )
