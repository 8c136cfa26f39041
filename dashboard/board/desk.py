"""What every open desk follows: that something happened, how many incidents wait, the newest of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, select

from dashboard.models import incident, incident_event, unit

SHOWN = 20
LOOKED_AT = 1000  # the last steps: those that ring are among them, or they rang long ago
RINGS = ("triggered", "create", "escalated", "overdue", "expired", "reopen")


def desk(connection: Connection, now: datetime) -> dict[str, Any]:
    """`seq` moves with every step of any timeline, whichever of two transactions is committed first."""
    of = incident_event.c
    last = connection.execute(select(func.max(of.id))).scalar() or 0
    lately = of.id > last - LOOKED_AT
    steps = connection.execute(select(func.count()).select_from(incident_event).where(lately)).scalar_one()
    ringing = connection.execute(
        select(of.id, of.incident_id, of.kind, of.at)
        .where(lately, of.kind.in_(RINGS))
        .order_by(of.id.desc())
        .limit(SHOWN)
    ).all()
    return {
        "seq": last * (LOOKED_AT + 1) + steps,
        **_counts(connection, now),
        "newest": _newest(connection, ringing),
    }


def _counts(connection: Connection, now: datetime) -> dict[str, int]:
    flags = {
        "unacknowledged": incident.c.state == "triggered",
        "overdue": incident.c.due_at <= now,
        "escalated": incident.c.escalated > 0,
    }
    sums = [func.coalesce(func.sum(case((flag, 1), else_=0)), 0).label(name) for name, flag in flags.items()]
    found = connection.execute(
        select(func.count().label("open"), *sums)
        .select_from(incident)
        .where(incident.c.resolved_at.is_(None))
    ).one()
    return {str(name): int(value) for name, value in found._mapping.items()}


def _newest(connection: Connection, steps: Sequence[Any]) -> list[dict[str, Any]]:
    names = ("id", "kind", "severity", "subject")
    found = connection.execute(
        select(*(incident.c[name] for name in names), unit.c.name.label("unit_name"))
        .join(unit, unit.c.id == incident.c.unit_id)
        .where(incident.c.id.in_({step.incident_id for step in steps}))
    )
    shown = (*names, "unit_name")
    held = {one.id: {name: getattr(one, name) for name in shown} for one in found} if steps else {}
    return [held[step.incident_id] | {"step": step.kind, "at": step.at} for step in steps]
