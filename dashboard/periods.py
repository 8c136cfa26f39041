"""Periods of the civil calendar as an address writes them: day, week, month, quarter, half, year, range."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["now", "day", "week", "month", "quarter", "half", "year", "range"]
OF_NOW = ("now", "month", "day")  # kinds that what is true now belongs to, while they go on
_DAY = timedelta(days=1)
_FIRST = date(2010, 1, 1)  # nothing was counted before
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """First and last civil day, both included. `text` is what an address says; "" is the present month."""

    kind: Kind
    first: date
    last: date
    text: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def until(self, day: date) -> "Span":
        """The part of it that is over by a day, that day included."""
        return Span(self.kind, self.first, max(self.first, min(self.last, day)), self.text)


def present(today: date) -> Span:
    """The month of a day, up to its end."""
    return Span("now", *_months(today.replace(day=1), 1), "")


def parse(text: str, today: date) -> Span | None:
    """What an address says: 2026-11-22, 2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026, 2026-11-01_2026-11-22.

    None where it says nothing that can be, or begins after today.
    """
    if not text:
        return present(today)
    for pattern, read in _READ:
        if found := re.fullmatch(pattern, text, re.ASCII):
            try:
                span = read(*found.groups())
            except ValueError:
                return None
            return span if _FIRST <= span.first <= today and span.first <= span.last else None
    return None


def month(first: date) -> Span:
    """The month that begins on a day."""
    return Span("month", *_months(first, 1), f"{first:%Y-%m}")


def before(span: Span, steps: int = 1) -> Span:
    """The span of the same kind so many steps earlier; a range: as many days just before it."""
    match span.kind:
        case "now":
            return month(_moved(span.first, -steps))
        case "month":
            return month(_moved(span.first, -steps))
        case "quarter" | "half" | "year":
            return _of(span.kind, _moved(span.first, -steps * _MONTHS[span.kind]))
        case "week":
            return _week(span.first - 7 * steps * _DAY)
        case "day":
            return _day(span.first - steps * _DAY)
        case _:
            last = span.first - _DAY - (steps - 1) * span.days * _DAY
            return _range(last - (span.days - 1) * _DAY, last)


def year_before(span: Span) -> Span:
    """The same days of the year before; a week: the week of the same number."""
    match span.kind:
        case "now" | "month":
            return month(_moved(span.first, -12))
        case "quarter" | "half" | "year":
            return _of(span.kind, _moved(span.first, -12))
        case "week":
            return _week(span.first - 52 * 7 * _DAY)
        case "day":
            return _day(_year_ago(span.first))
        case _:
            return _range(_year_ago(span.first), _year_ago(span.last))


def line(span: Span, count: int) -> list[Span]:
    """So many spans of the same kind up to this one, oldest first."""
    return [*(before(span, steps) for steps in range(count - 1, 0, -1)), span]


def _months(first: date, count: int) -> tuple[date, date]:
    return first, _moved(first, count) - _DAY


def _moved(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _year_ago(day: date) -> date:
    """29 February goes to the 28th."""
    return date(day.year - 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _of(kind: Literal["month", "quarter", "half", "year"], first: date) -> Span:
    count = _MONTHS[kind]
    number = (first.month - 1) // count + 1
    text = {
        "month": f"{first:%Y-%m}",
        "quarter": f"{first.year}-Q{number}",
        "half": f"{first.year}-H{number}",
        "year": f"{first.year}",
    }[kind]
    return Span(kind, *_months(first, count), text)


def _week(monday: date) -> Span:
    year, number, _day_of_week = monday.isocalendar()
    return Span("week", monday, monday + 6 * _DAY, f"{year}-W{number:02}")


def _day(day: date) -> Span:
    return Span("day", day, day, day.isoformat())


def _range(first: date, last: date) -> Span:
    return Span("range", first, last, f"{first.isoformat()}_{last.isoformat()}")


_READ: tuple[tuple[str, Callable[..., Span]], ...] = (
    (r"(\d{4})", lambda year: _of("year", date(int(year), 1, 1))),
    (r"(\d{4})-(\d{2})", lambda year, number: _of("month", date(int(year), int(number), 1))),
    (r"(\d{4})-Q([1-4])", lambda year, number: _of("quarter", date(int(year), 3 * int(number) - 2, 1))),
    (r"(\d{4})-H([12])", lambda year, number: _of("half", date(int(year), 6 * int(number) - 5, 1))),
    (r"(\d{4})-W(\d{2})", lambda year, number: _week(date.fromisocalendar(int(year), int(number), 1))),
    (r"(\d{4}-\d{2}-\d{2})", lambda day: _day(date.fromisoformat(day))),
    (
        r"(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})",
        lambda first, last: _range(date.fromisoformat(first), date.fromisoformat(last)),
    ),
)
