"""What happens to incidents because time passes. Call `tick` every few seconds, under a lease."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, exists, select

from dashboard.db import reading, writing
from dashboard.incidents import overdue, silence, waits, watching
from dashboard.incidents.applying import apply
from dashboard.live import Announcer
from dashboard.models import level_wait
from dashboard.outbox import Happening, notify
from dashboard.rules import Rules, Trigger
from dashboard.rules.floods import Found, trigger
from dashboard.settings import Settings

_BACKLOG_EVERY = timedelta(minutes=1)

Find = Callable[[Connection, Rules, datetime], list[Trigger]]


class Waking:
    """Looks first and writes only where something is to be written: SQLite has one writer."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._rules = settings.incident_rules
        self._announcer = Announcer(settings.redis_url)
        self._backlog_at: datetime | None = None

    def tick(self, now: datetime) -> None:
        """Levels that have stood long enough, mute devices, backlogs; what is overdue or expired; silence."""
        self._levels(now)
        self._found(watching.mute, now)
        self._found(watching.expired_alerts, now)
        if self._backlog_at is None or now - self._backlog_at >= _BACKLOG_EVERY:
            self._found(watching.backlog, now)
            self._backlog_at = now
        self._change(overdue.due, lambda link, rows: overdue.wake(link, rows, self._rules, now), now)
        self._change(silence.changed, lambda link, rows: silence.write(link, rows, now), now)

    def _levels(self, now: datetime) -> None:
        waiting = select(exists().where(level_wait.c.due_at <= now))
        with reading(self._store) as connection:
            if not connection.execute(waiting).scalar_one():
                return
        rule = self._rules["flood"]
        with writing(self._store) as connection:
            over = waits.passed(connection, now)
            found = [
                trigger(rule, gauge.feed, gauge, Found(wait.level, wait.value, wait.since))
                for gauge, wait in over
                if rule.on
            ]
            apply(connection, found, self._rules, now, self._settings)
        self._announcer.changed()

    def _found(self, find: Find, now: datetime) -> None:
        with reading(self._store) as connection:
            if not find(connection, self._rules, now):
                return
        # Looked at again within the transaction that writes: what was read may hold no longer.
        with writing(self._store) as connection:
            apply(connection, find(connection, self._rules, now), self._rules, now, self._settings)
        self._announcer.changed()

    def _change(
        self,
        look: Callable[[Connection, datetime], Sequence[Any]],
        change: Callable[[Connection, Sequence[Any]], list[Happening]],
        now: datetime,
    ) -> None:
        with reading(self._store) as connection:
            rows = look(connection, now)
        if rows:
            with writing(self._store) as connection:
                notify(connection, change(connection, rows), now, self._settings)
            self._announcer.changed()
