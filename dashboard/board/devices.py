"""Gauges and the tide on the board."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from dashboard.models import device, observation, unit

TIDE_BACK = timedelta(hours=24)
TIDE_STEP = timedelta(minutes=10)
TIDE_STATION = "Phú An"  # the station against which the city's alarm levels are set


def gauges(connection: Connection, now: datetime) -> list[dict[str, Any]]:
    """Every gauge with a place, its newest reading, and whether it still speaks."""
    of = device.c
    statement = (
        select(of.id, of.name, of.external_id, of.lat, of.lon, unit.c.code, of.quantity, of.value, of.level)
        .add_columns(of.alarm_levels, of.observed_at, of.stale_at)
        .join(unit, unit.c.id == device.c.unit_id)
        .where(device.c.kind == "gauge", device.c.lat.is_not(None))
        .order_by(device.c.id)
    )
    return [_gauge(row, now) for row in connection.execute(statement)]


def _gauge(row: Any, now: datetime) -> dict[str, Any]:
    live = row.observed_at is not None and row.stale_at > now
    return {
        "id": row.id,
        "name": row.name or row.external_id,
        "lat": row.lat,
        "lon": row.lon,
        "unit": row.code,
        "quantity": row.quantity,
        "value": row.value,
        "level": row.level if live else 0,
        "levels": row.alarm_levels,
        "state": "live" if live else "silent",
        "observed_at": row.observed_at,
    }


def tide(connection: Connection, now: datetime) -> dict[str, Any] | None:
    """The last 24 hours of the tide station, a point each ten minutes; None where there is none."""
    station = tide_station(connection)
    if station is None:
        return None
    points: dict[int, tuple[datetime, float]] = {}
    for observed_at, value in tide_readings(connection, station.id, now - TIDE_BACK, now):
        points[int(observed_at.timestamp() // TIDE_STEP.total_seconds())] = (observed_at, value)
    return {
        "station": station.name or station.external_id,
        "levels": station.alarm_levels,
        "value": station.value,
        "observed_at": station.observed_at,
        "state": "live" if station.observed_at is not None and station.stale_at > now else "silent",
        "points": list(points.values()),
    }


def tide_station(connection: Connection) -> Any:
    """The row of the station whose tide is shown; None where there is none."""
    stations = connection.execute(
        select(device).where(device.c.kind == "gauge", device.c.quantity == "tide").order_by(device.c.id)
    ).all()
    return next((row for row in stations if TIDE_STATION in row.name), stations[0] if stations else None)


def tide_readings(
    connection: Connection, station_id: int, since: datetime, until: datetime
) -> Iterable[tuple[datetime, float]]:
    """A station's readings after `since` up to `until`, in their order."""
    statement = (
        select(observation.c.observed_at, observation.c.value)
        .where(
            observation.c.device_id == station_id,
            observation.c.quantity == "tide",
            observation.c.observed_at > since,
            observation.c.observed_at <= until,
        )
        .order_by(observation.c.observed_at)
    )
    return ((observed_at, value) for observed_at, value in connection.execute(statement))
