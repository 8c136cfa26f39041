"""Figures of a few units, told by hand: the same every day of the past unless said otherwise."""

from collections.abc import Callable
from datetime import date
from math import sqrt
from zoneinfo import ZoneInfo

from dashboard.anomalies.days import peers
from dashboard.anomalies.reading import Figures, Line, arrange
from dashboard.workdays import WorkCalendar, vietnam

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR: WorkCalendar = vietnam(ZONE)
MONDAY = date(2026, 11, 16)  # an ordinary one; no holiday since 2/9

Told = Callable[[int, date], float]  # of a unit on a day
Today = dict[tuple[str, int], float]  # (figure, unit) → value


def figures(day: date, units: list[int], said: dict[str, Told], today: Today) -> Figures:
    """`said` of every day that `day` is compared with and of the day, `today` instead on the day itself."""
    days = [day, *peers(day, CALENDAR).all()]
    lines: list[Line] = [
        (one, figure, unit_id, told(unit_id, one))
        for one in days
        for figure, told in said.items()
        for unit_id in units
        if one != day or (figure, unit_id) not in today
    ]
    lines += [(day, figure, unit_id, value) for (figure, unit_id), value in today.items()]
    return arrange(days, dict.fromkeys(units), lines)


def about(mean: float) -> Told:
    """Around a mean, by no more than chance alone would have it."""

    def told(unit_id: int, day: date) -> float:
        return round(mean + (0, 0.7, -0.7, 0.4, -0.4)[(unit_id + day.toordinal() // 7) % 5] * sqrt(mean))

    return told


def on_working_days(mean: float, otherwise: float) -> Told:
    """Around one mean on working days and another on all days off."""
    worked, off = about(mean), about(otherwise)
    return lambda unit_id, day: (worked if CALENDAR.is_workday(day) else off)(unit_id, day)
