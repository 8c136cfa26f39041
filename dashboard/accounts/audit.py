"""The audit log: only ever added to, each row's hash covers the row and the one before it.

Nobody can change, take out or slip in a row without every later hash being wrong; `verify` finds the first.
What was cut off at the end is found by comparing `Verified.head` with one that was written down elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, text

from dashboard.columns import to_micros
from dashboard.models import audit

FIRST = "0" * 64  # what stands before the first row
_LOCK = 0x617564  # the advisory lock under which one process writes
_PAGE = 2000  # rows that `verify` holds at a time
_WHO, _ACTION, _SUBJECT = 120, 40, 160  # letters that the columns hold


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` found: how many rows hold, the newest hash, and the first row that is broken."""

    rows: int
    head: str
    broken: int | None = None  # the row's id
    reason: str = ""  # "changed": the row is not what was written; "missing": the one before it is gone


def write(
    connection: Connection, who: str, action: str, subject: str, detail: Mapping[str, Any], now: datetime
) -> None:
    """Add a row within the caller's `db.writing`, so that it stands exactly where the deed does.

    `detail` is of what JSON knows. On PostgreSQL other writers wait until the transaction ends: call it last.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    previous = connection.execute(select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)).scalar()
    row = {
        "at": now,
        "who": _clean(who, _WHO),
        "action": _clean(action, _ACTION),
        "subject": _clean(subject, _SUBJECT),
        "detail": json.loads(json.dumps(detail)),
        "previous": previous or FIRST,
    }
    connection.execute(insert(audit).values(**row, hash=_hash(row)))


def verify(connection: Connection) -> Verified:
    """Read the whole log and work every hash out anew."""
    rows, head = 0, FIRST
    for row in _every(connection):
        if row["previous"] != head:
            return Verified(rows, head, row["id"], "missing")
        if row["hash"] != _hash(row):
            return Verified(rows, head, row["id"], "changed")
        rows, head = rows + 1, row["hash"]
    return Verified(rows, head)


def _every(connection: Connection) -> Iterator[RowMapping]:
    """The rows from the first on, a page at a time."""
    after = 0
    while page := _page(connection, after):
        yield from page
        after = page[-1]["id"]


def _page(connection: Connection, after: int) -> Sequence[RowMapping]:
    statement = select(audit).where(audit.c.id > after).order_by(audit.c.id).limit(_PAGE)
    return connection.execute(statement).mappings().all()


def _hash(row: Mapping[str, Any] | RowMapping) -> str:
    """SHA-256 over the row's one JSON form; the time in microseconds, as both stores keep it."""
    told = [to_micros(row["at"]), *(row[name] for name in ("who", "action", "subject", "detail", "previous"))]
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _clean(told: str, longest: int) -> str:
    """What both stores take: no NUL, no half letters, no longer than the column."""
    return told.encode("utf-8", "replace").decode().replace("\0", "?")[:longest]
