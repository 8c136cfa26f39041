"""Open incidents on the board."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select

from dashboard.models import device, incident, incident_source, unit

SHOWN = 200


def incidents_open(connection: Connection, now: datetime) -> dict[str, Any]:
    """How many are open, and the newest; `unknown` where the gauge behind one has fallen silent."""
    silent = (
        select(incident_source.c.incident_id)
        .join(device, and_(incident_source.c.source == "gauge", device.c.id == incident_source.c.source_id))
        .where(incident_source.c.incident_id == incident.c.id, device.c.stale_at <= now)
        .exists()
    )
    statement = (
        select(incident, unit.c.code, unit.c.name.label("unit_name"), silent.label("silent"))
        .join(unit, unit.c.id == incident.c.unit_id)
        .where(incident.c.resolved_at.is_(None))
        .order_by(incident.c.opened_at.desc(), incident.c.id.desc())
        .limit(SHOWN)
    )
    total = connection.execute(
        select(func.count()).select_from(incident).where(incident.c.resolved_at.is_(None))
    ).scalar_one()
    return {"incidents_open": total, "incidents": [_incident(row) for row in connection.execute(statement)]}


def _incident(row: Any) -> dict[str, Any]:
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
        "unknown": bool(row.silent),
    }
