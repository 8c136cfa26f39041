"""A key: its secret, which is told once, and what it may read. The store keeps the secret's hash alone."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from dashboard.accounts.sessions import hashed
from dashboard.units import CITY_ID

PREFIX = "opsk_"
# What a key may read, one by one.
SCOPES = ("figures", "kpis", "units", "feeds", "incidents", "reports", "complaints")
LEAST, USUAL, MOST = 1, 60, 6000  # requests a minute
_FORM = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}")
_HINT = len(PREFIX) + 4  # letters by which people tell keys apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """As the list of them shows it. `unit_id`: records and figures of this unit and those below it."""

    id: int
    name: str
    hint: str
    scopes: tuple[str, ...]
    unit_id: int = CITY_ID
    unit: str = ""  # code
    unit_name: str = ""
    per_minute: int = USUAL
    is_off: bool = False
    made_by: str = ""
    made_at: datetime | None = None
    used_at: datetime | None = None  # seldom written: minutes behind


@dataclass(frozen=True, slots=True)
class Secret:
    """What its holder sends, and what is kept of it."""

    token: str

    @property
    def hash(self) -> str:
        return hashed(self.token)

    @property
    def hint(self) -> str:
        return self.token[:_HINT]


def new_secret() -> Secret:
    """256 random bits."""
    return Secret(PREFIX + secrets.token_urlsafe(32))


def could_be(token: str) -> bool:
    """Has it a key's form? Of anything else the store need not be asked."""
    return _FORM.fullmatch(token) is not None
