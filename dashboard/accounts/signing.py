"""Signing in by name and password: one answer, and one time to it, for all that fails."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from dashboard.accounts import audit, sessions, throttle
from dashboard.accounts.passwords import Passwords
from dashboard.accounts.sessions import Begun, Lasting
from dashboard.db import writing
from dashboard.models import account

UNKNOWN = "?"  # in the audit log for a name that nobody has: it may be a password in the wrong box


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Name or password are wrong; or, with `until`, nobody may try this now."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was entered, from where, and the token that the browser held before."""

    name: str
    password: str
    address: str
    before: str = ""


def sign_in(
    store: Engine, passwords: Passwords, asked: Asked, now: datetime, lasting: Lasting
) -> Begun | Refused:
    """Blocking, a tenth of a second. No transaction is open while the password is looked at."""
    name = asked.name.strip().lower()
    with writing(store) as connection:
        until = throttle.count(connection, name, asked.address, now)
        if until is not None:
            return Refused(until=until)
        row = _row(connection, name)
    kept = row.password_hash if row is not None and row.active else ""
    is_right = passwords.right(kept, asked.password)
    renewed = passwords.hash(asked.password) if is_right and passwords.is_outdated(kept) else kept
    with writing(store) as connection:
        again = _row(connection, name)
        if is_right and again is not None and again.active and again.password_hash == kept:
            return _accepted(connection, again, renewed, asked, now, lasting)
        return _refused(connection, name, again, asked.address, now)


def accepted(
    connection: Connection, row: Any, asked: Asked, now: datetime, lasting: Lasting, how: str
) -> Begun:
    """Whoever it is has shown it: a session begins, the one before ends."""
    values = {"failures": 0, "locked_until": None, "signed_in_at": now}
    connection.execute(update(account).where(account.c.id == row.id).values(values))
    sessions.prune(connection, now, lasting)
    sessions.end(connection, asked.before)
    begun = sessions.begin(connection, sessions.account_of(row), asked.address, now, lasting)
    audit.write(connection, row.name, "sign-in", row.name, {"address": asked.address, "by": how}, now)
    return begun


def _accepted(
    connection: Connection, row: Any, renewed: str, asked: Asked, now: datetime, lasting: Lasting
) -> Begun:
    throttle.forgive(connection, row.name, asked.address)
    throttle.prune(connection, now)
    connection.execute(update(account).where(account.c.id == row.id).values(password_hash=renewed))
    return accepted(connection, row, asked, now, lasting, "password")


def _refused(connection: Connection, name: str, row: Any, address: str, now: datetime) -> Refused:
    tries, until = throttle.failures(connection, name, now)
    if row is not None:
        values = {"failures": min(tries, 30_000), "locked_until": until}
        connection.execute(update(account).where(account.c.id == row.id).values(values))
    whose = UNKNOWN if row is None else row.name
    told = {"address": address, "failures": tries}
    audit.write(connection, whose, "sign-in-failed", whose, told, now)
    if until is not None:
        audit.write(connection, whose, "locked", whose, told | {"until": until.isoformat()}, now)
    return Refused(until=until)


def _row(connection: Connection, name: str) -> Any:
    return connection.execute(select(account).where(account.c.name == name)).one_or_none()
