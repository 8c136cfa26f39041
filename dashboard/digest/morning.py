"""The morning's digest: made once a day at its hour, or at the next start of that day, and sent to who asked.

Call `tick` under a lease. Two collectors at once do no harm: a day's morning is kept once, and who kept it
sends it in the same transaction.
"""

from datetime import datetime, time
from functools import partial

from sqlalchemy import Engine

from dashboard.civil import day_of
from dashboard.db import writing
from dashboard.digest import texts
from dashboard.digest.body import Body
from dashboard.digest.gathering import gather
from dashboard.digest.keeping import DigestDesk, keep
from dashboard.i18n import translator
from dashboard.outbox.bulletins import announce
from dashboard.outbox.receivers import receivers
from dashboard.settings import Settings
from dashboard.views import KpiReader

TOPIC = "digest"


class Morning:
    """Looks at the clock each time, at the store once a day."""

    def __init__(self, store: Engine, reader: KpiReader, settings: Settings) -> None:
        self._store, self._reader, self._settings = store, reader, settings
        self._hour = time.fromisoformat(settings.digest_at) if settings.digest_at else None
        self._done = ""

    def tick(self, now: datetime) -> None:
        """Make today's, where its hour has come and it is not there yet."""
        local = now.astimezone(self._settings.zone)
        day = day_of(now, self._settings.zone)
        if self._hour is None or local.time() < self._hour or self._done == day.isoformat():
            return
        if DigestDesk(self._store).of_day(day) is None:
            self._make(gather(self._store, self._reader, self._settings, now), now)
        self._done = day.isoformat()

    def _make(self, body: Body, now: datetime) -> None:
        with writing(self._store) as connection:
            if keep(connection, "morning", body, body.day, now) is not None:
                announce(
                    connection,
                    receivers(self._settings.receivers),
                    topic=TOPIC,
                    key=body.day.isoformat(),
                    write=partial(_written, body, self._settings),
                    now=now,
                    settings=self._settings,
                )


def _written(body: Body, settings: Settings, language: str) -> tuple[str, str]:
    t = translator(language)
    return texts.title(t, body), texts.text(t, body, settings.zone, settings.public_url)
