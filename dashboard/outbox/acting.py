"""What people do to an incident, told onwards: a step of the timeline as a happening."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from dashboard.models import account, incident
from dashboard.outbox.happening import STEPS, Happening
from dashboard.outbox.notifying import notify
from dashboard.outbox.receivers import GRAVITY, receivers
from dashboard.settings import Settings
from dashboard.settings import settings as the_settings


def acted(
    connection: Connection,
    number: int,
    action: str,
    detail: Mapping[str, Any],
    who: str,
    now: datetime,
    settings: Settings | None = None,
) -> None:
    """Tell of an action that has just been done, in its transaction. Costs nothing where nobody is told."""
    chosen = settings or the_settings()
    if not receivers(chosen.receivers) or not _is_news(action, detail):
        return
    held = connection.execute(
        select(incident.c.kind, incident.c.severity, incident.c.subject, incident.c.unit_id).where(
            incident.c.id == number
        )
    ).one()
    name = connection.execute(select(account.c.full_name).where(account.c.name == who)).scalar()
    happening = Happening(
        incident_id=number,
        kind=held.kind,
        severity=held.severity,
        subject=held.subject,
        unit_id=held.unit_id,
        step="triggered" if action == "create" else action,
        at=now,
        extra={"to": _whom(detail), "who": name or who},
    )
    if happening.told in STEPS:
        notify(connection, [happening], now, chosen)


def _is_news(action: str, detail: Mapping[str, Any]) -> bool:
    """A severity that is lowered is none."""
    if action != "severity":
        return True
    return GRAVITY.get(str(detail.get("severity")), 0) > GRAVITY.get(str(detail.get("from")), 0)


def _whom(detail: Mapping[str, Any]) -> str:
    """Who is sent, or whose it is now: a person, a unit, or a person of a unit."""
    named = (detail.get("to"), detail.get("assignee_name"), detail.get("unit_name"))
    return ", ".join(str(part) for part in named if part)
