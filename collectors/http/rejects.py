"""Which unreadable items of a polled feed are kept already: a poll meets the same ones again and again."""

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.models import feed, rejected
from dashboard.records import Rejected

_MOST = 20_000  # remembered
_READ_AT_START = 2_000

Mark = tuple[str, str, bytes]


class Rejects:
    """Remembers what one feed's polls could not read, after a restart from the store."""

    def __init__(self, store: Engine, feed_name: str) -> None:
        self._known: OrderedDict[Mark, None] = OrderedDict()
        statement = (
            select(rejected.c.reason, rejected.c.external_id, rejected.c.body)
            .join(feed, feed.c.id == rejected.c.feed_id)
            .where(feed.c.name == feed_name, rejected.c.replayed_at.is_(None))
            .order_by(rejected.c.id.desc())
            .limit(_READ_AT_START)
        )
        with reading(store) as connection:
            for reason, external_id, body in connection.execute(statement):
                self._known[reason, external_id, sha256(body).digest()] = None

    def new(self, items: Iterable[Rejected]) -> list[Rejected]:
        """Those that are not kept yet, each once."""
        return list({mark: item for item in items if (mark := _mark(item)) not in self._known}.values())

    def keep(self, items: Iterable[Rejected]) -> None:
        """They are in the store now."""
        for item in items:
            self._known[_mark(item)] = None
        while len(self._known) > _MOST:
            self._known.popitem(last=False)


def _mark(item: Rejected) -> Mark:
    return item.reason.value, item.external_id, sha256(item.body).digest()
