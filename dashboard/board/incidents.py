"""Open incidents on the board."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dashboard.incidents.silence import is_silent, last_words
from dashboard.models import incident, unit

SHOWN = 200
_TOLD = (
    *("id", "kind", "severity", "state", "subject", "value", "lat", "lon"),
    *("opened_at", "closing_proposed_at"),
)


def incidents_open(
    connection: Connection, now: datetime, unit_ids: Collection[int] | None = None
) -> dict[str, Any]:
    """How many are open, and the gravest, of those alike the newest.

    `unknown`: every device behind one has fallen silent. `unit_ids`: of these units alone.
    """
    held: ColumnElement[bool] = incident.c.resolved_at.is_(None)
    if unit_ids is not None:
        held &= incident.c.unit_id.in_(unit_ids)
    statement = (
        select(*(incident.c[name] for name in _TOLD), unit.c.code, unit.c.name.label("unit_name"))
        .add_columns(*last_words())
        .join(unit, unit.c.id == incident.c.unit_id)
        .where(held)
        .order_by(incident.c.gravity.desc(), incident.c.opened_at.desc(), incident.c.id.desc())
        .limit(SHOWN)
    )
    total = connection.execute(select(func.count()).select_from(incident).where(held)).scalar_one()
    return {
        "incidents_open": total,
        "incidents": [_incident(row, now) for row in connection.execute(statement)],
    }


def _incident(row: Any, now: datetime) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "severity": row.severity,
        "state": row.state,
        "subject": row.subject,
        "value": row.value,
        "unit": row.code,
        "unit_name": row.unit_name,
        "lat": row.lat,
        "lon": row.lon,
        "opened_at": row.opened_at,
        "closing_proposed": row.closing_proposed_at is not None,
        "unknown": row.kind != "mute" and is_silent(row, now) is True,
    }
