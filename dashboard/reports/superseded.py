"""The issued report in whose place a draft stands, and what came in late for it; read once for many looks."""

import threading
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from dashboard.db import reading
from dashboard.reports import storing
from dashboard.reports.document import Document
from dashboard.reports.latecomers import latecomers

MOST = 4  # that are remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """`late`: records that came in since, by kind (`latecomers`)."""

    document: Document
    late: dict[str, int]


class Supersededs:
    """For all threads of a process."""

    def __init__(self, store: Engine) -> None:
        self._store, self._lock = store, threading.Lock()
        self._kept: dict[tuple[int, datetime], Superseded] = {}

    def of(self, revises_id: int | None, taken_at: datetime) -> Superseded | None:
        """Beside figures of a moment. None: nothing is revised."""
        if revises_id is None:
            return None
        with self._lock:
            known = self._kept.get((revises_id, taken_at))
        if known is None:
            with reading(self._store) as connection:
                document = storing.document(connection, revises_id)
                known = Superseded(document=document, late=latecomers(connection, document))
            with self._lock:
                self._kept[revises_id, taken_at] = known
                while len(self._kept) > MOST:
                    self._kept.pop(next(iter(self._kept)))
        return known
