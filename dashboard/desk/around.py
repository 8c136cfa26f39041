"""What else happened: open incidents near one in place and time, those merged into it, its place's past."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from dashboard.desk.asker import Asker
from dashboard.desk.near import box, metres
from dashboard.desk.rows import rows
from dashboard.desk.shapes import Row
from dashboard.models import incident

NEAR = 500.0  # metres
CLOSE_IN_TIME = timedelta(hours=6)
HERE = 150.0  # metres
MOST = 20

_OPEN = incident.c.resolved_at.is_(None)
_NEWEST = (incident.c.opened_at.desc(), incident.c.id.desc())


def related(connection: Connection, of: Any, asker: Asker) -> tuple[Row, ...]:
    """`of` is a row of `incident`. The nearest open ones first, then those that were merged into it."""
    near = []
    if of.lat is not None and of.lon is not None:
        found = connection.execute(
            select(incident.c.id, incident.c.lat, incident.c.lon).where(
                _OPEN,
                incident.c.id != of.id,
                incident.c.opened_at.between(of.opened_at - CLOSE_IN_TIME, of.opened_at + CLOSE_IN_TIME),
                asker.sees(),
                *box(of.lat, of.lon, NEAR, incident.c.lat, incident.c.lon),
            )
        )
        measured = [(metres(of.lat, of.lon, held.lat, held.lon), held.id) for held in found]
        near = [number for far, number in sorted(measured) if far <= NEAR][:MOST]
    merged = connection.execute(
        select(incident.c.id).where(incident.c.merged_into == of.id).order_by(*_NEWEST).limit(MOST)
    )
    return rows(connection, [*near, *merged.scalars()])


def past(connection: Connection, of: Any, asker: Asker) -> tuple[Row, ...]:
    """Resolved ones within 150 m, or of the same subject; the newest first."""
    columns = select(incident.c.id, incident.c.opened_at, incident.c.lat, incident.c.lon).where(
        incident.c.resolved_at.is_not(None),
        incident.c.merged_into.is_(None),
        incident.c.id != of.id,
        asker.sees(),
    )
    found = []
    if of.lat is not None and of.lon is not None:
        here = connection.execute(columns.where(*box(of.lat, of.lon, HERE, incident.c.lat, incident.c.lon)))
        found += [held for held in here if metres(of.lat, of.lon, held.lat, held.lon) <= HERE]
    if of.subject:
        same = columns.where(incident.c.subject_key == of.subject_key, incident.c.subject == of.subject)
        found += connection.execute(same.order_by(*_NEWEST).limit(MOST))
    newest = sorted({(held.opened_at, held.id) for held in found}, reverse=True)[:MOST]
    return rows(connection, [number for _, number in newest])
