"""Which figures of which days changed in the store since they were last read."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from dashboard.civil import month_of
from dashboard.models import figure_change, figure_day

CHUNK = 500  # days asked for at once


@dataclass(slots=True)
class Revisions:
    """Of every day of which anything was ever told. `figures`: those that matter."""

    figures: Container[str]
    _days: dict[date, int] = field(default_factory=dict)
    _months: dict[date, int] = field(default_factory=dict)  # sums of them, made when asked for
    _changes: dict[tuple[date, str], int] = field(default_factory=dict)

    def read(self, connection: Connection) -> dict[date, set[str]]:
        """The figures that changed, by day."""
        days = {row.day: row.revision for row in connection.execute(select(figure_day))}
        changed = [day for day, revision in days.items() if self._days.get(day) != revision]
        self._days = days
        if changed:
            self._months = {}
        found: dict[date, set[str]] = {}
        for start in range(0, len(changed), CHUNK):
            some = select(figure_change).where(figure_change.c.day.in_(changed[start : start + CHUNK]))
            for row in connection.execute(some):
                if row.figure in self.figures and self._changes.get((row.day, row.figure)) != row.revision:
                    self._changes[row.day, row.figure] = row.revision
                    found.setdefault(row.day, set()).add(row.figure)
        return found

    def months(self) -> Mapping[date, int]:
        """Of each month, by its first day: it grows whenever one of its days changes."""
        if not self._months:
            found: dict[date, int] = {}
            for day, revision in self._days.items():
                first = month_of(day)
                found[first] = found.get(first, 0) + revision
            self._months = found
        return self._months
