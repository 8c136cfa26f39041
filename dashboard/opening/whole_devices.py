"""A device whole with its newest readings, and a camera's event."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from dashboard.models import device, observation
from dashboard.opening.rows import Cell, device_state
from dashboard.opening.whole import Moment, Record, whole

READINGS = 24


def device_whole(connection: Connection, row: Any, now: datetime) -> Record:
    times = (Moment("Last heard", row.observed_at), Moment("Mute from", row.stale_at))
    facts: dict[str, Cell] = {
        "device": row.name or row.external_id,
        "device_kind": row.kind,
        "unit": row.unit_name,
        "device_state": device_state(row, now),
        "value": row.value,
        "level": row.level if row.kind == "gauge" else None,
    }
    readings = connection.execute(
        select(observation)
        .where(observation.c.device_id == row.id, observation.c.quantity == row.quantity)
        .order_by(observation.c.observed_at.desc())
        .limit(READINGS)
    )
    steps = tuple(Moment("reading", one.observed_at, f"{one.value:g}") for one in readings)
    return whole("device", row, facts, times, steps)


def camera_event_whole(connection: Connection, row: Any, _now: datetime) -> Record:
    """What a camera saw; a plate or a face is no part of it."""
    camera = connection.execute(select(device).where(device.c.id == row.device_id)).one()
    times = (Moment("Detected", row.observed_at), Moment("Ended", row.ended_at))
    facts: dict[str, Cell] = {
        "device": camera.name or camera.external_id,
        "unit": row.unit_name,
        "event_kind": row.kind,
        "event_severity": row.severity,
        "zones": ", ".join(row.zones),
        "score": row.score,
        "false_positive": row.false_positive,
    }
    return whole("camera_event", row, facts, times)
