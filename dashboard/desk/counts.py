"""How many incidents are open, unacknowledged, overdue, mine, escalated: few, for they are the open ones."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select

from dashboard.desk.asker import Asker, account_id
from dashboard.desk.listing import find
from dashboard.desk.shapes import SEVERITIES, Asked
from dashboard.models import incident, unit

MOST_POINTS = 5000
_OPEN = incident.c.resolved_at.is_(None)


def counts(connection: Connection, asker: Asker, now: datetime) -> dict[str, Any]:
    """One pass over the open ones."""
    mine = account_id(connection, asker.name)
    flags = {
        "unacknowledged": incident.c.state == "triggered",
        "overdue": incident.c.due_at <= now,
        "mine": incident.c.assignee_id == (mine or 0),
        "escalated": incident.c.escalated > 0,
    }
    columns = [func.sum(case((flag, 1), else_=0)).label(name) for name, flag in flags.items()]
    asked = select(incident.c.severity, func.count().label("open"), *columns).where(_OPEN)
    if asker.units is not None:
        asked = asked.where(asker.sees())
    found = connection.execute(asked.group_by(incident.c.severity)).all()
    return {
        "open": sum(held.open for held in found),
        **{name: int(sum(getattr(held, name) for held in found)) for name in flags},
        "by_severity": dict.fromkeys(SEVERITIES, 0) | {held.severity: held.open for held in found},
    }


def points(connection: Connection, asked: Asked, asker: Asker, now: datetime) -> list[dict[str, Any]]:
    """What the map draws of the same filters, 5,000 at most; one without a place has its unit."""
    ids = find(connection, asked, asker, now, 0, MOST_POINTS).ids
    names = ("id", "lat", "lon", "severity", "kind", "state", "subject")
    columns = [incident.c[name] for name in names]
    statement = (
        select(*columns, unit.c.code.label("unit"), incident.c.unknown_at, incident.c.resolved_at)
        .join(unit, unit.c.id == incident.c.unit_id)
        .where(incident.c.id.in_(ids))
    )
    found = {held.id: held for held in connection.execute(statement)} if ids else {}
    return [
        {name: getattr(found[one], name) for name in (*names, "unit")}
        | {"unknown": found[one].resolved_at is None and found[one].unknown_at is not None}
        for one in ids
        if one in found
    ]
