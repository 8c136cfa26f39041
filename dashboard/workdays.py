"""Working time: the offices' hours on working days, with Vietnam's holidays, Tết and make-up days."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from holidays import country_holidays

from dashboard.civil import day_of

_FILE = Path(__file__).with_name("workdays.toml")
_KNOWN = range(2010, 2051)  # years whose holidays are looked up
_DAY = timedelta(days=1)

Hours = tuple[tuple[time, time], ...]
OFFICE_HOURS: Hours = ((time(7, 30), time(11, 30)), (time(13), time(17)))
WEEKEND = frozenset({5, 6})  # Saturday and Sunday, as date.weekday() counts


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """When an office works: `hours` of `zone`'s day, on days that are neither weekend nor off.

    A day in `make_up_days` is worked whatever else it is. Moments are aware; answers are UTC and exact.
    """

    zone: tzinfo
    hours: Hours = OFFICE_HOURS
    weekend: frozenset[int] = WEEKEND
    days_off: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Raises ValueError where no time would ever be worked, or some of it twice."""
        if len(self.weekend & set(range(7))) == 7:
            raise ValueError("no day of the week is left to work on")
        _check(self.hours)

    @property
    def day_length(self) -> timedelta:
        """Working time of one working day."""
        return sum(
            (
                datetime.combine(date.min, closes) - datetime.combine(date.min, opens)
                for opens, closes in self.hours
            ),
            timedelta(),
        )

    def is_workday(self, day: date) -> bool:
        return day in self.make_up_days or (day.weekday() not in self.weekend and day not in self.days_off)

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Working time between two moments; negative where `end` comes first."""
        if end < start:
            return -self.worked(end, start)
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        total = timedelta()
        for opens, closes in self._spans_from(start):
            if opens >= end:
                return total
            total += max(min(end, closes) - max(start, opens), timedelta())
        return total

    def add(self, start: datetime, working_time: timedelta) -> datetime:
        """The first moment by which so much working time has passed since `start`; UTC.

        Raises ValueError for a negative time, OverflowError beyond the year 9999.
        """
        if working_time < timedelta():
            raise ValueError(f"working time to add is negative: {working_time}")
        moment, left = start.astimezone(UTC), working_time
        spans = self._spans_from(moment)
        while left:
            opens, closes = next(spans)
            since = max(moment, opens)
            moment = since + min(left, max(closes - since, timedelta()))
            left -= moment - since
        return moment

    def days(self, start: datetime, end: datetime) -> int:
        """Working days after the day of `start` up to and with the day of `end`; negative backwards."""
        if end < start:
            return -self.days(end, start)
        first, last = day_of(start, self.zone), day_of(end, self.zone)
        return sum(self.is_workday(first + _DAY * number) for number in range(1, (last - first).days + 1))

    def _spans_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = day_of(start, self.zone)
        while True:
            yield from self._spans(day)
            day += _DAY

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_workday(day):
            return []
        moments = (
            (datetime.combine(day, at, self.zone).astimezone(UTC) for at in span) for span in self.hours
        )
        return [(opens, closes) for opens, closes in moments]


def _check(hours: Hours) -> None:
    edges = [edge for span in hours for edge in span]
    if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
        raise ValueError("working hours must follow one another and not touch, e.g. 07:30-11:30,13:00-17:00")


def parse_hours(text: str) -> Hours:
    """ "07:30-11:30,13:00-17:00" as spans of the day. Raises ValueError in one sentence."""
    spans = []
    for part in text.split(","):
        opens, _, closes = part.strip().partition("-")
        try:
            spans.append((time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip())))
        except ValueError as error:
            raise ValueError(f"no span of working hours, like 07:30-11:30: {part.strip()!r}") from error
    _check(tuple(spans))
    return tuple(spans)


@lru_cache(maxsize=8)
def vietnam(zone: tzinfo, hours: Hours = OFFICE_HOURS) -> WorkCalendar:
    """Vietnam's calendar of 2010–2050: the package's, put right by `workdays.toml`.

    Swapped days are known once the government announced them; years to come have only the law's days.
    """
    known = _package()
    told = tomllib.loads(_FILE.read_text("utf-8"))
    off = {entry["day"] for entry in told.get("day_off", ())}
    made_up = {entry["day"] for entry in told.get("make_up", ())}
    return WorkCalendar(
        zone=zone,
        hours=hours,
        days_off=frozenset(known[0] | off) - made_up,
        make_up_days=frozenset(known[1] - off | made_up),
    )


@cache
def _package() -> tuple[frozenset[date], frozenset[date]]:
    """Holidays and make-up days as the `holidays` package has them."""
    known = country_holidays("VN", years=_KNOWN)
    return frozenset(known), frozenset(known.weekend_workdays)
