"""What storing a batch leaves in the feed's own books: state, counts, rejected messages, cursor."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import Connection, func, insert, select

from dashboard import outages
from dashboard.db import upsert
from dashboard.feeds import Cursor, FeedInfo
from dashboard.models import feed_cursor, feed_minute, feed_state, rejected
from dashboard.records import Batch, Rejected, moment

log = logging.getLogger(__name__)


_TOLD_APART_BY = 256  # first bytes
_UNACKNOWLEDGED = 20_000  # messages


@dataclass(frozen=True, slots=True)
class Source:
    """How a message came: kept with it when it cannot be read, so that it can be read again."""

    topic: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a batch says of its feed."""

    messages: int
    records: int
    rejected: int
    data_at: datetime | None  # the newest moment that any record speaks of
    moments: Sequence[datetime] = ()  # all of them, in any order

    @classmethod
    def of(cls, batch: Batch, rejected: int) -> Self:
        """Sum a batch up."""
        moments = [told for told in map(moment, batch.records) if told is not None]
        return cls(batch.heard, len(batch.records), rejected, max(moments, default=None), moments)


def book(connection: Connection, feed: FeedInfo, feed_id: int, heard: Heard, now: datetime) -> None:
    """Bring the feed's state up to date.

    An HTTP source speaks when it answers. An MQTT source speaks at the time-stamp of its newest record, never
    later than now: a retained message revives nothing, a clock that is ahead keeps nothing alive.
    """
    data_at = None if heard.data_at is None else min(heard.data_at, now)
    answered_at = now if heard.messages else None  # a replay, an inventory are no answer to a poll
    spoke_at = answered_at if feed.transport == "http" else data_at
    statement = upsert(connection, feed_state).values(
        feed_id=feed_id,
        spoke_at=spoke_at,
        data_at=data_at,
        late_at=None if spoke_at is None else spoke_at + timedelta(seconds=feed.late_after),
        silent_at=None if spoke_at is None else spoke_at + timedelta(seconds=feed.silent_after),
        messages=heard.messages,
        records=heard.records,
        rejected=heard.rejected,
        error="",
        error_count=0,
    )
    new = statement.excluded
    latest = func.greatest if connection.dialect.name == "postgresql" else func.max
    changed = {
        name: latest(
            func.coalesce(feed_state.c[name], new[name]), func.coalesce(new[name], feed_state.c[name])
        )
        for name in ("spoke_at", "data_at", "late_at", "silent_at")
    }
    counts = {name: feed_state.c[name] + new[name] for name in ("messages", "records", "rejected")}
    told = [spoke_at] if feed.transport == "http" else heard.moments
    mended = {} if spoke_at is None else _speaks(connection, feed, feed_id, spoke_at, told)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["feed_id"], set_={**changed, **counts, **mended})
    )
    # An answer to a poll holds many records; what is heard of an HTTP source are these.
    _count_minute(connection, feed_id, heard.records if feed.transport == "http" else heard.messages, now)


def _speaks(
    connection: Connection, feed: FeedInfo, feed_id: int, spoke_at: datetime, told: Sequence[datetime | None]
) -> dict[str, object]:
    """What a feed that speaks puts right in its state; a silence that is over is written down.

    What a broker kept meanwhile comes with the times at which it was said: then no silence lies between.
    """
    columns = feed_state.c.error, feed_state.c.spoke_at
    held = connection.execute(select(*columns).where(feed_state.c.feed_id == feed_id)).one_or_none()
    if held is None:
        return {}
    longest = timedelta(seconds=feed.silent_after)
    if held.spoke_at is not None and spoke_at - held.spoke_at > longest:
        heard = [min(moment, spoke_at) for moment in told if moment is not None]
        outages.keep(connection, feed_id, outages.gaps(held.spoke_at, heard, longest))
    if not held.error:
        return {}
    log.info("feed %s: back", feed.name)  # once
    return {"error": "", "error_count": 0}


def _count_minute(connection: Connection, feed_id: int, messages: int, now: datetime) -> None:
    if not messages:
        return
    statement = upsert(connection, feed_minute).values(
        feed_id=feed_id, minute=now.replace(second=0, microsecond=0), messages=messages
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["feed_id", "minute"],
            set_={"messages": feed_minute.c.messages + statement.excluded.messages},
        )
    )


def not_kept(connection: Connection, feed_id: int, items: Sequence[Rejected]) -> Sequence[Rejected]:
    """Leave out what was delivered again and is kept already: records have an identity, these have not."""
    if not any(item.again for item in items):
        return items
    known = {_mark(item) for item in items if not item.again} | _latest(connection, feed_id)
    fresh = []
    for item in items:
        if not item.again or _mark(item) not in known:
            fresh.append(item)
            known.add(_mark(item))
    return fresh


def _mark(item: Rejected) -> tuple[str, int, bytes]:
    return item.topic, len(item.body), item.body[:_TOLD_APART_BY]


def _latest(connection: Connection, feed_id: int) -> set[tuple[str, int, bytes]]:
    """Marks of as many rejections as a broker may have been waiting to hear of."""
    start = func.substr(rejected.c.body, 1, _TOLD_APART_BY)
    statement = (
        select(rejected.c.topic, func.length(rejected.c.body), start)
        .where(rejected.c.feed_id == feed_id)
        .order_by(rejected.c.id.desc())
        .limit(_UNACKNOWLEDGED)
    )
    return {(topic, length, bytes(start)) for topic, length, start in connection.execute(statement)}


def keep_rejected(
    connection: Connection, feed_id: int, items: Sequence[Rejected], now: datetime, source: Source
) -> None:
    """Keep what could not be read, with its bytes."""
    if items:
        connection.execute(
            insert(rejected),
            [
                {
                    "feed_id": feed_id,
                    "received_at": now,
                    "reason": item.reason.value,
                    "detail": item.detail,
                    "external_id": item.external_id.replace("\x00", "\ufffd"),  # no text of PostgreSQL has it
                    "topic": item.topic or source.topic,
                    "content_type": source.content_type,
                    "body": item.body,
                }
                for item in items
            ],
        )


def save_cursor(connection: Connection, feed_id: int, cursor: Cursor, now: datetime) -> None:
    """Write down where the next poll goes on."""
    statement = upsert(connection, feed_cursor).values(
        feed_id=feed_id,
        since=cursor.since,
        etag=cursor.etag,
        last_modified=cursor.last_modified,
        polled_at=now,
    )
    names = ("since", "etag", "last_modified", "polled_at")
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["feed_id"], set_={name: statement.excluded[name] for name in names}
        )
    )
