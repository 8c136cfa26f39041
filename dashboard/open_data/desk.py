"""The open interface's way to the store: every question in a transaction of its own."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from dashboard.board.feeds import FeedRow, Feeds, feed_rows
from dashboard.db import reading
from dashboard.open_data import complaints, figures, incidents, reports
from dashboard.open_data.incidents import Step
from dashboard.open_data.visitor import Visitor
from dashboard.outages import Silences, silences


class OpenData:
    """Blocking: call from a thread. Raises SQLAlchemy's errors where the store is away."""

    def __init__(self, store: Engine) -> None:
        self._store = store

    def feeds(self, now: datetime) -> list[FeedRow]:
        with reading(self._store) as connection:
            return feed_rows(connection, now, Feeds.rejected(connection))

    def silences(self, since: datetime, now: datetime) -> tuple[list[FeedRow], Silences]:
        """The feeds, and when each was silent since then."""
        with reading(self._store) as connection:
            return feed_rows(connection, now, {}), silences(connection, since, now)

    def figures(self, wanted: figures.Wanted) -> list[Any]:
        with reading(self._store) as connection:
            return figures.figures(connection, wanted)

    def incidents(self, wanted: incidents.Wanted) -> list[Any]:
        with reading(self._store) as connection:
            return incidents.incidents(connection, wanted)

    def incident(self, visitor: Visitor, number: int) -> tuple[Any, dict[str, int], Sequence[Step]] | None:
        """Its row, its sources and its timeline; None where there is none within the visitor's units."""
        with reading(self._store) as connection:
            row = incidents.one(connection, number)
            if row is None or not visitor.reaches(row.unit_id):
                return None
            return row, incidents.sources(connection, number), incidents.timeline(connection, number)

    def open_by_severity(self, units: Collection[int] | None) -> dict[str, int]:
        with reading(self._store) as connection:
            return incidents.open_by_severity(connection, units)

    def reports(
        self, visitor: Visitor, after: tuple[datetime, int] | None, limit: int
    ) -> tuple[list[Any], list[Any]]:
        """Rows of reports, and of their files."""
        with reading(self._store) as connection:
            found = reports.reports(connection, visitor, after, limit)
            return found, reports.files(connection, [row.id for row in found])

    def report(self, visitor: Visitor, number: int) -> tuple[Any, list[Any]] | None:
        with reading(self._store) as connection:
            row = reports.one(connection, visitor, number)
            return None if row is None else (row, reports.files(connection, [number]))

    def report_file(self, visitor: Visitor, number: int, kind: str) -> Any | None:
        with reading(self._store) as connection:
            if reports.one(connection, visitor, number) is None:
                return None
            return reports.file(connection, number, kind)

    def complaints(self, wanted: complaints.Wanted) -> list[Any]:
        with reading(self._store) as connection:
            return complaints.complaints(connection, wanted)

    def categories(self) -> list[Any]:
        with reading(self._store) as connection:
            return complaints.categories(connection)
