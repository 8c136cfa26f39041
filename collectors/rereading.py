"""Rejected messages of the store, read once more by their feed's format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, func, select, update

from collectors import reader
from collectors.answering import answering
from collectors.feed import Feed
from collectors.formats import Message, Options
from dashboard.db import reading, writing
from dashboard.models import feed as feeds_table
from dashboard.models import rejected
from dashboard.records import Record, Rejected

_AT_ONCE = 20  # messages in memory; each may have 16 MB


@dataclass(frozen=True, slots=True)
class Again:
    """One message read once more."""

    row: Row[Any]
    records: list[Record]
    rejections: list[Rejected]

    @property
    def fault(self) -> Rejected | None:
        """Why the message as a whole is still no good: its row stays, and none is added."""
        return next((item for item in self.rejections if item.body == self.row.body), None)

    @property
    def parts(self) -> list[Rejected]:
        """Items of it that cannot be read, now that the message can."""
        return [item for item in self.rejections if item.body != self.row.body]


def waiting(store: Engine, feed: str, ids: Sequence[int] | None) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a feed's messages that wait for a mend, oldest first, a few at a time."""
    found = select(rejected).join(feeds_table, feeds_table.c.id == rejected.c.feed_id)
    found = found.where(feeds_table.c.name == feed, rejected.c.replayed_at.is_(None))
    if ids is not None:
        found = found.where(rejected.c.id.in_(ids))
    last = 0
    with answering(), reading(store) as connection:
        newest = connection.execute(select(func.max(rejected.c.id))).scalar() or 0
    found = found.where(rejected.c.id <= newest)  # not what the replay itself rejects
    while True:
        with answering(), reading(store) as connection:
            rows = connection.execute(
                found.where(rejected.c.id > last).order_by(rejected.c.id).limit(_AT_ONCE)
            ).all()
        if not rows:
            return
        last = rows[-1].id
        yield rows


def read(feed: Feed, row: Row[Any], options: Options) -> Again:
    """The message of a row as the feed's format reads it today."""
    message = Message(
        body=row.body, received_at=row.received_at, topic=row.topic, content_type=row.content_type
    )
    records, rejections = reader.divided(reader.read(feed, message, options))
    return Again(row, records, [replace(item, topic=row.topic) for item in rejections])


def mark(store: Engine, again: Sequence[Again], now: datetime) -> None:
    """Write down which are read now, and of the others why they still are not."""
    with writing(store) as connection:
        for one in again:
            fault = one.fault
            told = (
                {"replayed_at": now}
                if fault is None
                else {"reason": fault.reason.value, "detail": fault.detail}
            )
            connection.execute(update(rejected).where(rejected.c.id == one.row.id).values(**told))
