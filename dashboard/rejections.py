"""Messages that could not be read, as the feed page shows them; the bytes themselves stay in the store."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from dashboard.db import reading
from dashboard.models import feed, rejected
from dashboard.privacy import PREVIEW_BYTES, preview

PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedMessage:
    """One rejected message that waits for a mend. `size` is in bytes, `begins` masked."""

    id: int
    received_at: datetime
    reason: str
    detail: str
    external_id: str
    topic: str
    size: int
    begins: str


def rejections(store: Engine, feed_name: str, before: int | None = None) -> list[RejectedMessage]:
    """A page of a feed's rejected messages not replayed yet, newest first; `before`: ids smaller than this.

    At most PAGE + 1, so that the reader knows whether there are more.
    """
    statement = (
        select(
            rejected.c.id,
            rejected.c.received_at,
            rejected.c.reason,
            rejected.c.detail,
            rejected.c.external_id,
            rejected.c.topic,
            func.length(rejected.c.body).label("size"),
            func.substr(rejected.c.body, 1, PREVIEW_BYTES).label("begins"),
        )
        .join(feed, feed.c.id == rejected.c.feed_id)
        .where(feed.c.name == feed_name, rejected.c.replayed_at.is_(None))
        .order_by(rejected.c.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        statement = statement.where(rejected.c.id < before)
    with reading(store) as connection:
        return [
            RejectedMessage(**{**row._mapping, "begins": preview(bytes(row.begins))})
            for row in connection.execute(statement)
        ]
