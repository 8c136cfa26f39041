"""Displays: screens that show the wall and do nothing else. The store keeps the hash of their token alone."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from dashboard.access import Account
from dashboard.accounts import audit
from dashboard.accounts.display_entry import checked
from dashboard.accounts.errors import AccountError
from dashboard.accounts.sessions import hashed
from dashboard.models import display, unit

SEEN = timedelta(minutes=5)  # `seen_at` is not written more often
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """As the list of them shows it."""

    id: int
    name: str
    unit: str  # code
    unit_name: str
    look: str
    scenes: Mapping[str, Any] | None
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


def add(connection: Connection, told: Mapping[str, Any], who: str, now: datetime) -> str:
    """A new display as `display_entry.checked` takes it; its token. Raises AccountError."""
    token = secrets.token_urlsafe(32)
    put(connection, checked(told), hashed(token), who, now)
    return token


def put(
    connection: Connection,
    entry: Mapping[str, Any],
    token_hash: str,
    who: str,
    now: datetime,
    how: Mapping[str, Any] | None = None,
) -> None:
    """A new display of a checked entry, whose screen holds the token already. `how`: for the log."""
    row = {
        **entry,
        "token_hash": token_hash,
        "created_by": who,
        "created_at": now,
        "changed_at": _moment(connection, now),
    }
    connection.execute(insert(display).values(row))
    audit.write(connection, who, "display-added", entry["name"], {**entry, **(how or {})}, now)


def change(connection: Connection, number: int, told: Mapping[str, Any], who: str, now: datetime) -> None:
    """Another name, unit, look or other scenes; its screen follows by itself. Raises AccountError."""
    row = _held(connection, number)
    entry = checked(told)
    changed = {key: value for key, value in entry.items() if value != getattr(row, key)}
    if not changed:
        return
    values = {**changed, "changed_at": _moment(connection, now)}
    connection.execute(update(display).where(display.c.id == number).values(values))
    before = {key: getattr(row, key) for key in changed}
    audit.write(connection, who, "display-changed", row.name, {"before": before, "after": changed}, now)


def revoke(connection: Connection, number: int, who: str, now: datetime) -> None:
    """Its token opens nothing any more. Raises AccountError."""
    row = _held(connection, number)
    values = {"revoked_at": now, "changed_at": _moment(connection, now)}
    connection.execute(update(display).where(display.c.id == number).values(values))
    audit.write(connection, who, "display-revoked", row.name, {"id": number}, now)


def row_of(connection: Connection, token: str) -> Row[Any] | None:
    """The display that holds the token, where it may still show."""
    held = (display.c.token_hash == hashed(token)) & display.c.revoked_at.is_(None)
    return connection.execute(select(display).where(held)).one_or_none()


def find(connection: Connection, token: str, now: datetime) -> Shown | None:
    row = row_of(connection, token)
    if row is None:
        return None
    whose = Account(name=f"display:{row.name}", role="display", unit_id=row.unit_id)
    return Shown(id=row.id, account=whose, is_unseen=row.seen_at is None or row.seen_at < now - SEEN)


def touch(connection: Connection, number: int, now: datetime) -> None:
    connection.execute(update(display).where(display.c.id == number).values(seen_at=now))


def every(connection: Connection) -> list[Display]:
    """All displays, those that may show first, then by name."""
    rows = connection.execute(
        select(display, unit.c.code.label("unit"), unit.c.name.label("unit_name"))
        .join(unit, unit.c.id == display.c.unit_id)
        .order_by(display.c.revoked_at.isnot(None), display.c.name)
    )
    return [Display(**{key: getattr(row, key) for key in Display.__slots__}) for row in rows]


def _held(connection: Connection, number: int) -> Row[Any]:
    """Kept until the transaction ends: of two administrators at once the second sees what the first did."""
    held = (display.c.id == number) & display.c.revoked_at.is_(None)
    row = connection.execute(select(display).where(held).with_for_update()).one_or_none()
    if row is None:
        raise AccountError(code="no_display")
    return row


def _moment(connection: Connection, now: datetime) -> datetime:
    """Later than every change before it, whatever the clocks say: walls see by it that something changed."""
    latest = connection.execute(select(func.max(display.c.changed_at))).scalar()
    return now if latest is None else max(now, latest + _TICK)
