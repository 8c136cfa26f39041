"""Nobody has acknowledged, or an acknowledgement was forgotten: the clock says so, once for each role.

Compare and swap on `version`: where a person was faster, nothing is done, and the next look decides anew.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard.incidents.clocks import running
from dashboard.incidents.writing import PROGRAM
from dashboard.models import incident, incident_event
from dashboard.outbox import Happening
from dashboard.rules import Rules

I = incident.c  # noqa: E741  as short as in the statements
_AT_ONCE = 500  # the rest at the next look


def due(connection: Connection, now: datetime) -> Sequence[Any]:
    """The incidents that have to be looked at, those that wait longest first."""
    statement = select(incident).where(I.wake_at <= now).order_by(I.wake_at, I.id).limit(_AT_ONCE)
    return connection.execute(statement).all()


def wake(connection: Connection, rows: Sequence[Any], rules: Rules, now: datetime) -> list[Happening]:
    """Escalate what nobody acknowledged, take back acknowledgements that ran out."""
    done = [_woken(connection, row, rules, now) for row in rows]
    events = [event for event in done if event is not None]
    if events:
        connection.execute(insert(incident_event), events)
    told = {event["incident_id"]: event for event in events}
    return [_happening(row, told[row.id]) for row in rows if row.id in told]


def _woken(connection: Connection, row: Any, rules: Rules, now: datetime) -> dict[str, Any] | None:
    if row.state == "triggered" and row.resolved_at is None:
        return _escalated(connection, row, rules, now)
    if row.state == "acknowledged" and row.resolved_at is None:
        return _expired(connection, row, rules, now)
    _swap(connection, row, {"wake_at": None})  # nothing more to be done by the clock
    return None


def _escalated(connection: Connection, row: Any, rules: Rules, now: datetime) -> dict[str, Any] | None:
    roles = rules.escalates_to
    if row.escalated >= len(roles):
        _swap(connection, row, {"wake_at": None})
        return None
    escalated = row.escalated + 1
    length = rules[row.rule].acknowledge
    wake_at = None if length is None or escalated >= len(roles) else now + _paced(rules, row, length)
    detail = {"role": roles[row.escalated], "escalated": escalated}
    if _swap(connection, row, {"escalated": escalated, "wake_at": wake_at}):
        return _event(row, "overdue", now, detail)
    return None


def _paced(rules: Rules, row: Any, length: Any) -> Any:
    return length * rules.pace.get(row.severity, 1.0)


def _expired(connection: Connection, row: Any, rules: Rules, now: datetime) -> dict[str, Any] | None:
    """It comes back as if it had just opened; whom it was given to stays written."""
    clock = running(row.rule, row.severity, "triggered", now, None, None, None, 0, rules)
    changed = {
        "state": "triggered",
        "acknowledged_at": None,
        "escalated": 0,
        "due_at": clock.due_at,
        "wake_at": clock.wake_at,
        "changed_at": now,
    }
    if _swap(connection, row, changed):
        return _event(row, "expired", now, {})
    return None


def _swap(connection: Connection, row: Any, changed: dict[str, Any]) -> bool:
    statement = update(incident).where(I.id == row.id, I.version == row.version)
    return connection.execute(statement.values(**changed, version=row.version + 1)).rowcount == 1


def _event(row: Any, kind: str, now: datetime, detail: dict[str, Any]) -> dict[str, Any]:
    return {"incident_id": row.id, "at": now, "kind": kind, "who": PROGRAM, "detail": detail}


def _happening(row: Any, event: dict[str, Any]) -> Happening:
    return Happening(
        incident_id=row.id,
        kind=row.kind,
        severity=row.severity,
        subject=row.subject,
        unit_id=row.unit_id,
        step=event["kind"],
        at=event["at"],
        extra=event["detail"],
    )
