"""Feed state: live, late or silent, by the clock; silence is never health."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, case, select, update

from dashboard.db import reading, upsert, writing
from dashboard.models import feed, feed_cursor, feed_state
from dashboard.seeding import seed_store

log = logging.getLogger(__name__)


UPLOAD = "upload"  # what people upload on a page; no file names this feed


class FeedState(StrEnum):
    """How a feed speaks now."""

    LIVE = "live"
    LATE = "late"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedInfo:
    """What the core knows of a feed. Seconds throughout."""

    name: str
    kind: str  # "dossiers", "complaints", "cameras", "fire", "flood", "figures"
    transport: str  # "http", "mqtt"
    title: str = ""
    late_after: float = 300.0
    silent_after: float = 900.0
    device_period: float = 120.0  # how often each of its devices speaks, where the source does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where an HTTP poll goes on."""

    since: datetime | None = None
    etag: str = ""
    last_modified: str = ""


def state(spoke_at: datetime | None, info: FeedInfo, now: datetime) -> FeedState:
    """A feed that never spoke is silent."""
    if spoke_at is None or now - spoke_at > timedelta(seconds=info.silent_after):
        return FeedState.SILENT
    if now - spoke_at > timedelta(seconds=info.late_after):
        return FeedState.LATE
    return FeedState.LIVE


def register(store: Engine, feeds: Sequence[FeedInfo]) -> dict[str, int]:
    """Write the feeds down, new or changed; returns their ids by name. Units are seeded on the way."""
    with writing(store) as connection:
        seed_store(connection)
        rows = [
            {
                "name": info.name,
                "title": info.title,
                "kind": info.kind,
                "transport": info.transport,
                "late_after": info.late_after,
                "silent_after": info.silent_after,
                "active": True,
            }
            for info in feeds
        ]
        held = {row.name: row for row in connection.execute(select(feed))}
        # Only what differs: PostgreSQL takes a number for each row that it tries to insert, and they end.
        rows = [row for row in rows if not _is_held(row, held.get(str(row["name"])))]
        if rows:
            statement = upsert(connection, feed)
            statement = statement.on_conflict_do_update(
                index_elements=["name"],
                set_={name: statement.excluded[name] for name in rows[0] if name != "name"},
            )
            connection.execute(statement, rows)
        found = connection.execute(select(feed.c.name, feed.c.id))
        return {row.name: row.id for row in found}


def _is_held(row: Mapping[str, object], held: Row[Any] | None) -> bool:
    return held is not None and all(getattr(held, name) == value for name, value in row.items())


def retire(store: Engine, names: Sequence[str]) -> None:
    """Feeds that no file names any more are shown no longer; their records stay."""
    with writing(store) as connection:
        connection.execute(update(feed).where(feed.c.name.not_in([*names, UPLOAD])).values(active=False))


def load_cursor(store: Engine, name: str) -> Cursor:
    """Where the poll of a feed goes on; an empty cursor where it never ran."""
    statement = (
        select(feed_cursor.c.since, feed_cursor.c.etag, feed_cursor.c.last_modified)
        .join(feed, feed.c.id == feed_cursor.c.feed_id)
        .where(feed.c.name == name)
    )
    with reading(store) as connection:
        row = connection.execute(statement).one_or_none()
    return (
        Cursor() if row is None else Cursor(since=row.since, etag=row.etag, last_modified=row.last_modified)
    )


def record_failure(store: Engine, name: str, error: str, now: datetime) -> None:
    """Write down why a feed cannot be heard. Said once in the log when it goes down, then counted.

    `error_at` is since when it cannot be, whatever the reason has become meanwhile. What the feed said before
    stays: its silence shows by the clock.
    """
    with writing(store) as connection:
        feed_id = connection.execute(select(feed.c.id).where(feed.c.name == name)).scalar_one()
        held = connection.execute(
            select(feed_state.c.error, feed_state.c.error_count).where(feed_state.c.feed_id == feed_id)
        ).one_or_none()
        statement = upsert(connection, feed_state).values(
            feed_id=feed_id, messages=0, records=0, rejected=0, error=error, error_at=now, error_count=1
        )
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["feed_id"],
                set_={
                    "error": error,
                    "error_at": case(
                        (feed_state.c.error == "", statement.excluded.error_at), else_=feed_state.c.error_at
                    ),
                    "error_count": feed_state.c.error_count + 1,
                },
            )
        )
    if held is None or held.error != error:
        log.warning("feed %s: %s", name, error)


def record_recovery(store: Engine, name: str) -> None:
    """The source can be reached again, though it may have nothing to say yet. Said once in the log."""
    ours = select(feed.c.id).where(feed.c.name == name).scalar_subquery()
    statement = update(feed_state).where(feed_state.c.feed_id == ours, feed_state.c.error != "")
    with writing(store) as connection:
        mended = connection.execute(statement.values(error="", error_count=0)).rowcount
    if mended:
        log.warning("feed %s: reached again", name)
