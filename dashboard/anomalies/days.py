"""Which days a day is compared with: its weekday's of the last weeks, and the same weeks of last year."""

from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.workdays import WorkCalendar

WEEKS = 12  # how far a habit looks back
_YEAR = 364  # days: the same weekday of last year
_AROUND = 14  # days to each side of it that are the same season
_NEAR_HOLIDAY = 5  # days to each side of a holiday on which the whole city is not itself
_LONG, _NEAR_LONG = 5, 14  # so many days off in a row (Tết), and days to each side of them

DAY_OFF, MAKE_UP = "day_off", "make_up"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """The days that a day is compared with, newest first in no list twice.

    Each of `habits` is a habit of its own: a day between two kinds is off only where it is off both.
    """

    kind: str
    habits: tuple[tuple[date, ...], ...]
    season: tuple[date, ...] = ()  # the same weeks of last year
    before_season: tuple[date, ...] = ()  # and the weeks before those

    def all(self) -> list[date]:
        """Every day that has to be read."""
        return sorted({*self.season, *self.before_season, *(day for habit in self.habits for day in habit)})


def kind(day: date, calendar: WorkCalendar) -> str:
    """A weekday's name, or "day_off" (holiday, Tết), or "make_up" (a weekend's day that is worked)."""
    weekend = day.weekday() in calendar.weekend
    if calendar.is_workday(day):
        return MAKE_UP if weekend else WEEKDAYS[day.weekday()]
    return DAY_OFF if not weekend or day in calendar.days_off else WEEKDAYS[day.weekday()]


def peers(day: date, calendar: WorkCalendar) -> Peers:
    """A holiday is compared with all days off; a make-up day with working days and with its weekday's."""
    ours = kind(day, calendar)
    span = _back(day, WEEKS * 7)
    if ours == DAY_OFF:
        return Peers(kind=ours, habits=(tuple(d for d in span if not calendar.is_workday(d)),))
    if ours == MAKE_UP:
        worked = tuple(d for d in span if calendar.is_workday(d) and d.weekday() not in calendar.weekend)
        weekend = tuple(d for d in span if kind(d, calendar) == WEEKDAYS[day.weekday()])
        return Peers(kind=ours, habits=(worked, weekend))
    last_year = day - timedelta(days=_YEAR - _AROUND - 1)
    near = _back(last_year, 2 * _AROUND + 1)
    earlier = _back(near[-1], WEEKS * 7)
    same = [tuple(d for d in days if kind(d, calendar) == ours) for days in (span, near, earlier)]
    return Peers(kind=ours, habits=(same[0],), season=same[1], before_season=same[2])


def near_a_holiday(day: date, calendar: WorkCalendar) -> bool:
    """Whether a holiday or a long break is near: the whole city then moves as it does in no other week."""
    reach = _NEAR_LONG + _LONG - 1  # a break that ends, or begins, within the fourteen days
    around = [day + timedelta(days=offset) for offset in range(-reach, reach + 1)]
    if any(kind(one, calendar) == DAY_OFF for one in around if abs((one - day).days) <= _NEAR_HOLIDAY):
        return True
    run = 0
    for one in around:
        run = 0 if calendar.is_workday(one) else run + 1
        if run >= _LONG:
            return True
    return False


def _back(day: date, count: int) -> list[date]:
    """The `count` days before a day, newest first."""
    return [day - timedelta(days=number) for number in range(1, count + 1)]
