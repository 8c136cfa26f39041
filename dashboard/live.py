"""Who is told that something changed: every process that shows the board, wherever the change was stored.

On one machine the store itself tells (SQLite's `data_version` moves with every commit of another process);
apart, Redis carries a word after each commit. Neither holds data: a lost word is made good a second later,
since the board is worked out once a second anyway.
"""

import logging
from typing import Any, Protocol

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Connection, Engine

CHANNEL = "ops:changed"
log = logging.getLogger(__name__)


class Watch(Protocol):
    """Tells whether something changed since the last question; not thread-safe."""

    def changed(self) -> bool:
        """True where something changed, or may have."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class SqliteWatch:
    """Watches the file: its `data_version` changes when another connection has committed."""

    def __init__(self, store: Engine) -> None:
        # Kept outside the pool: data_version tells only what others did since *this* connection looked.
        self._connection: Connection = store.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._seen = self._version()

    def _version(self) -> int:
        raw = self._connection.connection.driver_connection
        assert raw is not None
        return int(raw.execute("PRAGMA data_version").fetchone()[0])

    def changed(self) -> bool:
        version = self._version()
        if version == self._seen:
            return False
        self._seen = version
        return True

    def close(self) -> None:
        self._connection.invalidate()
        self._connection.close()


class RedisWatch:
    """Listens for the word that `Announcer` gives; while Redis is away, something may have changed."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._redis: Any = None
        self._heard: Any = None

    def changed(self) -> bool:
        try:
            if self._heard is None:
                self._redis = Redis.from_url(self._url, socket_timeout=2)  # kept: it closes what it made
                self._heard = self._redis.pubsub(ignore_subscribe_messages=True)
                self._heard.subscribe(CHANNEL)
                return True
            told = False
            while self._heard.get_message() is not None:
                told = True
        except RedisError as error:
            if self._heard is not None:
                log.warning("Redis does not answer: %s; the board goes on once a second", error)
            self._heard = None
            return True
        return told

    def close(self) -> None:
        if self._heard is not None:
            self._heard.close()
            self._heard = None


class AlwaysWatch:
    """A store of which nobody tells: something may always have changed."""

    def changed(self) -> bool:
        return True

    def close(self) -> None:
        """Holds nothing."""


def watch(store: Engine, redis_url: str) -> Watch:
    """The watch that fits the store."""
    if redis_url:
        return RedisWatch(redis_url)
    return SqliteWatch(store) if store.dialect.name == "sqlite" else AlwaysWatch()


class Announcer:
    """Says after a commit that something changed; quiet where there is no Redis."""

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(redis_url, socket_timeout=1) if redis_url else None
        self._down = False

    def changed(self) -> None:
        """Never raises: the change is stored, and screens look once a second anyway."""
        if self._redis is None:
            return
        try:
            self._redis.publish(CHANNEL, b"1")
            self._down = False
        except RedisError as error:
            if not self._down:
                log.warning("Redis does not answer: %s; screens look once a second", error)
            self._down = True
