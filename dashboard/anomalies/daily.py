"""The anomalies of one day: every watched series of every unit, and of the whole city."""

from datetime import date

from sqlalchemy import Connection

from dashboard.anomalies.anomaly import Anomaly
from dashboard.anomalies.choosing import off_habit
from dashboard.anomalies.days import near_a_holiday, peers
from dashboard.anomalies.reading import Figures, loaded, read
from dashboard.anomalies.silence import silent_kinds
from dashboard.anomalies.watched import BY_KEY, WATCHED
from dashboard.units import CITY_ID
from dashboard.workdays import WorkCalendar


def daily(connection: Connection, day: date, calendar: WorkCalendar) -> list[Anomaly]:
    """All that is off its habit, not yet chosen from; low where a feed was silent is left out."""
    figures = read(connection, [day, *peers(day, calendar).all()])
    silent, ready_made = silent_kinds(connection, day, calendar), loaded(connection, day)
    return [one for one in off_on(figures, day, calendar) if _is_heard(one, silent, ready_made)]


def off_on(figures: Figures, day: date, calendar: WorkCalendar) -> list[Anomaly]:
    """All that is off its habit; around a holiday without the city as a whole. Pure."""
    compared_with = peers(day, calendar)
    looked = [
        (watched, series)
        for watched in WATCHED
        if (series := figures.series(watched, day, compared_with)) is not None
    ]
    found = off_habit(day, compared_with.kind, figures.subjects, looked)
    near_holiday = near_a_holiday(day, calendar)
    return [one for one in found if one.unit_id != CITY_ID or not near_holiday]


def _is_heard(one: Anomaly, silent: set[str], ready_made: set[str]) -> bool:
    watched = BY_KEY[one.figure]
    return one.reason.side == "high" or watched.group not in silent or watched.figure in ready_made
