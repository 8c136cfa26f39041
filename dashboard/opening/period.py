"""The days that are opened as moments; a span that goes on ends with this day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.board.present import DUE_SOON
from dashboard.civil import day_end, day_of, day_start
from dashboard.periods import OF_NOW, Span
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day, the moments between them (UTC, `end` excluded), and the clock."""

    first: date
    last: date
    start: datetime
    end: datetime
    now: datetime
    soon: datetime  # what is due before it is due soon
    is_present: bool

    @property
    def due_before(self) -> datetime:
        """What still runs is late only when its due time is over: in the present month that is now."""
        return min(self.end, self.now)


def period_of(span: Span, now: datetime, settings: Settings, after: date | None = None) -> Period:
    """The days of a span up to today. `after`: only those after this one."""
    zone = settings.zone
    today = day_of(now, zone)
    first = span.first if after is None else max(span.first, after + timedelta(days=1))
    last = max(min(span.last, today), span.first)
    return Period(
        first=first,
        last=last,
        start=day_start(first, zone),
        end=day_end(last, zone),
        now=now,
        # a dossier due at 17:00 is due within hours that end at 17:00: see board.present.due_soon
        soon=settings.calendar.add(now, DUE_SOON) + timedelta(microseconds=1),
        is_present=span.last >= today and span.kind in OF_NOW,
    )
