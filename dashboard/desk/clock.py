"""Which clock runs for an incident, and when it is over: by the rule that opened it (`incidents.clocks`)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.incidents.clocks import Running, running
from dashboard.models import incident_event

_ANEW = ("reopen", "expired")  # steps after which an incident has its time anew


def clock(held: Any, began_at: datetime) -> Running:
    """`held` has the columns of an incident."""
    return running(
        held.rule,
        held.severity,
        held.state,
        began_at,
        held.acknowledged_at,
        held.dispatched_at,
        held.arrived_at,
        held.escalated,
    )


def began_at(connection: Connection, held: Any) -> datetime:
    """From when its clocks run."""
    steps = select(func.max(incident_event.c.at)).where(
        incident_event.c.incident_id == held.id, incident_event.c.kind.in_(_ANEW)
    )
    anew: datetime | None = connection.execute(steps).scalar()
    return anew or held.opened_at
