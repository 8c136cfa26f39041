"""The store: its engine, its transactions, its schema at the newest version."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

_MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
_MIGRATING = 0x6F7073  # the advisory lock under which one process migrates
# A server that vanishes without a word is noticed in seconds, not after the hours that TCP waits by itself.
_POSTGRES = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # ms
}
_FEED = 7  # the first half of a feed's advisory lock; the second is its id


class StoreError(Exception):
    """The store cannot be opened or written; the message is one line that says why."""


def _tune_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_immediate
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # what is acknowledged survives a power cut
        "foreign_keys=ON",
        "busy_timeout=15000",
        "cache_size=-65536",
        "wal_autocheckpoint=10000",  # 40 MB: the checkpoint is what brakes the ingest
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """A reader that turns writer half-way would fail with "database is locked"; a writer says so at once."""
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@lru_cache(maxsize=8)
def engine(url: str) -> Engine:
    """The engine of a store, one a process. Raises StoreError where SQLite's folder cannot be made."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        ours = {key: value for key, value in _POSTGRES.items() if key not in parsed.query}
        return create_engine(url, pool_size=8, max_overflow=24, pool_pre_ping=True, connect_args=ours)
    path = Path(parsed.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise StoreError(
            f"cannot write {path}: {error.strerror}; set OPS_DATA_DIR to a folder I may write"
        ) from error
    made = create_engine(url, pool_size=8, max_overflow=24)
    event.listen(made, "connect", _tune_sqlite)
    event.listen(made, "begin", _begin_immediate)
    return made


@contextmanager
def writing(store: Engine) -> Iterator[Connection]:
    """A transaction that writes: committed at the end, rolled back on an error."""
    with store.connect().execution_options(write=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(store: Engine) -> Iterator[Connection]:
    """A transaction that reads one consistent state."""
    with store.connect() as connection, connection.begin():
        yield connection


def lock_feeds(connection: Connection, feed_ids: Iterable[int]) -> None:
    """One writer a feed at a time: what is read before the write must still hold at the write."""
    if connection.dialect.name != "postgresql":
        return  # SQLite has one writer anyway
    for feed_id in sorted(set(feed_ids)):
        connection.execute(text("SELECT pg_advisory_xact_lock(:one, :feed)"), {"one": _FEED, "feed": feed_id})


def migrate(store: Engine) -> None:
    """Bring the schema to its newest version; several processes may call it at once.

    Raises StoreError where the store does not answer.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    try:
        with writing(store) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATING})"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise StoreError(f"the store does not answer: {reason}") from error


def upsert(connection: Connection, table: Any) -> Any:
    """`insert()` of this connection's dialect, the one that knows ON CONFLICT."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_postgresql

        return insert_postgresql(table)
    from sqlalchemy.dialects.sqlite import insert as insert_sqlite

    return insert_sqlite(table)
