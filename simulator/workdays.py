"""Viet Nam's working days and working hours, for whole arrays of moments at once.

Office hours are 7:30-11:30 and 13:00-17:00, Monday to Friday, holidays and Tết out: 8 working hours a day.
Working time is counted in seconds since the first working day of the table.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays
import numpy as np
from numpy.typing import NDArray

from simulator.clock import DAY, from_date, midnight

Seconds = NDArray[np.int64]

WORKDAY = 8 * 3600
_FIRST, _LAST = date(2018, 1, 1), date(2040, 12, 31)
_MORNING, _NOON, _AFTERNOON, _EVENING = 27_000, 41_400, 46_800, 61_200


@lru_cache(maxsize=1)
def holiday_names() -> dict[date, str]:
    """Public holidays 2018-2040 by date, in English as the `holidays` package names them."""
    years = range(_FIRST.year, _LAST.year + 1)
    return dict(holidays.country_holidays("VN", years=years, language="en_US"))


@lru_cache(maxsize=1)
def _table() -> tuple[NDArray[np.bool_], Seconds, Seconds]:
    """(is it a working day, working days before it) by day, and the day of each working day's number."""
    first = from_date(_FIRST)
    days = np.arange(first, from_date(_LAST) + 1)
    off = np.isin(days, [from_date(day) for day in holiday_names()])
    working = ((days + 3) % 7 < 5) & ~off  # 1970-01-01 was a Thursday
    return working, np.concatenate([[0], np.cumsum(working)[:-1]]).astype(np.int64), days[working]


def is_workday(day: int) -> bool:
    return bool(_table()[0][day - from_date(_FIRST)])


def worked(moments: Seconds) -> Seconds:
    """Working seconds up to each moment."""
    working, before, _ = _table()
    days, seconds = np.divmod(moments - midnight(0), DAY)
    index = days - from_date(_FIRST)
    morning = np.clip(seconds - _MORNING, 0, _NOON - _MORNING)
    afternoon = np.clip(seconds - _AFTERNOON, 0, _EVENING - _AFTERNOON)
    total: Seconds = before[index] * WORKDAY + np.where(working[index], morning + afternoon, 0)
    return total


def moment_of(work: Seconds) -> Seconds:
    """The moment at which so many working seconds have passed; the inverse of `worked` in office hours."""
    _, _, days = _table()
    number, rest = np.divmod(work, WORKDAY)
    lunch = np.where(rest > _NOON - _MORNING, _AFTERNOON - _NOON, 0)
    moments: Seconds = midnight(0) + days[number] * DAY + _MORNING + rest + lunch
    return moments


@lru_cache(maxsize=16)
def tet(year: int) -> date:
    """The first day of the lunar year."""
    for day, name in holiday_names().items():
        if day.year == year and name == "Lunar New Year":
            return day
    raise ValueError(f"no Tết known for {year}")


def days_from_tet(day: date) -> int:
    """Days since the nearest Tết; negative before it."""
    return min(((day - tet(year)) // timedelta(days=1) for year in (day.year, day.year + 1)), key=abs)
