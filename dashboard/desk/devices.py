"""Cameras and gauges as an incident needs them: those around it, and a gauge's last hours."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from dashboard.desk.near import box, metres
from dashboard.desk.shapes import NearbyDevice
from dashboard.models import device, observation

REACH = 500.0  # metres
MOST_HOURS = 48
MOST_POINTS = 3000


def nearby(
    connection: Connection, lat: float | None, lon: float | None, link: str, now: datetime
) -> list[NearbyDevice]:
    """Within 500 m, the nearest first; none of an incident without a place."""
    if lat is None or lon is None:
        return []
    around = box(lat, lon, REACH, device.c.lat, device.c.lon)
    found = connection.execute(select(device).where(device.c.kind.in_(("camera", "gauge")), *around))
    measured = [(metres(lat, lon, held.lat, held.lon), held) for held in found]
    within = sorted((pair for pair in measured if pair[0] <= REACH), key=lambda pair: (pair[0], pair[1].id))
    return [_nearby(far, held, link, now) for far, held in within]


def _nearby(far: float, held: Any, link: str, now: datetime) -> NearbyDevice:
    mute = is_silent(held, now)
    return NearbyDevice(
        id=held.id,
        kind=held.kind,
        name=held.name or held.external_id,
        lat=held.lat,
        lon=held.lon,
        metres=round(far, 1),
        value=held.value,
        level=0 if mute else held.level,
        silent=mute,
        link=camera_link(link, held) if held.kind == "camera" else "",
    )


def is_silent(held: Any, now: datetime) -> bool:
    """Has a device, a row of `device`, said nothing for longer than its period?"""
    return held.observed_at is None or held.stale_at is None or held.stale_at <= now


def camera_link(template: str, held: Any) -> str:
    """The city's own address of a camera's picture; "" where its settings name none."""
    return template.replace("{camera}", held.external_id).replace("{id}", str(held.id))


def gauge_hours(connection: Connection, device_id: int, hours: int, now: datetime) -> dict[str, Any] | None:
    """A gauge's readings of the last hours, oldest first, and its levels; None where there is none."""
    gauge = connection.execute(
        select(device).where(device.c.id == device_id, device.c.kind == "gauge")
    ).first()
    if gauge is None:
        return None
    since = now - timedelta(hours=min(max(hours, 1), MOST_HOURS))
    readings = connection.execute(
        select(observation.c.observed_at, observation.c.value)
        .where(
            observation.c.device_id == device_id,
            observation.c.quantity == gauge.quantity,
            observation.c.observed_at > since,
            observation.c.observed_at <= now,
        )
        .order_by(observation.c.observed_at.desc())
        .limit(MOST_POINTS)
    ).all()
    return {
        "points": [[held.observed_at, held.value] for held in reversed(readings)],
        "levels": gauge.alarm_levels,
        "quantity": gauge.quantity,
        "unit": "mm" if gauge.quantity == "rain" else "m",
    }
