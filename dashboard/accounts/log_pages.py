"""The audit log as it is read: the newest first, a page at a time, by who and by what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from dashboard.models import audit

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    id: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """`older`: the id before which the next page begins; 0 where there is none."""

    entries: tuple[Entry, ...]
    older: int


def log_page(
    connection: Connection, who: str = "", action: str = "", subject: str = "", before: int = 0
) -> LogPage:
    """Whole names; "" is any."""
    statement = select(audit).order_by(audit.c.id.desc()).limit(PAGE + 1)
    for column, told in ((audit.c.who, who), (audit.c.action, action), (audit.c.subject, subject)):
        if told:
            statement = statement.where(column == told)
    if before:
        statement = statement.where(audit.c.id < before)
    rows = connection.execute(statement).all()
    shown = tuple(Entry(**{key: getattr(row, key) for key in Entry.__slots__}) for row in rows[:PAGE])
    return LogPage(entries=shown, older=shown[-1].id if len(rows) > PAGE else 0)
