"""Polling one HTTP feed: ask, read, store, and only then go on from there."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from logging import getLogger
from random import Random
from threading import Event
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from collectors import reader
from collectors.answering import answering
from collectors.causes import Causes
from collectors.feed import HttpFeed
from collectors.formats import Message
from collectors.http import cursors, paging
from collectors.http.fetch import Answer, Source
from collectors.http.paging import Items, Page
from collectors.http.rejects import Rejects
from collectors.http.retry import FetchError, Patience, StoppedError, attempt
from dashboard.db import StoreError
from dashboard.feeds import FeedInfo, load_cursor, record_failure
from dashboard.ingest import Batch, Cursor, Ingest
from dashboard.ingest import Source as BroughtBy
from dashboard.records import Reason, Rejected
from dashboard.settings import Settings

log = getLogger(__name__)

# An answer of which nothing else can be said is no news from the feed, but a failure of it.
_GARBAGE = {
    Reason.BAD_JSON,
    Reason.BAD_XML,
    Reason.BAD_ENCODING,
    Reason.TOO_LARGE,
    Reason.ERROR_ANSWER,
    Reason.NOT_THIS_FORMAT,
}


class GarbageError(FetchError):
    """The source answers with something that is no answer."""

    def __init__(self, first: Rejected, answer: Answer, rejections: Sequence[Rejected]) -> None:
        super().__init__(f"answers with what cannot be read ({first.reason.value}): {first.detail}"[:300])
        self.reason, self.answer, self.rejections = first.reason, answer, rejections


class Poller:
    """Polls one feed. `poll` is called by one thread at a time; `holds` says whether the feed is ours."""

    def __init__(
        self,
        feed: HttpFeed,
        store: Engine,
        settings: Settings,
        infos: Sequence[FeedInfo],
        stopping: Event,
        holds: Callable[[], bool],
        chance: Random,
    ) -> None:
        self.feed = feed
        self._unstored = f"feed {feed.name}: nothing stored"
        self._store, self._stopping, self._holds, self._chance = store, stopping, holds, chance
        self._options = feed.reading(settings)
        self._zone = ZoneInfo(str(self._options["timezone"]))
        self._source = Source(feed)
        with answering():
            self._ingest = Ingest(store, settings, infos)
        self._rejects: Rejects | None = None
        self._causes = Causes(log)
        self._garbage: GarbageError | None = None  # the first of this outage
        self._not_before = 0.0  # monotonic; the source asked for peace until then

    def close(self) -> None:
        """Let go of the connections."""
        self._source.close()

    def poll(self) -> None:
        """One poll, first page to last. What the outside does wrong is written down, not raised."""
        if not self._holds():
            self._rejects = None  # another collector goes on from here
            return
        if time.monotonic() < self._not_before:
            return
        try:
            self._poll()
        except StoppedError:
            return
        except FetchError as error:
            self._failed(error)
        except StoreError as error:
            self._causes.count(self._unstored, str(error))
        else:
            self._succeeded()

    def _poll(self) -> None:
        with answering():
            before = load_cursor(self._store, self.feed.name)
        until = time.monotonic() + 0.9 * self.feed.period
        conditions = [cursors.conditions(self.feed, before, self._zone)]  # of the first request
        ask = paging.asking(self.feed, before, self._zone)
        since, first = before.since, None

        def get(url: str, etag: str) -> Answer:
            headers = conditions.pop() if conditions else {"If-None-Match": etag} if etag else {}
            return self._get(url, headers, until)

        for page in paging.pages(ask, get, self._read):
            first = first or page
            now = datetime.now(UTC)
            since = cursors.newest(since, page.items, now)
            cursor = None
            if page.last:
                cursor = cursors.moved(self.feed, before, since, first, page, self._zone)
            self._keep(page, now, cursor)

    def _get(self, url: str, conditional: dict[str, str], until: float) -> Answer:
        """One answer, tried again while the period lasts. Raises FetchError, or StoppedError."""
        if self._stopping.is_set() or not self._holds():
            raise StoppedError
        feed = self.feed
        headers = {"Accept": feed.asked().accept, **conditional}
        patience = Patience(until=until, wait=self._stopping.wait, chance=self._chance)

        def once() -> Answer:
            return self._source.get(url, headers, time.monotonic() + max(feed.timeout, feed.period))

        answer = attempt(once, patience)
        if answer.status == paging.NOT_MODIFIED and not conditional:
            raise FetchError("answers 304 Not Modified to a question without condition")
        return answer

    def _read(self, answer: Answer) -> Items:
        if answer.status != 200:
            return []
        message = Message(body=answer.body, received_at=datetime.now(UTC), content_type=answer.content_type)
        items = reader.read(self.feed, message, self._options)
        records, rejections = reader.divided(items)
        if rejections and not records and all(item.reason in _GARBAGE for item in rejections):
            raise GarbageError(rejections[0], answer, rejections)
        return items

    def _keep(self, page: Page, now: datetime, cursor: Cursor | None) -> None:
        records, rejections = reader.divided(page.items)
        new = self._known().new(rejections)
        batch = Batch(self.feed.name, records, new, heard=1)
        self._hand_over(batch, page.answer, now, cursor)
        for item in new:
            self._causes.count(f"feed {self.feed.name}: {item.reason.value}", item.detail)

    def _hand_over(self, batch: Batch, answer: Answer, now: datetime, cursor: Cursor | None) -> None:
        with answering():
            self._ingest.store(batch, now, cursor, BroughtBy(content_type=answer.content_type))
        self._known().keep(batch.rejected)

    def _known(self) -> Rejects:
        if self._rejects is None:
            with answering():
                self._rejects = Rejects(self._store, self.feed.name)
        return self._rejects

    def _failed(self, error: FetchError) -> None:
        now = datetime.now(UTC)
        if error.after:
            self._not_before = time.monotonic() + error.after
        try:
            if isinstance(error, GarbageError):
                error = self._first_garbage(error, now)
            with answering():
                record_failure(self._store, self.feed.name, str(error), now)
        except StoreError as also:
            self._causes.count(self._unstored, str(also))

    def _first_garbage(self, error: GarbageError, now: datetime) -> GarbageError:
        """The first of an outage is kept and speaks for the others of its cause, until the source is back."""
        if self._garbage is None or self._garbage.reason is not error.reason:
            new = self._known().new(error.rejections)
            self._hand_over(Batch(self.feed.name, rejected=new), error.answer, now, None)
            self._garbage = error
        return self._garbage

    def _succeeded(self) -> None:
        if times := self._causes.over(self._unstored):
            log.info("feed %s: stored again, after %d polls in vain", self.feed.name, times)
        self._garbage = None
