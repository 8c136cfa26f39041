"""Whom a sign-in provider vouches for, and which account that is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from dashboard.accounts import keeping, signing
from dashboard.accounts.errors import AccountError
from dashboard.accounts.sessions import Begun, Lasting
from dashboard.accounts.signing import Asked
from dashboard.db import writing
from dashboard.models import account

PROVIDER = "provider"  # who did it, in the audit log


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a provider said of somebody, checked. `role`: "" where roles are kept here; None: has none."""

    subject: str  # issuer and subject
    name: str  # "" where the provider does not vouch for one
    full_name: str
    role: str | None


def sign_in_bound(
    store: Engine, who: Identity, asked: Asked, now: datetime, lasting: Lasting, default_role: str
) -> Begun | None:
    """A session of the account that is bound to the identity; None where there is none that may sign in."""
    if who.role is None:
        return None
    try:
        with writing(store) as connection:
            row = _bound(connection, who, now) or _made(connection, who, default_role, now)
            if row is None or not row.active:
                return None
            if who.role and who.role != row.role:
                keeping.change(connection, row.name, {"role": who.role}, PROVIDER, now)
                row = _by(connection, account.c.id == row.id)
            return signing.accepted(connection, row, asked, now, lasting, PROVIDER)
    except AccountError:
        return None  # a name that cannot be, or the last administrator would be none


def _bound(connection: Connection, who: Identity, now: datetime) -> Any:
    """By subject; the first time by name, where the account was made for it and has no password."""
    row = _by(connection, account.c.subject == who.subject)
    if row is not None or not who.name:
        return row
    waiting = (account.c.name == who.name) & account.c.subject.is_(None) & (account.c.password_hash == "")
    row = _by(connection, waiting)
    if row is None:
        return None
    keeping.change(connection, row.name, {"subject": who.subject}, PROVIDER, now)
    return _by(connection, account.c.id == row.id)


def _made(connection: Connection, who: Identity, default_role: str, now: datetime) -> Any:
    role = who.role or default_role
    if not default_role or not who.name or _by(connection, account.c.name == who.name) is not None:
        return None
    told = {"name": who.name, "full_name": who.full_name, "role": role, "subject": who.subject}
    made = keeping.add(connection, told, "", PROVIDER, now)
    return _by(connection, account.c.id == made)


def _by(connection: Connection, which: Any) -> Any:
    return connection.execute(select(account).where(which)).one_or_none()
