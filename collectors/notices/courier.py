"""Sends what is due: one thread an address, so that a slow one keeps no other waiting."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import getLogger

from sqlalchemy import Engine

from collectors.answering import answering
from collectors.causes import Causes
from collectors.notices.channel import Channel, Outcome, channels
from dashboard.db import StoreError, reading, writing
from dashboard.outbox import Receiver, receivers
from dashboard.outbox.delivering import CLAIM, Delivery, claim, extend, failed, sent
from dashboard.outbox.enclosing import enclosed
from dashboard.outbox.message import message_of
from dashboard.outbox.planning import is_due, plan, routes
from dashboard.settings import Settings

log = getLogger(__name__)

SLOW = timedelta(seconds=60)  # after which it is said that an address does not answer
LIMIT = timedelta(minutes=10)  # after which a try is left to itself and counts as failed
_MOST_LEFT = 2  # tries of one address left to themselves; with more nothing is sent to it
_STORE_PAUSE = 2.0  # s between two attempts to write down what came of a message
Clock = Callable[[], datetime]


@dataclass(slots=True)
class _Try:
    """A message that is being sent."""

    delivery: Delivery
    begun: datetime
    extended: datetime
    is_said: bool = False  # that no answer comes


class Courier:
    """Claims, sends and marks deliveries. `tick` is called by one thread."""

    def __init__(
        self,
        store: Engine,
        settings: Settings,
        by_route: Mapping[str, Receiver],
        opened: Mapping[str, Channel],
    ) -> None:
        self._store, self._settings = store, settings
        self._receivers, self._channels = by_route, opened
        self._stopping = threading.Event()
        self._threads: dict[str, threading.Thread] = {}
        self._left: dict[str, list[threading.Thread]] = {route: [] for route in by_route}
        self._trying: dict[str, _Try] = {}  # by route
        self._causes = {route: Causes(log) for route in by_route}

    def tick(self, now: datetime, is_ours: bool) -> None:
        """Keep what is being sent ours; where the work `is_ours`, begin what is due. Raises StoreError."""
        self._extend(now)
        if not is_ours or self._stopping.is_set():
            return
        free = {route: one for route, one in self._receivers.items() if not self._is_busy(route)}
        with answering():
            with reading(self._store) as connection:
                if not free or not is_due(connection, free, now):
                    return
            with writing(self._store) as connection:
                planned = plan(connection, free, self._settings, now)
        for route, deliveries in planned.items():
            thread = threading.Thread(
                target=self._work, args=(route, deliveries, _clock(now)), name=f"notices {route}", daemon=True
            )
            self._threads[route] = thread
            thread.start()

    def wait(self, seconds: float) -> bool:
        """Until nothing is being sent, this long at most; whether nothing is."""
        end = time.monotonic() + seconds
        for thread in self._threads.values():
            thread.join(max(0.0, end - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads.values())

    def close(self, seconds: float) -> bool:
        """Begin nothing more, and let what is being sent come to its end."""
        self._stopping.set()
        return self.wait(seconds)

    def _is_busy(self, route: str) -> bool:
        self._left[route] = [thread for thread in self._left[route] if thread.is_alive()]
        thread = self._threads.get(route)
        return (thread is not None and thread.is_alive()) or len(self._left[route]) >= _MOST_LEFT

    def _extend(self, now: datetime) -> None:
        for route, one in list(self._trying.items()):
            if now - one.begun >= SLOW and not one.is_said:
                one.is_said = True
                log.warning("notices to %s: no answer for %d s; the others go on", route, SLOW.seconds)
            if now - one.begun >= LIMIT:
                self._leave(route, one, now)
            elif now - one.extended >= CLAIM / 4:
                with answering(), writing(self._store) as connection:
                    extend(connection, one.delivery, now)
                one.extended = now

    def _leave(self, route: str, one: _Try, now: datetime) -> None:
        """A thread cannot be ended from outside; should its message be taken after all, that is marked."""
        with answering(), writing(self._store) as connection:
            failed(connection, one.delivery, f"no answer for {LIMIT.seconds // 60} minutes", now)
        self._left[route].append(self._threads.pop(route))
        self._trying.pop(route, None)

    def _work(self, route: str, deliveries: list[str], clock: Clock) -> None:
        """One message after the other, until one is not taken."""
        for delivery in deliveries:
            is_left = self._threads.get(route) is not threading.current_thread()
            if is_left or self._stopping.is_set() or not self._deliver(route, delivery, clock):
                return

    def _deliver(self, route: str, number: str, clock: Clock) -> bool:
        """Whether to go on with the next."""
        receiver, now = self._receivers[route], clock()
        try:
            with answering(), writing(self._store) as connection:
                delivery = claim(connection, receiver, number, now)
                files = enclosed(connection, delivery) if delivery else ()
        except StoreError:
            return False  # not claimed, so not sent: it is due at the next turn
        if delivery is None:
            return True
        one = self._trying[route] = _Try(delivery, now, now)
        outcome = self._channels[route].send(message_of(receiver, delivery, files))
        self._say(route, outcome)
        self._mark(delivery, outcome, clock)
        if self._trying.get(route) is one:
            del self._trying[route]
        return outcome.taken

    def _mark(self, delivery: Delivery, outcome: Outcome, clock: Clock) -> None:
        """What came of it must be in the store: else it would be sent again."""
        while True:
            try:
                with answering(), writing(self._store) as connection:
                    if outcome.taken:
                        sent(connection, delivery, clock())
                    else:
                        failed(connection, delivery, outcome.error, clock())
            except StoreError as error:
                self._causes[delivery.route].count("store", str(error))
                if self._stopping.wait(_STORE_PAUSE):
                    return
            else:
                return

    def _say(self, route: str, outcome: Outcome) -> None:
        cause = f"notices to {route}"
        if not outcome.taken:
            self._causes[route].count(cause, outcome.error)
        elif times := self._causes[route].over(cause):
            log.info("%s: taken again, after %d tries in vain", cause, times)


def _clock(now: datetime) -> Clock:
    """What time it is, counted on from `now`."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)


def courier(store: Engine, settings: Settings, environment: Mapping[str, str]) -> Courier | None:
    """Who sends to the receivers of the settings' file; None where there are none. Raises SettingsError."""
    listed = receivers(settings.receivers)
    if not listed:
        return None
    opened = channels(listed, environment, settings.city, settings.zone)
    return Courier(store, settings, routes(listed), opened)
