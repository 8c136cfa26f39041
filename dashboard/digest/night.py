"""What happened since the evening before: incidents opened, those that are over, what waits for somebody."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, func, select

from dashboard.digest.body import Night, Told
from dashboard.models import incident, unit

SHOWN = 8


def night(connection: Connection, since: datetime, now: datetime) -> Night:
    """Of the whole city; an incident that was merged into another is that other one."""
    opened = [
        incident.c.opened_at >= since,
        incident.c.opened_at <= now,
        incident.c.merged_into.is_(None),
    ]
    by_severity: Counter[str] = Counter()
    resolved = 0
    counted = (
        select(incident.c.severity, func.count(), func.count(incident.c.resolved_at))
        .where(*opened)
        .group_by(incident.c.severity)
    )
    for severity, number, over in connection.execute(counted):
        by_severity[severity] += number
        resolved += over
    still = select(func.count(), func.count(incident.c.acknowledged_at)).where(
        incident.c.resolved_at.is_(None), incident.c.opened_at <= now
    )
    open_now, acknowledged = connection.execute(still).one()
    gravest = (
        select(incident, unit.c.name.label("unit_name"))
        .join(unit, unit.c.id == incident.c.unit_id)
        .where(*opened)
        .order_by(incident.c.gravity.desc(), incident.c.opened_at.desc(), incident.c.id.desc())
        .limit(SHOWN)
    )
    return Night(
        since=since,
        opened=sum(by_severity.values()),
        by_severity=dict(by_severity),
        resolved=resolved,
        open_now=open_now,
        unacknowledged=open_now - acknowledged,
        told=tuple(
            Told(
                id=row.id,
                kind=row.kind,
                severity=row.severity,
                subject=row.subject,
                unit=row.unit_name,
                opened_at=row.opened_at,
                resolved_at=row.resolved_at,
            )
            for row in connection.execute(gravest)
        ),
    )
