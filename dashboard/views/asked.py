"""What somebody looks at: of which unit or level, in which period, on the map of which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.periods import Span, parse, present
from dashboard.successions import history, holds
from dashboard.units import CITY_ID, UNKNOWN_ID, Unit

UNKNOWN = "unknown"  # in an address: the records of no known unit
FIRST_MAP = date(2020, 1, 1)  # before it no map is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """As an address says it; whatever cannot be is taken for not said.

    `unit`: a code that holds on the map's day, "unknown", or @ and an id; "" is the city.
    `level`: only units of this tier, or "city" for the city's own offices. `on`: the map's day; "" is today.
    """

    unit: str = ""
    level: str = ""
    period: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What was asked, understood. `unit` None: the whole city, or all of a level."""

    span: Span
    on: date
    unit: Unit | None
    level: str
    today: date

    @property
    def is_present(self) -> bool:
        """The period goes on, and what is true now belongs to it."""
        return self.span.last >= self.today

    @property
    def elapsed(self) -> Span:
        """The part of the period that is over, today included."""
        return self.span.until(self.today)


def understood(asked: Asked, today: date) -> View:
    """What cannot be is taken for not said: the city, the present month, today's map."""
    on = _day(asked.on, today)
    return View(
        span=parse(asked.period, today) or present(today),
        on=on,
        unit=unit_of(asked.unit, on),
        level=asked.level if asked.level in ("city", "district", "ward") else "",
        today=today,
    )


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return min(max(day, FIRST_MAP), today)


def unit_of(text: str, on: date) -> Unit | None:
    """The unit that an address names on a map; None for the city and for what is no unit."""
    if text == UNKNOWN:
        return _by_id(UNKNOWN_ID)
    if text.startswith("@") and text[1:].isascii() and text[1:].isdecimal():
        return _by_id(int(text[1:]))
    found = history().unit_of(text, on) if text else None
    return None if found is None or found.id == CITY_ID else found


def _by_id(number: int) -> Unit | None:
    return next((unit for unit in history().units if unit.id == number and number != CITY_ID), None)


@lru_cache(maxsize=8_192)
def address(unit: Unit, on: date) -> str:
    """How an address names a unit beside this map day."""
    if unit.id == UNKNOWN_ID:
        return UNKNOWN
    return unit.code if unit.code and holds(unit, on) and _one(unit, on) else f"@{unit.id}"


def _one(unit: Unit, on: date) -> bool:
    return history().unit_of(unit.code, on) == unit


def named(units: Iterable[Unit], text: str) -> list[Unit]:
    """The units whose name or code holds a text, in any case."""
    wanted = text.casefold()
    return [unit for unit in units if wanted in unit.name.casefold() or unit.code == text]
