"""A feed's inventory: an HTTP address that tells where its devices stand, asked now and then."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from logging import getLogger
from random import Random
from threading import Event

from sqlalchemy import Engine

from collectors import reader
from collectors.answering import answering
from collectors.causes import Causes
from collectors.feed import HttpFeed
from collectors.formats import Message
from collectors.http import paging
from collectors.http.fetch import Answer, Source
from collectors.http.paging import Items
from collectors.http.retry import FetchError, Patience, StoppedError, attempt
from dashboard.db import StoreError
from dashboard.feeds import Cursor, FeedInfo
from dashboard.ingest import Batch, Ingest
from dashboard.records import Device, Observation, Record
from dashboard.settings import Settings

log = getLogger(__name__)

TRY = 10.0  # s between two looks at whether it is to be asked (again)


class Inventory:
    """Asks one inventory. What it tells is stored under its feed; it is no sign that the feed lives."""

    def __init__(
        self,
        asked: HttpFeed,
        store: Engine,
        settings: Settings,
        infos: Sequence[FeedInfo],
        stopping: Event,
        holds: Callable[[], bool],
        chance: Random,
    ) -> None:
        self.name = asked.name
        self._asked, self._stopping, self._holds, self._chance = asked, stopping, holds, chance
        self._zone = settings.zone
        self._options = asked.reading(settings)
        self._source = Source(asked)
        with answering():
            self._ingest = Ingest(store, settings, infos)
        self._causes = Causes(log)
        self._next = 0.0  # monotonic

    def close(self) -> None:
        """Let go of the connections."""
        self._source.close()

    def refresh(self) -> None:
        """Ask, where it is time; a failure is said once and tried again soon."""
        if not self._holds() or time.monotonic() < self._next:
            return
        cause = f"feed {self._asked.name}: its inventory"
        try:
            told = self._fetch()
            batch = Batch(self._asked.name, told)
            with answering():
                self._ingest.store(batch, datetime.now(UTC))
        except StoppedError:
            return
        except (FetchError, StoreError) as error:
            self._causes.count(cause, str(error))
            return
        self._causes.over(cause)
        self._next = time.monotonic() + self._asked.period
        log.info(
            "feed %s: %d devices in its inventory",
            self._asked.name,
            sum(isinstance(record, Device) for record in told),
        )

    def _fetch(self) -> list[Record]:
        """Devices and, where the list brings them, their last readings."""
        ask = paging.asking(self._asked, Cursor(), self._zone)
        pages = paging.pages(ask, self._get, self._read)
        return [item for page in pages for item in page.items if isinstance(item, (Device, Observation))]

    def _get(self, url: str, etag: str) -> Answer:
        until = time.monotonic() + self._asked.timeout
        patience = Patience(until=until, wait=self._stopping.wait, chance=self._chance)
        headers = {"Accept": self._asked.asked().accept, **({"If-None-Match": etag} if etag else {})}
        return attempt(lambda: self._source.get(url, headers, time.monotonic() + 60), patience)

    def _read(self, answer: Answer) -> Items:
        message = Message(body=answer.body, received_at=datetime.now(UTC), content_type=answer.content_type)
        items = reader.read(self._asked, message, self._options) if answer.body else []
        records, rejections = reader.divided(items)
        for item in rejections:
            self._causes.count(f"feed {self._asked.name}: its inventory: {item.reason.value}", item.detail)
        if rejections and not records:
            raise FetchError(f"answers with what cannot be read: {rejections[0].detail}"[:300])
        return items
