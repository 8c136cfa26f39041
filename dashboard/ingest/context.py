"""What storing one batch needs at hand."""

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from sqlalchemy import Connection

from dashboard.civil import day_of
from dashboard.complaints import Clocks
from dashboard.feeds import FeedInfo
from dashboard.procedures import Register
from dashboard.records import Rejected
from dashboard.rules import Rules, Trigger
from dashboard.tally import Tally
from dashboard.whereabouts import Whereabouts
from dashboard.workdays import WorkCalendar


@dataclass(slots=True, kw_only=True)
class Context:
    """One transaction's way through the door; `triggers` are what the rules found."""

    connection: Connection
    feed: FeedInfo
    feed_id: int
    now: datetime
    zone: tzinfo
    work: WorkCalendar
    clocks: Clocks
    register: Register
    where: Whereabouts
    tally: Tally
    rules: Rules
    triggers: list[Trigger] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)  # what could be read and cannot be placed

    def day(self, moment: datetime) -> date:
        """The civil day of a moment."""
        return day_of(moment, self.zone)
