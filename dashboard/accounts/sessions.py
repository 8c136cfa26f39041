"""Sessions: the browser holds a random token, the store its SHA-256, so that a copy of it opens nothing."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from dashboard.access import Account
from dashboard.models import account, session

TOUCHED = timedelta(minutes=1)  # `seen_at` is not written more often


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """How long a session lives: without a sign of life, and altogether."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A session as the browser gets it."""

    token: str
    account: Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that lives. `is_untouched`: its sign of life is older than `TOUCHED`."""

    account: Account
    token_hash: str
    csrf: str
    is_untouched: bool


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin(connection: Connection, whose: Account, address: str, now: datetime, lasting: Lasting) -> Begun:
    """A new token each time: one that was there before the sign-in is worth nothing after it."""
    token = secrets.token_urlsafe(32)
    row = {
        "token_hash": hashed(token),
        "account_id": whose.id,
        "csrf": secrets.token_urlsafe(32),
        "address": address[:64],
        "created_at": now,
        "seen_at": now,
        "expires_at": now + lasting.longest,
    }
    connection.execute(insert(session).values(row))
    return Begun(token=token, account=whose)


def find(connection: Connection, token: str, now: datetime, lasting: Lasting) -> Session | None:
    """The session of a token, where it lives and its account may still sign in."""
    statement = (
        select(account, session.c.token_hash, session.c.csrf, session.c.seen_at)
        .join(session, session.c.account_id == account.c.id)
        .where(
            session.c.token_hash == hashed(token),
            session.c.expires_at > now,
            session.c.seen_at > now - lasting.idle,
            account.c.active,
        )
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    return Session(
        account=account_of(row),
        token_hash=row.token_hash,
        csrf=row.csrf,
        is_untouched=row.seen_at < now - TOUCHED,
    )


def touch(connection: Connection, token_hash: str, now: datetime) -> None:
    connection.execute(update(session).where(session.c.token_hash == token_hash).values(seen_at=now))


def end(connection: Connection, token: str) -> None:
    connection.execute(delete(session).where(session.c.token_hash == hashed(token)))


def end_all(connection: Connection, account_id: int) -> int:
    """Every session of an account; how many there were."""
    return connection.execute(delete(session).where(session.c.account_id == account_id)).rowcount


def prune(connection: Connection, now: datetime, lasting: Lasting) -> None:
    ended = or_(session.c.expires_at <= now, session.c.seen_at <= now - lasting.idle)
    connection.execute(delete(session).where(ended))


def account_of(row: object) -> Account:
    """The account of a row of its table."""
    names = ("id", "name", "full_name", "role", "unit_id", "may_unmask", "must_change")
    return Account(**{name: getattr(row, name) for name in names})
