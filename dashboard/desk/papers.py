"""What lies beside the incidents on an officer's desk: files, saved views, hand-overs, records unmasked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from dashboard.db import reading, writing
from dashboard.desk import attachments, handovers, unmasking, views
from dashboard.desk.asker import Asker
from dashboard.live import Announcer

Json = dict[str, Any]


class Papers:
    """Blocking: call from a thread. Raises DeskError, and SQLAlchemy's errors where the store is away."""

    def __init__(self, store: Engine, announcer: Announcer) -> None:
        self._store = store
        self._announcer = announcer

    def attach(self, asker: Asker, number: int, name: str, body: bytes, now: datetime) -> None:
        with writing(self._store) as connection:
            attachments.attach(connection, asker, number, name, body, now)
        self._announcer.changed()

    def attached(self, number: int, asker: Asker) -> Any:
        """A row of `attachment`."""
        with reading(self._store) as connection:
            return attachments.attached(connection, number, asker)

    def views(self, asker: Asker) -> list[Json]:
        with reading(self._store) as connection:
            return views.views(connection, asker.name)

    def save_view(self, asker: Asker, told: Mapping[str, object], now: datetime) -> Json:
        with writing(self._store) as connection:
            return views.save(connection, asker.name, told, now)

    def forget_view(self, asker: Asker, number: int) -> None:
        with writing(self._store) as connection:
            views.forget(connection, asker.name, number)

    def draft(self, asker: Asker, since: datetime | None, now: datetime) -> Json:
        """A hand-over as it would be now."""
        with reading(self._store) as connection:
            return handovers.draft(connection, asker, since, now)

    def hand(self, asker: Asker, told: Mapping[str, object], now: datetime) -> Json:
        with writing(self._store) as connection:
            return handovers.hand(connection, asker, told, now)

    def sign(self, asker: Asker, number: int, now: datetime) -> Json:
        with writing(self._store) as connection:
            return handovers.sign(connection, asker, number, now)

    def handed(self, asker: Asker, number: int) -> Json:
        with reading(self._store) as connection:
            return handovers.handed(connection, asker, number)

    def handovers(self, asker: Asker) -> list[Json]:
        with reading(self._store) as connection:
            return handovers.handovers(connection, asker)

    def unmask(self, asker: Asker, source: str, source_id: int, reason: str, now: datetime) -> Json:
        with writing(self._store) as connection:
            return unmasking.unmask(connection, asker, source, source_id, reason, now)
