"""The span of days that is opened: a month of the city's calendar; the present one ends with this moment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.board.present import DUE_SOON
from dashboard.civil import day_end, day_of, day_start, month_of
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


def period_of(month: date | None, now: datetime, settings: Settings, after: date | None = None) -> Period:
    """A month by any of its days; None: the present one. `after`: only the days after this one."""
    zone = settings.zone
    today = day_of(now, zone)
    first = month_of(month or today)
    is_present = first >= month_of(today)
    if is_present:
        first, last = month_of(today), today
    else:
        last = month_of(first + timedelta(days=32)) - timedelta(days=1)
    begin = first if after is None else max(first, after + timedelta(days=1))
    return Period(
        first=begin,
        last=last,
        start=day_start(begin, zone),
        end=day_end(last, zone),
        now=now,
        # a dossier due at 17:00 is due within hours that end at 17:00: see board.present.due_soon
        soon=settings.calendar.add(now, DUE_SOON) + timedelta(microseconds=1),
        is_present=is_present,
    )
