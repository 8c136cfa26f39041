"""An incident whose devices are all mute is unknown: that is written once, and once that one speaks again."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, FromClause, Label, ScalarSelect, func, insert, select, update

from dashboard.incidents.writing import PROGRAM
from dashboard.models import alarm, camera_event, device, incident, incident_event, incident_source
from dashboard.outbox import Happening

I, S = incident.c, incident_source.c  # noqa: E741  as short as in the statements


def changed(connection: Connection, now: datetime) -> Sequence[Any]:
    """Open incidents that have become unknown, or known again; one about silence itself is neither."""
    names = ("id", "version", "kind", "severity", "subject", "unit_id", "unknown_at")
    statement = (
        select(*(I[name] for name in names), *last_words())
        .where(I.resolved_at.is_(None), I.kind != "mute")
        .order_by(I.id)
    )
    return [row for row in connection.execute(statement) if is_silent(row, now) is (row.unknown_at is None)]


def is_silent(row: Any, now: datetime) -> bool | None:
    """Whether all its devices are mute; None where none stands behind it."""
    told = [at for at in (row.gauge_at, row.alarm_at, row.camera_at) if at is not None]
    return max(told) <= now if told else None


@cache
def last_words() -> list[Label[datetime | None]]:
    """When the last of its gauges, of its alarms' devices, of its events' cameras turns mute.

    A subquery for each incident: few are open, and their sources are found by their key.
    """

    def last(source: str, of: Any = None) -> ScalarSelect[Any]:
        joined: FromClause = incident_source
        device_id = S.source_id if of is None else of.c.device_id
        if of is not None:
            joined = joined.join(of, of.c.id == S.source_id)
        joined = joined.join(device, device.c.id == device_id)
        wanted = S.incident_id == I.id, S.source == source
        return select(func.max(device.c.stale_at)).select_from(joined).where(*wanted).scalar_subquery()

    return [
        last("gauge").label("gauge_at"),
        last("alarm", alarm).label("alarm_at"),
        last("camera_event", camera_event).label("camera_at"),
    ]


def write(connection: Connection, rows: Sequence[Any], now: datetime) -> list[Happening]:
    """Write it down where nobody has changed the incident meanwhile; the next look sees to the others."""
    told = []
    for row in rows:
        is_unknown = row.unknown_at is None
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
