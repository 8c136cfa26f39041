"""One collector: its leases, its pollers, its subscriber and its schedule, from start to stop."""

import os
import socket
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from logging import getLogger
from random import Random
from threading import Event, Thread
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import Engine

from collectors.answering import answering
from collectors.feed import Feed, HttpFeed, MqttFeed, inventory_of
from collectors.inventory import Inventory
from collectors.notices.courier import courier
from collectors.poller import Poller
from collectors.schedule import BY_THE_CLOCK, NOTICES, Schedule, jobs, lease_of, notice_job
from collectors.subscriber import Subscriber
from collectors.tenure import Tenure
from dashboard.feeds import retire
from dashboard.ingest import Batch, Ingest
from dashboard.settings import Settings

log = getLogger(__name__)

Asker = TypeVar("Asker", Poller, Inventory)

_FINISH, _GIVE_BACK = 1.5, 0.7  # s for what runs to be finished, and for the leases to be given back


class Collector:
    """Everything that a collector runs.

    Raises StoreError where the store does not answer, SettingsError where a receiver's address is wrong.
    """

    def __init__(self, feeds: Sequence[Feed], store: Engine, settings: Settings) -> None:
        self._feeds, self._store, self._settings = feeds, store, settings
        self._infos = [feed.info() for feed in feeds]
        self._stopping = Event()
        self._write_down()
        polled = [feed for feed in feeds if isinstance(feed, HttpFeed)]
        inventories = [asked for feed in feeds if (asked := inventory_of(feed)) is not None]
        names = {lease_of(feed.name) for feed in [*polled, *inventories]}
        self._courier = courier(store, settings, os.environ)
        sending = [NOTICES] if self._courier else []
        self._held = Tenure(store, [*BY_THE_CLOCK, *sending, *sorted(names)], _holder(settings))
        self._pollers = [self._made(Poller, feed) for feed in polled]
        self._inventories = [self._made(Inventory, asked) for asked in inventories]
        listed = jobs(self._pollers, self._inventories, self._held, self._renew, store, settings)
        if self._courier:
            listed.append(notice_job(self._courier, self._held))
        self._schedule = Schedule(listed)
        listened = [feed for feed in feeds if isinstance(feed, MqttFeed)]
        self._subscriber = Subscriber(listened, store, settings)

    def start(self) -> None:
        """Take what leases are free, and begin."""
        self._held.renew(datetime.now(UTC))
        self._schedule.start()
        self._subscriber.start()
        names = ", ".join(feed.name for feed in self._feeds)
        log.info("collecting %d feeds: %s", len(self._feeds), names)

    def stop(self) -> bool:
        """End within 3 s; False where something still hangs on a source that does not answer."""
        self._stopping.set()
        finished = _within(_FINISH, self._finish)
        return _within(_GIVE_BACK, self._held.release) and finished

    def _finish(self) -> None:
        subscriber = Thread(target=self._subscriber.stop, daemon=True)
        subscriber.start()
        self._schedule.stop()
        for poller in self._pollers:
            poller.close()
        for inventory in self._inventories:
            inventory.close()
        subscriber.join()
        if self._courier:
            self._courier.close(_FINISH)  # a message cut off half-way would have to be sent again

    def _write_down(self) -> None:
        """The feeds, and where the devices of their files stand."""
        with answering():
            ingest = Ingest(self._store, self._settings, self._infos)
            retire(self._store, [feed.name for feed in self._feeds])
            for feed in self._feeds:
                if devices := feed.read_devices():
                    ingest.store(Batch(feed.name, list(devices)), datetime.now(UTC))

    def _renew(self) -> None:
        for name in self._held.renew(datetime.now(UTC)):
            self._schedule.hurry(name)

    def _made(self, kind: type[Asker], feed: HttpFeed) -> Asker:
        holds = partial(self._held.holds, lease_of(feed.name))
        chance = Random()  # noqa: S311  for jitter, which keeps no secret
        return kind(feed, self._store, self._settings, self._infos, self._stopping, holds, chance)


def _within(seconds: float, work: Callable[[], None]) -> bool:
    """Do it, and wait this long for it; whether it was done by then."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


def _holder(settings: Settings) -> str:
    """A name that no other collector has, not even this one after a restart."""
    return f"{settings.collector or socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"[:120]
