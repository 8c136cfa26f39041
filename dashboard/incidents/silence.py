"""An incident whose devices are all mute is unknown: that is written once, and once that one speaks again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, insert, or_, select, union_all, update

from dashboard.incidents.writing import PROGRAM
from dashboard.models import alarm, camera_event, device, incident, incident_event, incident_source
from dashboard.outbox import Happening

I, S = incident.c, incident_source.c  # noqa: E741  as short as in the statements


def changed(connection: Connection, now: datetime) -> Sequence[Any]:
    """Open incidents that have become unknown, or known again; one about silence itself is neither."""
    devices = _devices().subquery()
    last = func.max(device.c.stale_at)
    spoken = (
        select(devices.c.incident_id, last.label("stale_at"))
        .join(device, device.c.id == devices.c.device_id)
        .group_by(devices.c.incident_id)
        .subquery()
    )
    statement = (
        select(incident, spoken.c.stale_at)
        .join(spoken, spoken.c.incident_id == I.id)
        .where(
            I.resolved_at.is_(None),
            I.kind != "mute",
            or_(
                and_(spoken.c.stale_at <= now, I.unknown_at.is_(None)),
                and_(spoken.c.stale_at > now, I.unknown_at.is_not(None)),
            ),
        )
        .order_by(I.id)
    )
    return connection.execute(statement).all()


def _devices() -> Any:
    """(incident, device) of the open incidents: gauges, and the devices of alarms and of camera events."""

    def part(source: str, device_id: Any, of: Any = None) -> Select[Any]:
        joined = incident_source.join(incident, I.id == S.incident_id)
        if of is not None:
            joined = joined.join(of, of.c.id == S.source_id)
        columns = S.incident_id, device_id.label("device_id")
        return select(*columns).select_from(joined).where(S.source == source, I.resolved_at.is_(None))

    return union_all(
        part("gauge", S.source_id),
        part("alarm", alarm.c.device_id, alarm),
        part("camera_event", camera_event.c.device_id, camera_event),
    )


def write(connection: Connection, rows: Sequence[Any], now: datetime) -> list[Happening]:
    """Write it down where nobody has changed the incident meanwhile; the next look sees to the others."""
    told = []
    for row in rows:
        is_unknown = row.stale_at <= now
        statement = update(incident).where(I.id == row.id, I.version == row.version)
        swapped = statement.values(unknown_at=now if is_unknown else None, version=row.version + 1)
        if connection.execute(swapped).rowcount == 1:
            told.append((row, "unknown" if is_unknown else "known"))
    if told:
        events = [
            {"incident_id": row.id, "at": now, "kind": kind, "who": PROGRAM, "detail": {}}
            for row, kind in told
        ]
        connection.execute(insert(incident_event), events)
    return [
        Happening(
            incident_id=row.id,
            kind=row.kind,
            severity=row.severity,
            subject=row.subject,
            unit_id=row.unit_id,
            step=kind,
            at=now,
        )
        for row, kind in told
    ]
