"""Pairing: a screen shows a code, an administrator types it, and the screen's secret becomes its token.

The secret never leaves the screen's cookie; the store holds the hashes of code and secret, for minutes. A
code is used once. Whoever shows a wrong secret hears the same as whoever shows one that has expired.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.accounts import displays, throttle
from dashboard.accounts.displays import Shown
from dashboard.accounts.errors import AccountError
from dashboard.accounts.sessions import hashed
from dashboard.models import pairing

LASTS = timedelta(minutes=10)
# None that another is taken for from five metres: 0 and O, 1 and I, U and V, W and VV; nor the wide M.
LETTERS = "ABCDEFGHJKLNPQRSTVXYZ23456789"
LENGTH = 6  # 29^6: 590 million codes
MOST_OPEN = 50  # from one network address: behind a proxy all screens have the same
MOST_BEGUN = 200  # within `throttle.WINDOW` from one address
MOST_TRIES = 10  # within `throttle.WINDOW` by one administrator, and from one address
_ASIDE = re.compile(r"[\s\-–.·]+")  # what people write between letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a screen shows, and the secret that it keeps."""

    code: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Nobody has typed the code yet."""

    expires_at: datetime


def begin(connection: Connection, held: str, address: str, now: datetime) -> Offer | Shown:
    """Another code and secret for a screen, in place of those that it holds; or: it was let in meanwhile.

    Raises AccountError where too many screens of the address wait.
    """
    # before the look at displays: an administrator who types the code at this moment is waited for
    connection.execute(delete(pairing).where(pairing.c.token_hash == hashed(held)))
    if shown := displays.find(connection, held, now):
        return shown
    connection.execute(delete(pairing).where(pairing.c.expires_at <= now))
    waiting = select(func.count()).select_from(pairing).where(pairing.c.address == address[:64])
    if connection.execute(waiting).scalar_one() >= MOST_OPEN:
        raise AccountError(code="pair_crowded")
    offer = Offer(code=_free_code(connection), token=secrets.token_urlsafe(32), expires_at=now + LASTS)
    row = {
        "code_hash": hashed(offer.code),
        "token_hash": hashed(offer.token),
        "address": address[:64],
        "created_at": now,
        "expires_at": offer.expires_at,
    }
    connection.execute(insert(pairing).values(row))
    return offer


def asked(connection: Connection, held: str, now: datetime) -> Shown | Waiting | None:
    """What has become of a screen's secret; None for one that never was and one that is over alike."""
    mine = (pairing.c.token_hash == hashed(held)) & (pairing.c.expires_at > now)
    ends = connection.execute(select(pairing.c.expires_at).where(mine)).scalar()
    return displays.find(connection, held, now) if ends is None else Waiting(expires_at=ends)


def approve(connection: Connection, code: str, entry: Mapping[str, Any], who: str, now: datetime) -> str:
    """Let the screen in that shows the code, as the checked entry says; its network address.

    Raises AccountError, also where another administrator typed the code a moment before.
    """
    shown = (pairing.c.code_hash == hashed(code)) & (pairing.c.expires_at > now)
    taken = delete(pairing).where(shown).returning(pairing.c.token_hash, pairing.c.address)
    row = connection.execute(taken).one_or_none()
    if row is None:
        minutes = int(LASTS.total_seconds() / 60)
        raise AccountError(code="pair_code", entry="code", values={"minutes": minutes})
    displays.put(connection, entry, row.token_hash, who, now, {"paired_from": row.address})
    return str(row.address)


def typed(told: str) -> str:
    """A code as it was meant. Raises AccountError for what can be none."""
    code = _ASIDE.sub("", told).upper()
    if len(code) != LENGTH or not set(code) <= set(LETTERS):
        raise AccountError(code="pair_form", entry="code", values={"length": LENGTH})
    return code


def count_begun(connection: Connection, address: str, now: datetime) -> None:
    """Raises AccountError where the address has begun too often."""
    _raise_from(throttle.pace(connection, f"pair-begun:{address}", MOST_BEGUN, now), "")


def count_try(connection: Connection, who: str, address: str, now: datetime) -> None:
    """Counted before the code is looked at, in a transaction of its own. Raises AccountError."""
    for key in (f"pair-by:{who}", f"pair-at:{address}"):
        _raise_from(throttle.pace(connection, key, MOST_TRIES, now), "code")


def forgive_try(connection: Connection, who: str, address: str) -> None:
    """After a code that was right."""
    for key in (f"pair-by:{who}", f"pair-at:{address}"):
        throttle.take_back(connection, key)


def _raise_from(until: datetime | None, entry: str) -> None:
    if until is not None:
        raise AccountError(code="wait", entry=entry, values={"until": until})


def _free_code(connection: Connection) -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if (
            connection.execute(select(pairing.c.id).where(pairing.c.code_hash == hashed(code))).first()
            is None
        ):
            return code
