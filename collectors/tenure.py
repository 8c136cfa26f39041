"""The feeds and jobs that this collector holds a lease of, renewed for as long as it lives."""

import time
from collections.abc import Iterable
from datetime import datetime
from logging import getLogger

from sqlalchemy import Engine

from collectors.answering import answering
from dashboard import leases
from dashboard.db import StoreError

log = getLogger(__name__)

EVERY = 5.0  # s between two renewals: a dead collector's work is taken over within EVERY + leases.TTL
_MARGIN = 2.0  # s: better to leave off too early than to do the work of two


class Tenure:
    """Leases of many names for one holder. `renew` is called by one thread, `holds` by many."""

    def __init__(self, store: Engine, names: Iterable[str], holder: str) -> None:
        self._store, self._names, self._holder = store, tuple(names), holder
        self._until: dict[str, float] = {}  # monotonic

    def renew(self, now: datetime) -> list[str]:
        """Ask for each name; those that are newly ours. Raises StoreError; what is held then runs out."""
        gained = []
        for name in self._names:
            asked = time.monotonic()
            with answering():
                taken = leases.take(self._store, name, self._holder, now)
            if taken and not self.holds(name):
                log.info("%s: ours now", name)
                gained.append(name)
            if not taken and name in self._until:
                log.warning("%s: another collector's now", name)
            if taken:
                self._until[name] = asked + leases.TTL.total_seconds() - _MARGIN
            else:
                self._until.pop(name, None)
        return gained

    def holds(self, name: str) -> bool:
        """Whether the work is ours to do at this moment."""
        return self._until.get(name, 0.0) > time.monotonic()

    def release(self) -> None:
        """Give everything back, so that another collector need not wait. Never raises."""
        held, self._until = list(self._until), {}
        try:
            for name in held:
                with answering():
                    leases.release(self._store, name, self._holder)
        except StoreError as error:
            log.warning("leases not given back, they run out: %s", error)
