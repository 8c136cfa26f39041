"""How many incidents are open, unacknowledged, overdue, mine, escalated: few, for they are the open ones."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select

from dashboard.desk.asker import Asker, account_id
from dashboard.desk.listing import find
from dashboard.desk.shapes import SEVERITIES, Asked
from dashboard.models import incident
from dashboard.successions import history

MOST_POINTS = 5000
_POINT = ("id", "lat", "lon", "severity", "kind", "state", "subject")
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
    """What the map draws of the same filters, 5,000 at most, the gravest first; each has its unit's code."""
    gravest = replace(asked, sort="gravity", descending=True)
    columns = [incident.c[name] for name in (*_POINT, "unit_id", "unknown_at", "resolved_at")]
    found = find(connection, gravest, asker, now, columns, 0, MOST_POINTS).rows
    codes = {one.id: one.code for one in history().units}
    return [
        {name: getattr(held, name) for name in _POINT}
        | {
            "unit": codes.get(held.unit_id, ""),
            "unknown": held.resolved_at is None and held.unknown_at is not None,
        }
        for held in found
    ]
