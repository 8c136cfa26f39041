"""What the rules find in the records of past days; `PAST` is the list of where they look."""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from dashboard.rules.book import Rules
from dashboard.rules.past import alarms, complaints, counts, floods, sightings
from dashboard.rules.past.span import Found, Span

__all__ = ["PAST", "Found", "Span"]

PAST: tuple[Callable[[Connection, Rules, Span], Iterable[Found]], ...] = (
    alarms.found,
    floods.found,
    complaints.found,
    sightings.found,
    counts.buildings_told,
    counts.backlogs,
    counts.silences,
)
