"""What the site asks about accounts, each in short transactions; blocking: call from a thread.

Raises AccountError for what a person did wrong, and SQLAlchemy's errors. Whoever changes asked `access.may`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, select

from dashboard import access
from dashboard.access import Account, Right
from dashboard.accounts import (
    audit,
    binding,
    display_entry,
    displays,
    keeping,
    log_pages,
    pairing,
    passwords,
    sessions,
    signing,
    throttle,
)
from dashboard.accounts.binding import Identity
from dashboard.accounts.displays import Display, Shown
from dashboard.accounts.errors import AccountError
from dashboard.accounts.keeping import Kept
from dashboard.accounts.pairing import Offer, Waiting
from dashboard.accounts.passwords import Passwords
from dashboard.accounts.sessions import Begun, Lasting, Session
from dashboard.accounts.signing import Asked, Refused
from dashboard.db import reading, writing
from dashboard.models import account
from dashboard.opening.personal import Personal, personal_of
from dashboard.settings import Settings


class Accounts:
    """The accounts of a store."""

    def __init__(self, store: Engine, settings: Settings, kept_by: Passwords | None = None) -> None:
        self._store = store
        self._passwords = kept_by or Passwords()
        self.lasting = Lasting(
            idle=timedelta(minutes=settings.session_idle), longest=timedelta(hours=settings.session_hours)
        )

    def are_there(self) -> bool:
        with reading(self._store) as connection:
            return keeping.are_there(connection)

    def sign_in(self, asked: Asked, now: datetime) -> Begun | Refused:
        return signing.sign_in(self._store, self._passwords, asked, now, self.lasting)

    def sign_in_bound(self, who: Identity, asked: Asked, default_role: str, now: datetime) -> Begun | None:
        return binding.sign_in_bound(self._store, who, asked, now, self.lasting, default_role)

    def session(self, token: str, now: datetime) -> Session | None:
        with reading(self._store) as connection:
            return sessions.find(connection, token, now, self.lasting)

    def display(self, token: str, now: datetime) -> Shown | None:
        with reading(self._store) as connection:
            return displays.find(connection, token, now)

    def touch(self, found: Session | Shown, now: datetime) -> None:
        """A sign of life, so that the session goes on."""
        with writing(self._store) as connection:
            if isinstance(found, Session):
                sessions.touch(connection, found.token_hash, now)
            else:
                displays.touch(connection, found.id, now)

    def sign_out(self, token: str, whose: Account, now: datetime) -> None:
        with writing(self._store) as connection:
            sessions.end(connection, token)
            audit.write(connection, whose.name, "sign-out", whose.name, {}, now)

    def own_password(self, whose: Account, old: str, new: str, address: str, now: datetime) -> Begun:
        """Change it, end every session, and begin another for this browser."""
        passwords.check(new, whose.name, entry="new")
        with writing(self._store) as connection:
            until = throttle.count(connection, whose.name, address, now)
            held = select(account.c.password_hash).where(account.c.id == whose.id)
            kept = connection.execute(held).scalar_one()
        if until is not None:
            raise AccountError(code="wait", entry="old", values={"until": until})
        if not self._passwords.right(kept, old):
            with writing(self._store) as connection:
                audit.write(connection, whose.name, "sign-in-failed", whose.name, {"address": address}, now)
            raise AccountError(code="password_wrong", entry="old")
        if new == old:
            raise AccountError(code="password_same", entry="new")
        made = self._passwords.hash(new)
        with writing(self._store) as connection:
            throttle.forgive(connection, whose.name, address)
            keeping.set_password(connection, whose.name, made, False, whose.name, now)
            row = connection.execute(select(account).where(account.c.id == whose.id)).one()
            return sessions.begin(connection, sessions.account_of(row), address, now, self.lasting)

    def every(self) -> list[Kept]:
        with reading(self._store) as connection:
            return keeping.every(connection)

    def add(self, told: Mapping[str, Any], who: str, now: datetime, password: str = "") -> str:
        """A new account; its password, a random one to be changed where none is told.

        With `provider_only` it gets none ("") and signs in at the provider, found by its name at first.
        """
        if told.get("provider_only"):
            with writing(self._store) as connection:
                keeping.add(connection, told, "", who, now)
            return ""
        given = password or passwords.random_password()
        if password:
            passwords.check(password, str(told["name"]))
        made = self._passwords.hash(given)
        with writing(self._store) as connection:
            keeping.add(connection, {"must_change": not password, **told}, made, who, now)
        return given

    def change(self, name: str, told: Mapping[str, Any], who: str, now: datetime) -> None:
        with writing(self._store) as connection:
            keeping.change(connection, name, told, who, now)

    def reset_password(self, name: str, who: str, now: datetime, password: str = "") -> str:
        """Another password, to be changed at the next sign-in; it is told once."""
        given = password or passwords.random_password()
        if password:
            passwords.check(password, name)
        made = self._passwords.hash(given)
        with writing(self._store) as connection:
            keeping.set_password(connection, name, made, not password, who, now)
            keeping.unlock(connection, name, who, now)
        return given

    def unlock(self, name: str, who: str, now: datetime) -> None:
        with writing(self._store) as connection:
            keeping.unlock(connection, name, who, now)

    def end_sessions(self, name: str, who: str, now: datetime) -> int:
        with writing(self._store) as connection:
            return keeping.end_sessions(connection, name, who, now)

    def displays(self) -> list[Display]:
        with reading(self._store) as connection:
            return displays.every(connection)

    def display_row(self, token: str) -> Row[Any] | None:
        """What the screen with the token was given to show."""
        with reading(self._store) as connection:
            return displays.row_of(connection, token)

    def add_display(self, name: str, who: str, now: datetime, **told: Any) -> str:
        with writing(self._store) as connection:
            return displays.add(connection, {"name": name, **told}, who, now)

    def change_display(self, number: int, told: Mapping[str, Any], who: str, now: datetime) -> None:
        with writing(self._store) as connection:
            displays.change(connection, number, told, who, now)

    def revoke_display(self, number: int, who: str, now: datetime) -> None:
        with writing(self._store) as connection:
            displays.revoke(connection, number, who, now)

    def begin_pairing(self, held: str, address: str, now: datetime) -> Offer | Shown:
        """A code for the screen that holds this secret, and another secret."""
        with writing(self._store) as connection:
            pairing.count_begun(connection, address, now)
            return pairing.begin(connection, held, address, now)

    def asked_pairing(self, held: str, now: datetime) -> Shown | Waiting | None:
        with reading(self._store) as connection:
            return pairing.asked(connection, held, now)

    def pair(self, code: str, told: Mapping[str, Any], who: str, address: str, now: datetime) -> str:
        """Let in the screen that shows the code; its address. A code is counted before it is looked at."""
        entry, meant = display_entry.checked(told), pairing.typed(code)
        with writing(self._store) as connection:
            pairing.count_try(connection, who, address, now)
        try:
            with writing(self._store) as connection:
                paired_from = pairing.approve(connection, meant, entry, who, now)
                pairing.forgive_try(connection, who, address)
                return paired_from
        except AccountError:
            self.write(who, "pairing-failed", entry["name"], {"address": address}, now)
            raise

    def write(self, who: str, action: str, subject: str, detail: Mapping[str, Any], now: datetime) -> None:
        """A line of the audit log for a deed that has no transaction of its own."""
        with writing(self._store) as connection:
            audit.write(connection, who, action, subject, detail, now)

    def unmask(self, kind: str, record_id: int, reason: str, now: datetime) -> Personal | None:
        """Personal data of a record, once it is written down who sees them and why; None: not for them."""
        with writing(self._store) as connection:
            found = personal_of(connection, kind, record_id)
            if found is None or not access.may(Right.UNMASK, found.unit_id):
                return None
            told = {"reason": reason, "number": found.number}
            audit.write(connection, access.who(), "unmask", f"{kind}-{record_id}", told, now)
            return found

    def log(self, who: str = "", action: str = "", subject: str = "", before: int = 0) -> log_pages.LogPage:
        with reading(self._store) as connection:
            return log_pages.log_page(connection, who, action, subject, before)

    def verify(self) -> audit.Verified:
        with reading(self._store) as connection:
            return audit.verify(connection)
