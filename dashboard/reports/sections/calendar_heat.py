"""A figure day by day as a calendar; a day on which its feeds said nothing at all is no day of zero."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from dashboard.civil import day_end, day_of, day_start
from dashboard.db import reading
from dashboard.figure_table import HOLDS, SOURCE
from dashboard.models import daily_figure
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Heard
from dashboard.reports.document import Day, HeatChart
from dashboard.reports.numbers import day as written
from dashboard.reports.numbers import number
from dashboard.reports.sections.beginnings import known_since
from dashboard.reports.sections.reach import Reach

_DAY = timedelta(days=1)
F = daily_figure.c


def heat(
    wanted: Wanted, reach: Reach, found: Heard, figure: str, kinds: tuple[str, ...], *, key: str, title: str
) -> HeatChart:
    """Of a figure that is a sum, over the days of the report's period."""
    told = _told(wanted, reach, figure)
    since, ids = known_since(wanted, (figure,)), found.ids(kinds)
    days = tuple(
        Day(day=day, value=told.get(day, None if _is_unknown(wanted, found, ids, since, day) else 0.0))
        for day in _days(wanted.span.first, wanted.span.last)
    )
    return HeatChart(key=key, title=title, alt=_alt(wanted, title, days), days=days)


def _days(first: date, last: date) -> list[date]:
    return [first + _DAY * number for number in range((last - first).days + 1)]


def _told(wanted: Wanted, reach: Reach, figure: str) -> dict[date, float]:
    """Days of which something is counted. One seek a day: the table lies by day, then figure."""
    statement = (
        select(F.day, F.unit_id, F.value)
        .select_from(SOURCE)
        .where(F.day.in_(_days(reach.period.first, reach.period.last)), F.figure == figure, HOLDS)
    )
    shares = reach.shares
    days: dict[date, float] = {}
    with reading(wanted.store) as connection:
        for day, unit_id, value in connection.execute(statement):
            days[day] = days.get(day, 0.0) + value * shares.get(unit_id, 0.0)
    return {day: round(value, 9) for day, value in days.items() if value}


def _is_unknown(wanted: Wanted, found: Heard, ids: Sequence[int], since: date | None, day: date) -> bool:
    """Is it still to come, before all that is known, or was none of the feeds heard on it?"""
    if since is None or day < since or day > day_of(wanted.now, wanted.zone):
        return True
    start, end = day_start(day, wanted.zone), min(day_end(day, wanted.zone), wanted.now)
    return bool(ids) and all(found.silences.within(one, start, end) >= end - start for one in ids)


def _alt(wanted: Wanted, title: str, days: Sequence[Day]) -> str:
    """The most and the least, in words, and on how many days nothing is known."""
    t = wanted.t
    known = [(one.value, one.day) for one in days if one.value is not None]
    if not known:
        return t("{title}: nothing is known of any day", title=title)
    most, on = max(known, key=lambda one: (one[0], -one[1].toordinal()))
    unknown = len(days) - len(known)
    told = t(
        "{title}: most on {day} ({number})", title=title, day=written(on), number=number(most, 0, t.language)
    )
    return told + ("; " + t("nothing is known of {days} days", days=unknown) if unknown else "")
