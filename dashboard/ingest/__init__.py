"""The one door in: store a batch, keep what cannot be read, count figures, apply rules, mark the feed.

All of it in one transaction: whoever handed the batch over may acknowledge it when `store` has returned.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError

from dashboard import incidents
from dashboard.db import StoreError, lock_feeds, writing
from dashboard.feeds import Cursor, FeedInfo, register
from dashboard.ingest import alarms, camera_events, complaints, devices, dossiers, observations
from dashboard.ingest.bookkeeping import Heard, Source, book, keep_rejected, not_kept, save_cursor
from dashboard.ingest.context import Context
from dashboard.ingest.told import lock as lock_told
from dashboard.ingest.told import store as store_told
from dashboard.live import Announcer
from dashboard.procedures import Register
from dashboard.records import (
    Alarm,
    Batch,
    CameraEvent,
    Complaint,
    Device,
    DeviceStatus,
    Dossier,
    DossierStep,
    FigureValue,
    Observation,
    Reason,
    Record,
    Rejected,
)
from dashboard.rules import Trigger
from dashboard.settings import Settings
from dashboard.tally import Tally
from dashboard.whereabouts import Whereabouts

__all__ = ["Batch", "Cursor", "Ingest", "Source", "Stored"]

# In this order: a device is known before it speaks.
_STORES: tuple[tuple[type[Record], Callable[[Context, Any], None]], ...] = (
    (Device, devices.register),
    (DeviceStatus, devices.store_statuses),
    (Observation, observations.store),
    (CameraEvent, camera_events.store),
    (Alarm, alarms.store),
    (Dossier, dossiers.store),
    (DossierStep, dossiers.store_steps),
    (Complaint, complaints.store),
    (FigureValue, store_told),
)

# The store is away, or full, or locked: nothing was stored, try again.
_UNREACHABLE = (OperationalError, InterfaceError)
# The store is there and will not take a record: a text with NUL, a number beyond its column. Or it
# meets a mistake of ours, which must cost this record and not stop its feed for ever.
_REFUSED = (DataError, IntegrityError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of a batch."""

    records: int
    rejected: int


class Ingest:
    """Stores batches of the feeds it was made for. One instance a thread."""

    def __init__(self, store: Engine, settings: Settings, feeds: Sequence[FeedInfo]) -> None:
        self._store = store
        self._settings = settings
        self._zone = settings.zone
        self._work = settings.calendar
        self._clocks = settings.complaint_clocks
        self._rules = settings.incident_rules
        self._register = Register()
        self._feeds = {feed.name: feed for feed in feeds}
        self._ids = register(store, feeds)
        self._announcer = Announcer(settings.redis_url)
        self._where = Whereabouts(settings.boundaries)

    def store(
        self, batch: Batch, now: datetime, cursor: Cursor | None = None, source: Source | None = None
    ) -> Stored:
        """Store one batch. Raises StoreError where the store does not answer; then nothing was stored."""
        return self.store_many([(batch, cursor)], now, source)

    def store_many(
        self,
        batches: Sequence[tuple[Batch, Cursor | None]],
        now: datetime,
        source: Source | None = None,
    ) -> Stored:
        """Store batches of several feeds in one transaction. Raises StoreError as `store` does."""
        try:
            self._write(batches, now, source)
        except _REFUSED:
            batches = [self._without_refused(batch, cursor, now, source) for batch, cursor in batches]
        self._announcer.changed()
        return Stored(
            sum(len(batch.records) for batch, _cursor in batches),
            sum(len(batch.rejected) for batch, _cursor in batches),
        )

    def _write(
        self, batches: Sequence[tuple[Batch, Cursor | None]], now: datetime, source: Source | None
    ) -> None:
        try:
            with writing(self._store) as connection:
                lock_feeds(connection, (self._ids[batch.feed] for batch, _cursor in batches))
                if any(self._feeds[batch.feed].kind == "figures" for batch, _cursor in batches):
                    lock_told(connection)
                kept = [self._keep(connection, batch, cursor, now, source) for batch, cursor in batches]
                # Last: it may wait for another who opens incidents, who must not wait for our rows.
                incidents.apply(
                    connection, [one for found in kept for one in found], self._rules, now, self._settings
                )
        except _UNREACHABLE as error:
            raise StoreError(f"the store does not answer: {error.orig}") from error

    def _without_refused(
        self, batch: Batch, cursor: Cursor | None, now: datetime, source: Source | None
    ) -> tuple[Batch, Cursor | None]:
        """Store a batch of which the store refuses a record: halved until only that one is left out."""
        try:
            self._write([(batch, cursor)], now, source)
        except _REFUSED as error:
            if len(batch.records) < 2:
                refused = Batch(batch.feed, [], [*batch.rejected, *_refused(batch, error)], batch.heard)
                self._write([(refused, cursor)], now, source)
                return refused, cursor
            half = len(batch.records) // 2
            first = Batch(batch.feed, batch.records[:half], batch.rejected, batch.heard)
            second = Batch(batch.feed, batch.records[half:])
            stored = [
                self._without_refused(first, None, now, source)[0],
                self._without_refused(second, cursor, now, source)[0],
            ]
            batch = Batch(
                batch.feed,
                [record for part in stored for record in part.records],
                [item for part in stored for item in part.rejected],
                batch.heard,
            )
        return batch, cursor

    def _keep(
        self,
        connection: Connection,
        batch: Batch,
        cursor: Cursor | None,
        now: datetime,
        source: Source | None,
    ) -> list[Trigger]:
        """Keep a batch; what the rules found in it is for the end of the transaction."""
        feed, feed_id = self._feeds[batch.feed], self._ids[batch.feed]
        context = Context(
            connection=connection,
            feed=feed,
            feed_id=feed_id,
            now=now,
            zone=self._zone,
            work=self._work,
            clocks=self._clocks,
            register=self._register,
            where=self._where,
            tally=Tally(),
            rules=self._rules,
        )
        for kind, store in _STORES:
            told = [record for record in batch.records if type(record) is kind]
            if told:
                store(context, told)
        context.tally.write(connection)
        rejections = not_kept(connection, feed_id, [*batch.rejected, *context.rejected])
        keep_rejected(connection, feed_id, rejections, now, source or Source())
        heard = Heard.of(batch, len(rejections))
        book(connection, feed, feed_id, replace(heard, records=heard.records - len(context.rejected)), now)
        if cursor is not None:
            save_cursor(connection, feed_id, cursor, now)
        return context.triggers


def _refused(batch: Batch, error: Exception) -> list[Rejected]:
    return [
        Rejected(
            reason=Reason.REFUSED_BY_STORE,
            detail=str(getattr(error, "orig", error)),
            body=repr(record).encode("utf-8", "backslashreplace"),
            external_id=getattr(record, "external_id", ""),
        )
        for record in batch.records
    ]
