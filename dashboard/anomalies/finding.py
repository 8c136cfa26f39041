"""Finds a day's anomalies and keeps them; once a day, shortly after the city's midnight."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, func, select

from dashboard.anomalies.anomaly import Anomaly
from dashboard.anomalies.choosing import choose
from dashboard.anomalies.daily import daily
from dashboard.anomalies.days import WEEKS
from dashboard.anomalies.habit import AT_LEAST
from dashboard.anomalies.keeping import hushed, keep, of_day
from dashboard.anomalies.procedures import monthly
from dashboard.civil import day_of
from dashboard.db import reading, writing
from dashboard.models import figure_day
from dashboard.settings import Settings

AFTER_MIDNIGHT = timedelta(minutes=10)  # by then the day's last records have come


def find(store: Engine, day: date, now: datetime, settings: Settings) -> list[Anomaly]:
    """Work out what was off its habit on a civil day, keep it, and return what stands of the day.

    Of a month's last day also the procedures off theirs in that month. Repeating it gives the same rows; what
    a user has judged stays. Raises SQLAlchemy's errors.
    """
    with reading(store) as connection:
        found = daily(connection, day, settings.calendar) + monthly(connection, day)
        quiet = hushed(connection, day, now)
        judged = [one for one in of_day(connection, day) if one.verdict]
    chosen = choose(found, quiet, judged)
    with writing(store) as connection:
        keep(connection, day, chosen, now)
        return of_day(connection, day)


class Watch:
    """Finds yesterday's anomalies once, when the city's day is over and there is a past to compare with."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._done: date | None = None

    def tick(self, now: datetime) -> bool:
        """Call it each minute or so, under a lease; whether it found anew. Costs nothing once a day is done.

        Raises SQLAlchemy's errors.
        """
        day = day_of(now - AFTER_MIDNIGHT, self._settings.zone) - timedelta(days=1)
        if self._done == day:
            return False
        with reading(self._store) as connection:
            there = bool(of_day(connection, day))
            ready = there or _has_a_past(connection, day)
        if ready and not there:
            find(self._store, day, now, self._settings)
        self._done = day if ready else None
        return ready and not there


def _has_a_past(connection: Connection, day: date) -> bool:
    """Whether enough weeks are known: history may still be loading, or the city have just begun."""
    span = figure_day.c.day.between(day - timedelta(weeks=WEEKS), day)
    known = connection.execute(select(func.count()).select_from(figure_day).where(span)).scalar_one()
    return known >= AT_LEAST * 7
