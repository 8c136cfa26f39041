"""Gauges of a period: over which alarm level, on how many days, how long; highest water, most rain."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, select

from dashboard.models import device, gauge_day
from dashboard.reports.sections.reach import Reach

STREET, TIDE, RAIN = "level", "tide", "rain"
LEVELS = (1, 2, 3)
G, D = gauge_day.c, device.c


@dataclass(frozen=True, slots=True)
class Gauge:
    """A gauge over level I in the period. By level: on how many days, how many minutes."""

    id: int
    name: str
    unit_id: int
    days: tuple[int, int, int]
    minutes: tuple[int, int, int]
    peak: float


def over_levels(connection: Connection, within: Reach) -> list[Gauge]:
    """Those that reached level I, the gravest first."""
    days = [func.sum(_at_least(level)).label(f"days_{level}") for level in LEVELS]
    minutes = [func.sum(G[f"minutes_{level}"]).label(f"minutes_{level}") for level in LEVELS]
    asked = (
        select(G.device_id, D.name, D.external_id, D.unit_id, func.max(G.peak).label("peak"), *days, *minutes)
        .join(device, D.id == G.device_id)
        .where(*_in(connection, within), (G.level > 0) | (G.minutes_1 > 0))
        .group_by(G.device_id, D.name, D.external_id, D.unit_id)
    )
    found = [
        Gauge(
            id=row.device_id,
            name=row.name or row.external_id,
            unit_id=row.unit_id,
            days=(row.days_1, row.days_2, row.days_3),
            minutes=(row.minutes_1, row.minutes_2, row.minutes_3),
            peak=row.peak,
        )
        for row in connection.execute(asked)
    ]
    return sorted(
        found, key=lambda one: (*(-x for x in one.days[::-1]), *(-x for x in one.minutes[::-1]), one.id)
    )


@dataclass(frozen=True, slots=True)
class Extreme:
    """The greatest of a quantity: metres, or millimetres of a day; where and on which day."""

    device_id: int
    name: str
    unit_id: int
    day: date
    value: float


def greatest(connection: Connection, within: Reach, quantity: str) -> Extreme | None:
    """The highest street reading or tide; None where no such gauge told anything. Of equals the earliest."""
    return _first(connection, within, G.peak, G.quantity == quantity)


def wettest(connection: Connection, within: Reach) -> Extreme | None:
    """The most rain of one day at one gauge; None where none was measured."""
    return _first(connection, within, G.total, G.total > 0)


def is_told(connection: Connection, within: Reach, quantity: str, first: date, last: date) -> bool:
    """Did any gauge of a quantity tell anything from one day to another?"""
    asked = select(G.day).where(
        G.day.between(first, last), G.quantity == quantity, within.of_units(connection, gauge_day)
    )
    return connection.execute(asked.limit(1)).first() is not None


def _first(connection: Connection, within: Reach, value: Any, condition: Any) -> Extreme | None:
    asked = (
        select(G.device_id, D.name, D.external_id, D.unit_id, G.day, value.label("value"))
        .join(device, D.id == G.device_id)
        .where(*_in(connection, within), condition)
        .order_by(value.desc(), G.day, G.device_id)
        .limit(1)
    )
    row = connection.execute(asked).first()
    if row is None:
        return None
    return Extreme(row.device_id, row.name or row.external_id, row.unit_id, row.day, row.value)


def _in(connection: Connection, within: Reach) -> tuple[Any, ...]:
    return (
        G.day.between(within.period.first, within.period.last),
        within.of_units(connection, gauge_day),
    )


def _at_least(level: int) -> Any:
    return case((G.level >= level, 1), else_=0)
