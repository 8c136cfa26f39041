"""What became of notices: for the desk, and for whoever minds the sending."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from dashboard.models import notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice to one address. `state` is "waiting", "trying", "sent" or "given_up"."""

    incident_id: int | None
    receiver: str
    step: str
    severity: str
    title: str
    state: str
    created_at: datetime
    due_at: datetime  # waiting: not before
    tries: int
    tried_at: datetime | None
    sent_at: datetime | None
    error: str


def notices_of(connection: Connection, incident_id: int) -> list[Notice]:
    """An incident's notices, the newest first."""
    found = connection.execute(
        select(notice).where(notice.c.incident_id == incident_id).order_by(notice.c.id.desc())
    )
    return [_read(row) for row in found]


def not_sent(connection: Connection, most: int = 200) -> list[Notice]:
    """What waits, then what was given up; the oldest first."""
    statement = select(notice).where(notice.c.sent_at.is_(None))
    found = connection.execute(
        statement.order_by(notice.c.given_up_at.is_not(None), notice.c.due_at, notice.c.id).limit(most)
    )
    return [_read(row) for row in found]


def _read(row: Row[Any]) -> Notice:
    return Notice(
        incident_id=row.incident_id,
        receiver=row.receiver,
        step=row.kind,
        severity=row.severity,
        title=row.title,
        state=_state(row),
        created_at=row.created_at,
        due_at=row.due_at,
        tries=row.tries,
        tried_at=row.tried_at,
        sent_at=row.sent_at,
        error=row.error,
    )


def _state(row: Row[Any]) -> str:
    if row.sent_at is not None:
        return "sent"
    if row.given_up_at is not None:
        return "given_up"
    return "trying" if row.tried_at is not None and not row.error else "waiting"
