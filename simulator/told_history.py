"""Three years of the figures that other systems tell, as rows of the history: by months, of late by days."""

from collections.abc import Iterator
from datetime import date

from simulator.city import City
from simulator.clock import from_date, to_date
from simulator.sheet import Row
from simulator.told import lines, next_month
from simulator.told_list import BY_FIGURE

DAILY_FOR = 35  # days before the last one that are given by the day


def past(city: City, until: date, years: float = 3, daily_for: int = DAILY_FOR) -> Iterator[Row]:
    """(day, unit code, figure, value) for the whole months of the `years` before `until`, which is left out.

    Of figures that are told by the day a past month is gathered: sums on its first day, states on its last.
    """
    last = from_date(until)
    first = to_date(last - round(365.25 * years))
    month = first if first.day == 1 else next_month(first)
    daily_from = from_date(to_date(last - daily_for).replace(day=1))
    while from_date(month) < last:
        begin, end = from_date(month), from_date(next_month(month))
        if end <= last:
            yield from _rows(month, lines(city, "month", begin))
        if begin < daily_from:
            yield from _gathered(city, begin, end)
        else:
            for day in range(begin, min(end, last)):
                yield from _rows(to_date(day), lines(city, "day", day))
        month = next_month(month)


def _rows(day: date, told: Iterator[tuple[str, str, float]]) -> Iterator[Row]:
    return ((day, unit, figure, value) for unit, figure, value in told if value)


def _gathered(city: City, begin: int, end: int) -> Iterator[Row]:
    """The days of a month as one."""
    sums: dict[tuple[str, str], float] = {}
    for day in range(begin, end):
        for unit, figure, value in lines(city, "day", day):
            sums[unit, figure] = value if _is_state(figure) else sums.get((unit, figure), 0.0) + value
    for (unit, figure), value in sums.items():
        if value:
            yield to_date(end - 1 if _is_state(figure) else begin), unit, figure, value


def _is_state(figure: str) -> bool:
    told = BY_FIGURE[figure]
    return told.state or (bool(told.of) and _is_state(told.of))
