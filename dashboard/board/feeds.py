"""The feeds on the board: live, late or silent since when, messages a minute, rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.feeds import FeedState
from dashboard.models import feed, feed_cursor, feed_minute, feed_state, rejected

_GRAVITY = (FeedState.LIVE, FeedState.LATE, FeedState.SILENT)
RATE_OVER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One feed as a screen shows it."""

    id: int
    name: str
    title: str
    kind: str
    transport: str
    state: FeedState
    spoke_at: datetime | None
    data_at: datetime | None
    per_minute: float
    messages: int
    records: int
    rejected: int
    rejected_open: int
    filling: bool  # an HTTP feed whose first poll has not come to its last page
    error: str  # why it cannot be heard, "" where it can
    error_at: datetime | None  # since when

    def json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


class Feeds:
    """What costs a look at many rows, done seldom."""

    @staticmethod
    def rejected(connection: Connection) -> dict[int, int]:
        """Rejected messages that wait for a mend, by feed id."""
        statement = (
            select(rejected.c.feed_id, func.count().label("waiting"))
            .where(rejected.c.replayed_at.is_(None))
            .group_by(rejected.c.feed_id)
        )
        return {row.feed_id: row.waiting for row in connection.execute(statement)}


def feed_rows(connection: Connection, now: datetime, waiting: Mapping[int, int]) -> list[FeedRow]:
    """Every feed in use, in the order it was first named."""
    since = now - RATE_OVER
    heard = (
        select(feed_minute.c.feed_id, func.sum(feed_minute.c.messages).label("messages"))
        .where(feed_minute.c.minute > since)
        .group_by(feed_minute.c.feed_id)
        .subquery()
    )
    statement = (
        select(feed, feed_state, feed_cursor.c.polled_at, func.coalesce(heard.c.messages, 0).label("lately"))
        .select_from(
            feed.outerjoin(feed_state, feed_state.c.feed_id == feed.c.id)
            .outerjoin(feed_cursor, feed_cursor.c.feed_id == feed.c.id)
            .outerjoin(heard, heard.c.feed_id == feed.c.id)
        )
        .where(feed.c.active)
        .order_by(feed.c.id)
    )
    return [_row(row, now, waiting.get(row.id, 0)) for row in connection.execute(statement)]


def _row(row: Any, now: datetime, rejected_open: int) -> FeedRow:
    return FeedRow(
        id=row.id,
        name=row.name,
        title=row.title,
        kind=row.kind,
        transport=row.transport,
        state=_state(row, now),
        spoke_at=row.spoke_at,
        data_at=row.data_at,
        per_minute=round(float(row.lately) / (RATE_OVER / timedelta(minutes=1)), 1),
        messages=row.messages or 0,
        records=row.records or 0,
        rejected=row.rejected or 0,
        rejected_open=rejected_open,
        filling=bool(row.records) and row.transport == "http" and row.polled_at is None,
        error=row.error or "",
        error_at=row.error_at,
    )


def _state(row: Any, now: datetime) -> FeedState:
    if row.silent_at is None or row.silent_at <= now:
        return FeedState.SILENT
    return FeedState.LATE if row.late_at <= now else FeedState.LIVE


def worst(feeds: Sequence[FeedRow]) -> FeedRow | None:
    """The feed on which a figure made of all of them depends."""
    return max(feeds, key=lambda one: _GRAVITY.index(one.state), default=None)
