"""A signed-in way to a site with accounts: an account and a session, straight in its store."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Engine, select

from dashboard import db
from dashboard.accounts import keeping, sessions
from dashboard.accounts.passwords import Passwords
from dashboard.accounts.sessions import Lasting
from dashboard.models import account, session
from dashboard.seeding import seed_store
from web.cookies import SESSION

LASTING = Lasting(idle=timedelta(days=1), longest=timedelta(days=1))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a browser holds after a sign-in."""

    token: str
    csrf: str

    @property
    def cookies(self) -> dict[str, str]:
        """For httpx."""
        return {SESSION: self.token}

    @property
    def headers(self) -> dict[str, str]:
        """For any client: who it is, and that the page is ours."""
        return {"Cookie": f"{SESSION}={self.token}", "X-CSRF": self.csrf}

    def of_browser(self, address: str) -> list[Any]:
        """For Playwright's `context.add_cookies`."""
        return [{"name": SESSION, "value": self.token, "url": address, "httpOnly": True, "sameSite": "Lax"}]


def quick() -> Passwords:
    """argon2id that takes a millisecond; what it hashed, the real one checks too."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def signed_in(store: Engine | str, name: str = "test", role: str = "administrator", **told: Any) -> SignedIn:
    """Migrates the store where need be; the account is made where it is not there yet."""
    opened = db.engine(store) if isinstance(store, str) else store
    db.migrate(opened)
    now = datetime.now(UTC)
    with db.writing(opened) as connection:
        seed_store(connection)
        found = connection.execute(select(account.c.id).where(account.c.name == name)).scalar()
        if found is None:
            keeping.add(connection, {"name": name, "role": role, **told}, "", "test", now)
        row = connection.execute(select(account).where(account.c.name == name)).one()
        begun = sessions.begin(connection, sessions.account_of(row), "127.0.0.1", now, LASTING)
        kept = session.c.token_hash == sessions.hashed(begun.token)
        csrf = connection.execute(select(session.c.csrf).where(kept)).scalar_one()
    return SignedIn(begun.token, csrf)
