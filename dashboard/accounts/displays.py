"""Displays: screens that show the wall and do nothing else. The store keeps the hash of their token alone."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from dashboard.access import Account
from dashboard.accounts import audit
from dashboard.accounts.errors import AccountError
from dashboard.accounts.sessions import hashed
from dashboard.models import display
from dashboard.units import CITY_ID

SEEN = timedelta(minutes=5)  # `seen_at` is not written more often
_LONGEST = 80
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """As the list of them shows it."""

    id: int
    name: str
    created_by: str
    created_at: datetime
    seen_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A display that asks. `is_unseen`: the store should be told that it lives."""

    id: int
    account: Account
    is_unseen: bool


def add(connection: Connection, name: str, who: str, now: datetime) -> str:
    """A new display; its token. Raises AccountError."""
    name = name.strip()
    if not 0 < len(name) <= _LONGEST:
        raise AccountError(code="display_name", entry="name")
    token = secrets.token_urlsafe(32)
    row = {
        "name": name,
        "unit_id": CITY_ID,
        "token_hash": hashed(token),
        "created_by": who,
        "created_at": now,
        "changed_at": _moment(connection, now),
    }
    connection.execute(insert(display).values(row))
    audit.write(connection, who, "display-added", name, {}, now)
    return token


def revoke(connection: Connection, number: int, who: str, now: datetime) -> None:
    """Its token opens nothing any more. Raises AccountError."""
    held = (display.c.id == number) & display.c.revoked_at.is_(None)
    row = connection.execute(select(display.c.name).where(held)).one_or_none()
    if row is None:
        raise AccountError(code="no_display")
    connection.execute(
        update(display).where(held).values(revoked_at=now, changed_at=_moment(connection, now))
    )
    audit.write(connection, who, "display-revoked", row.name, {"id": number}, now)


def find(connection: Connection, token: str, now: datetime) -> Shown | None:
    held = (display.c.token_hash == hashed(token)) & display.c.revoked_at.is_(None)
    row = connection.execute(select(display).where(held)).one_or_none()
    if row is None:
        return None
    whose = Account(name=f"display:{row.name}", role="display", unit_id=row.unit_id)
    return Shown(id=row.id, account=whose, is_unseen=row.seen_at is None or row.seen_at < now - SEEN)


def touch(connection: Connection, number: int, now: datetime) -> None:
    connection.execute(update(display).where(display.c.id == number).values(seen_at=now))


def every(connection: Connection) -> list[Display]:
    """All displays, those that may show first, then by name."""
    rows = connection.execute(select(display).order_by(display.c.revoked_at.isnot(None), display.c.name))
    return [Display(**{key: getattr(row, key) for key in Display.__slots__}) for row in rows]


def _moment(connection: Connection, now: datetime) -> datetime:
    """Later than every change before it, whatever the clocks say: walls see by it that something changed."""
    latest = connection.execute(select(func.max(display.c.changed_at))).scalar()
    return now if latest is None else max(now, latest + _TICK)
