"""The civil calendar: which day of the city's own zone a moment falls on."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The civil day of an aware moment."""
    return moment.astimezone(zone).date()


def day_start(day: date, zone: tzinfo) -> datetime:
    """The first moment of a civil day, UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_end(day: date, zone: tzinfo) -> datetime:
    """The first moment after a civil day, UTC."""
    return day_start(day + timedelta(days=1), zone)


@lru_cache(maxsize=8192)
def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def months_back(month: date, count: int) -> list[date]:
    """`count` months that end with `month`, oldest first, each as its first day."""
    last = month.year * 12 + month.month - 1
    return [date(m // 12, m % 12 + 1, 1) for m in range(last - count + 1, last + 1)]
