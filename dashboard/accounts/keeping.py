"""Accounts as administrators keep them: each deed in the caller's transaction, with its line in the log."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from dashboard.access import ROLES
from dashboard.accounts import audit, sessions, throttle
from dashboard.accounts.errors import AccountError
from dashboard.models import account, unit
from dashboard.units import CITY_ID

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
_CHANGED = ("full_name", "role", "unit_id", "may_unmask", "active", "subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An account as the list of them shows it."""

    id: int
    name: str
    full_name: str
    role: str
    unit_id: int
    unit: str  # code
    unit_name: str
    may_unmask: bool
    active: bool
    has_password: bool
    must_change: bool
    subject: str
    failures: int
    locked_until: datetime | None
    created_at: datetime
    signed_in_at: datetime | None


def add(connection: Connection, told: Mapping[str, Any], password_hash: str, who: str, now: datetime) -> int:
    """A new account; its id. `told`: name, full_name, role, unit_id, may_unmask, must_change, subject.

    Raises AccountError.
    """
    name = str(told["name"]).strip().lower()
    if not _NAME.fullmatch(name):
        raise AccountError(code="name", entry="name")
    values = {
        "name": name,
        "full_name": str(told.get("full_name") or "").strip() or name,
        "role": told["role"],
        "unit_id": told.get("unit_id", CITY_ID),
        "may_unmask": bool(told.get("may_unmask")),
        "subject": told.get("subject") or None,
    }
    _check(connection, values)
    if connection.execute(select(account.c.id).where(account.c.name == name)).first():
        raise AccountError(code="taken", entry="name", values={"name": name})
    row = values | {
        "active": True,
        "password_hash": password_hash,
        "must_change": bool(told.get("must_change")),
        "failures": 0,
        "created_at": now,
    }
    try:
        with connection.begin_nested():
            made: int = connection.execute(insert(account).values(row).returning(account.c.id)).scalar_one()
    except IntegrityError as error:
        raise AccountError(code="taken", entry="name", values={"name": name}) from error
    audit.write(connection, who, "account-added", name, values, now)
    return made


def change(connection: Connection, name: str, told: Mapping[str, Any], who: str, now: datetime) -> None:
    """Change what `told` names (of `_CHANGED`); every session of the account ends where its rights differ.

    Raises AccountError, also where nobody could administer any more.
    """
    row = _held(connection, name)
    values = {key: told[key] for key in _CHANGED if key in told}
    if "subject" in values:
        values["subject"] = values["subject"] or None
    values = {key: value for key, value in values.items() if value != getattr(row, key)}
    if not values:
        return
    _check(connection, values)
    if row.role == "administrator" and row.active:
        _keep_one(connection, row, values)
    connection.execute(update(account).where(account.c.id == row.id).values(values))
    if values.keys() - {"full_name"}:
        sessions.end_all(connection, row.id)
    before = {key: getattr(row, key) for key in values}
    audit.write(connection, who, "account-changed", row.name, {"before": before, "after": values}, now)


def set_password(
    connection: Connection, name: str, password_hash: str, must_change: bool, who: str, now: datetime
) -> None:
    """Another password; every session of the account ends. Raises AccountError."""
    row = _held(connection, name)
    values = {"password_hash": password_hash, "must_change": must_change}
    connection.execute(update(account).where(account.c.id == row.id).values(values))
    sessions.end_all(connection, row.id)
    audit.write(connection, who, "password", row.name, {"must_change": must_change}, now)


def unlock(connection: Connection, name: str, who: str, now: datetime) -> None:
    """Failed sign-ins are forgotten. Raises AccountError."""
    row = _held(connection, name)
    throttle.forgive(connection, row.name)
    values = {"failures": 0, "locked_until": None}
    connection.execute(update(account).where(account.c.id == row.id).values(values))
    audit.write(connection, who, "unlocked", row.name, {}, now)


def end_sessions(connection: Connection, name: str, who: str, now: datetime) -> int:
    """How many there were. Raises AccountError."""
    row = _held(connection, name)
    ended = sessions.end_all(connection, row.id)
    audit.write(connection, who, "sessions-ended", row.name, {"sessions": ended}, now)
    return ended


def every(connection: Connection) -> list[Kept]:
    """All accounts, by name."""
    statement = (
        select(account, unit.c.code.label("unit"), unit.c.name.label("unit_name"))
        .join(unit, unit.c.id == account.c.unit_id)
        .order_by(account.c.name)
    )
    return [
        Kept(
            **{key: getattr(row, key) for key in Kept.__slots__ if key not in ("has_password", "subject")},
            has_password=bool(row.password_hash),
            subject=row.subject or "",
        )
        for row in connection.execute(statement)
    ]


def are_there(connection: Connection) -> bool:
    return connection.execute(select(account.c.id).limit(1)).first() is not None


def _held(connection: Connection, name: str) -> Any:
    statement = select(account).where(account.c.name == name.strip().lower())
    row = connection.execute(statement.with_for_update()).one_or_none()
    if row is None:
        raise AccountError(code="no_account", entry="name", values={"name": name})
    return row


def _check(connection: Connection, values: Mapping[str, Any]) -> None:
    if "role" in values and values["role"] not in ROLES:
        raise AccountError(code="role", entry="role")
    unit_id = values.get("unit_id", CITY_ID)
    if not connection.execute(select(unit.c.id).where(unit.c.id == unit_id)).first():
        raise AccountError(code="unit", entry="unit")
    subject = values.get("subject")
    if subject and connection.execute(select(account.c.id).where(account.c.subject == subject)).first():
        raise AccountError(code="subject_taken", entry="subject")


def _keep_one(connection: Connection, row: Any, values: Mapping[str, Any]) -> None:
    """One active administrator of the whole city must be left."""
    stays = (
        values.get("active", True)
        and values.get("role", row.role) == "administrator"
        and values.get("unit_id", row.unit_id) == CITY_ID
    )
    others = select(func.count()).where(
        account.c.role == "administrator",
        account.c.active,
        account.c.unit_id == CITY_ID,
        account.c.id != row.id,
    )
    if not stays and not connection.execute(others).scalar_one():
        raise AccountError(code="last", entry="role")
