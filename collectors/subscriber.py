"""Listening to MQTT feeds: store, commit, then acknowledge. Nothing is acknowledged that is not stored."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from logging import getLogger
from threading import Event, Thread

from sqlalchemy import Engine

from collectors.answering import answering
from collectors.feed import MqttFeed
from collectors.mqtt.broker import Broker
from collectors.mqtt.inbox import Held, Inbox
from collectors.mqtt.session import Backoff
from dashboard import feeds as books
from dashboard.db import StoreError
from dashboard.ingest import Batch, Ingest
from dashboard.settings import Settings

log = getLogger(__name__)

BATCH = 1_000  # messages that are handed over at once
MOST = 5_000  # what one transaction takes when we are behind
LEAST_GATHER, MOST_GATHER = 0.005, 0.05  # seconds that a message waits for others
LONGEST_WAIT = 5.0  # seconds between two attempts to store
IDLE = 0.2  # seconds between two looks at whether we should stop


class Listener(Thread):
    """Listens to the feeds of one broker: one connection, one thread.

    Reading, storing and acknowledging take turns in one thread, because under Python's lock two would only
    stand in each other's way: measured, SQLite gives the lock up at each row.
    """

    def __init__(self, feeds: Sequence[MqttFeed], store: Engine, settings: Settings, client_id: str) -> None:
        super().__init__(name=f"mqtt {feeds[0].address}", daemon=True)
        self._feeds, self._store, self._settings = feeds, store, settings
        self._broker = Broker(feeds, client_id, self._report)
        self._inbox = Inbox(feeds, settings)
        self._backoff = Backoff(client_id, LONGEST_WAIT)
        self._ingest: Ingest | None = None
        self._stopping = Event()
        self._gather = LEAST_GATHER
        self._store_is_down = False
        self._not_before = 0.0  # when the store is tried again

    def stop(self) -> None:
        """Ask the thread to end; `join` waits for it."""
        self._stopping.set()

    def run(self) -> None:
        """Until `stop`: take what comes, hand it over when it is due."""
        while not self._stopping.is_set():
            if self._inbox.is_full:  # only while the store is down: the broker keeps the rest for us
                self._broker.close()
                self._stopping.wait(self._pause())
            else:
                self._listen()
            if self._is_due():
                self._hand_over()
        if self._inbox.held and not self._store_is_down:
            self._hand_over()
        self._broker.close()

    def _listen(self) -> None:
        """Wait for messages; when behind, take all that are there, up to what one transaction stores."""
        packets = self._broker.pump(self._pause())
        while packets:
            self._inbox.put(packets, self._broker.connection, datetime.now(UTC))
            packets = self._broker.pump(0.0) if len(self._inbox.held) < MOST else []

    def _waited(self) -> float:
        """Seconds that the oldest message in hand has been there."""
        return (datetime.now(UTC) - self._inbox.held[0].received_at).total_seconds()

    def _pause(self) -> float:
        """How long nothing need be done but listen."""
        if not self._inbox.held:
            return IDLE
        due = max(self._gather - self._waited(), self._not_before - time.monotonic())
        return min(max(due, 0.0), IDLE)

    def _is_due(self) -> bool:
        held = self._inbox.held
        if not held or time.monotonic() < self._not_before:
            return False
        return len(held) >= BATCH or self._waited() >= self._gather

    def _hand_over(self) -> None:
        part = self._inbox.held[:MOST]
        begun = time.monotonic()
        try:
            batches = self._stored(part)
        except StoreError as error:
            self._store_failed(error)
            return
        self._store_works()
        for batch in batches:
            self._inbox.tell(batch.rejected, batch.feed)
        self._inbox.drop(len(part))
        present = self._broker.connection
        self._broker.acknowledge(
            [packet.mid for packet, connection, _at in part if packet.qos and connection == present]
        )
        # Where storing is dear, more is gathered for it: at most a third of the time goes into small batches.
        self._gather = min(max(2 * (time.monotonic() - begun), LEAST_GATHER), MOST_GATHER)

    def _stored(self, part: Sequence[Held]) -> Sequence[Batch]:
        with answering():
            if self._ingest is None:
                self._ingest = Ingest(self._store, self._settings, [feed.info() for feed in self._feeds])
            batches = self._inbox.read(part)
            if batches:
                self._ingest.store_many([(batch, None) for batch in batches], datetime.now(UTC))
        return batches

    def _store_failed(self, error: Exception) -> None:
        if not self._store_is_down:
            log.error("%s; %d messages wait unacknowledged", error, len(self._inbox.held))
        self._store_is_down = True
        self._not_before = time.monotonic() + self._backoff.next()

    def _store_works(self) -> None:
        if self._store_is_down:
            log.warning("the store answers again")
        self._store_is_down = False
        self._backoff.reset()

    def _report(self, names: Sequence[str], reason: str) -> None:
        """Write into the feeds' books what is wrong with them, or that nothing is; else into the log."""
        try:
            with answering():
                for name in names:
                    if reason:
                        books.record_failure(self._store, name, reason, datetime.now(UTC))
                    else:
                        books.record_recovery(self._store, name)
        except StoreError as error:
            log.warning("%s: %s (and %s)", ", ".join(names), reason or "reached again", error)


class Subscriber:
    """Listens to all MQTT feeds: a connection for each broker address."""

    def __init__(self, feeds: Sequence[MqttFeed], store: Engine, settings: Settings) -> None:
        by_address: dict[str, list[MqttFeed]] = {}
        for feed in feeds:
            by_address.setdefault(feed.address, []).append(feed)
        self._listeners = [
            Listener(together, store, settings, client_id(together[0], settings))
            for together in by_address.values()
        ]

    def start(self) -> None:
        """Begin to listen, in threads of their own."""
        for listener in self._listeners:
            listener.start()

    def stop(self) -> None:
        """Store and acknowledge what is in hand, say goodbye, end."""
        for listener in self._listeners:
            listener.stop()
        for listener in self._listeners:
            listener.join()


def client_id(feed: MqttFeed, settings: Settings) -> str:
    """The broker keeps our session under it: the same after each restart, another for each collector."""
    name = feed.client_id or "ops-center"
    return f"{name}-{settings.collector}" if settings.collector else name
