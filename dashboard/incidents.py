"""An incident's life and timeline: triggered → acknowledged → dispatched → resolved → closed.

One open incident a `dedup_key`, held by a partial unique index. A source that falls silent never closes one.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from dashboard.db import upsert
from dashboard.models import incident, incident_event, incident_source
from dashboard.records import Severity
from dashboard.rules import Trigger

PROGRAM = "program"  # who did it, where no person did
_GRAVITY = [Severity.UNKNOWN, Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME]


def apply(connection: Connection, triggers: Sequence[Trigger]) -> None:
    """Open, raise or propose to close, in the order of the triggers' own times."""
    for trigger in sorted(triggers, key=lambda found: found.at):
        held = _open(connection, trigger.dedup_key)
        if held is None:
            if not trigger.over:
                _trigger(connection, trigger)
        elif trigger.over:
            _propose_closing(connection, held, trigger)
        else:
            _raise(connection, held, trigger)


def _open(connection: Connection, dedup_key: str) -> Any:
    statement = select(incident).where(
        incident.c.dedup_key == bindparam("dedup_key"), incident.c.resolved_at.is_(None)
    )
    return connection.execute(statement, {"dedup_key": dedup_key}).one_or_none()


def _trigger(connection: Connection, trigger: Trigger) -> None:
    statement = upsert(connection, incident).values(
        kind=trigger.kind,
        dedup_key=trigger.dedup_key,
        severity=trigger.severity.value,
        state="triggered",
        subject=trigger.subject,
        value=trigger.value,
        unit_id=trigger.unit_id,
        lat=trigger.lat,
        lon=trigger.lon,
        opened_at=trigger.at,
        changed_at=trigger.at,
    )
    # Two collectors may find the same fire at once: the second finds the first one's incident.
    statement = statement.on_conflict_do_nothing().returning(incident.c.id)
    opened = connection.execute(statement).scalar_one_or_none()
    if opened is None:
        _raise(connection, _open(connection, trigger.dedup_key), trigger)
        return
    _attach(connection, opened, trigger)
    _note(
        connection, opened, trigger, "triggered", {"severity": trigger.severity.value, "value": trigger.value}
    )


def _raise(connection: Connection, held: Any, trigger: Trigger) -> None:
    """A graver telling raises the severity; a milder one changes nothing. A proposal to close falls away."""
    graver = _GRAVITY.index(trigger.severity) > _GRAVITY.index(Severity(held.severity))
    if not graver and held.closing_proposed_at is None:
        return
    severity = trigger.severity.value if graver else held.severity
    connection.execute(
        update(incident)
        .where(incident.c.id == held.id)
        .values(severity=severity, value=trigger.value, changed_at=trigger.at, closing_proposed_at=None)
    )
    _attach(connection, held.id, trigger)
    _note(
        connection,
        held.id,
        trigger,
        "escalated" if graver else "again",
        {"severity": severity, "value": trigger.value},
    )


def _propose_closing(connection: Connection, held: Any, trigger: Trigger) -> None:
    if held.closing_proposed_at is not None:
        return
    connection.execute(
        update(incident)
        .where(incident.c.id == held.id)
        .values(closing_proposed_at=trigger.at, changed_at=trigger.at, value=trigger.value)
    )
    _note(connection, held.id, trigger, "closing_proposed", {"value": trigger.value})


def _attach(connection: Connection, incident_id: int, trigger: Trigger) -> None:
    statement = upsert(connection, incident_source).values(
        incident_id=incident_id,
        source=trigger.source,
        source_id=trigger.source_id,
        attached_at=trigger.at,
        reason=trigger.dedup_key,
    )
    connection.execute(statement.on_conflict_do_nothing())


def _note(
    connection: Connection, incident_id: int, trigger: Trigger, kind: str, detail: dict[str, object]
) -> None:
    connection.execute(
        insert(incident_event).values(
            incident_id=incident_id, at=trigger.at, kind=kind, who=PROGRAM, detail=detail
        )
    )
