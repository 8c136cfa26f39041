"""Keys over a store, as the site and the command line use them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from dashboard.db import reading, writing
from dashboard.keys import keeping
from dashboard.keys.key import Key, could_be
from dashboard.keys.limit import Counted, Limits


class Keys:
    """Blocking: call from a thread. Raises AccountError, and SQLAlchemy's errors where the store is away."""

    def __init__(self, store: Engine, redis_url: str = "") -> None:
        self._store = store
        self._limits = Limits(redis_url)

    def find(self, token: str) -> Key | None:
        """The key of a secret that somebody showed; None where it opens nothing."""
        if not could_be(token):
            return None
        with reading(self._store) as connection:
            return keeping.find(connection, token)

    def count(self, key: Key, now: datetime) -> Counted:
        """One request more, and what is left of the minute; says in the store, seldom, that it is used."""
        if key.used_at is None or key.used_at < now - keeping.SEEN:
            with writing(self._store) as connection:
                keeping.touch(connection, key.id, now)
        return self._limits.count(key.id, key.per_minute, now)

    def every(self) -> list[Key]:
        with reading(self._store) as connection:
            return keeping.every(connection)

    def add(self, told: Mapping[str, Any], who: str, now: datetime) -> str:
        with writing(self._store) as connection:
            return keeping.add(connection, told, who, now)

    def change(self, number: int, told: Mapping[str, Any], who: str, now: datetime) -> None:
        with writing(self._store) as connection:
            keeping.change(connection, number, told, who, now)

    def renew(self, number: int, who: str, now: datetime) -> str:
        with writing(self._store) as connection:
            return keeping.renew(connection, number, who, now)

    def revoke(self, number: int, who: str, now: datetime) -> None:
        with writing(self._store) as connection:
            keeping.revoke(connection, number, who, now)
