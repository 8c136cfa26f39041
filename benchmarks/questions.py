"""What people ask of the KPI pages: each kind of view, of whichever KPI, ward and month comes, seeded."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.kpis import KPIS
from dashboard.models import dossier
from dashboard.opening.parts import figures_of
from dashboard.successions import units_at
from dashboard.views import Asked, Dimension, KpiReader, dimensions

EVERY = [kpi.key for kpi in KPIS]
OPENED = [kpi.key for kpi in KPIS if figures_of(kpi, "numerator")]
RANKED = [kpi.key for kpi in KPIS if kpi.on_map]
ITEMS = [kpi.key for kpi in KPIS if "item" in dimensions(kpi)]
CHANNELS = [kpi.key for kpi in KPIS if "channel" in dimensions(kpi)]
OLD_MAP = "2020-06-01"


@dataclass(frozen=True, slots=True)
class City:
    """What there is to be asked for."""

    wards: tuple[str, ...]
    dossiers: int


def city_of(connection: Connection, now: datetime) -> City:
    """Codes of today's wards, and how many dossiers came."""
    wards = tuple(unit.code for unit in units_at(now.date()) if unit.level == "ward")
    return City(wards, connection.execute(select(func.max(dossier.c.id))).scalar_one())


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who looks at the pages."""

    reader: KpiReader
    city: City
    now: datetime
    rng: random.Random

    def ward(self) -> str:
        return self.rng.choice(self.city.wards)

    def month(self) -> str:
        """One of the last two years'."""
        return f"{self.now - timedelta(days=30.4 * self.rng.randrange(1, 24)):%Y-%m}"

    def year(self) -> str:
        return f"{self.now.year}"

    def table(self, **asked: str) -> Any:
        return self.reader.table(Asked(**asked), self.now)

    def detail(self, **asked: str) -> Any:
        return self.reader.detail(Asked(**asked), self.now, self.rng.choice(EVERY))

    def ranking(self, **asked: str) -> Any:
        return self.reader.ranking(Asked(**asked), self.now, self.rng.choice(RANKED))

    def changes(self) -> Any:
        return self.reader.changes(Asked(), self.now, self.rng.choice(EVERY))

    def sliced(self, keys: Sequence[str], by: Dimension, **asked: str) -> Any:
        return self.reader.sliced(Asked(**asked), self.now, self.rng.choice(keys), by)

    def forecast(self) -> Any:
        return self.reader.ahead(Asked(), self.now, self.rng.choice(EVERY))

    def records(self, **asked: str) -> Any:
        return self.reader.records(Asked(**asked), self.now, self.rng.choice(OPENED), "numerator", "")

    def dossier(self) -> Any:
        return self.reader.record(self.now, "dossier", self.rng.randrange(1, self.city.dossiers))


# How often, of a hundred, and what.
VIEWS: Mapping[str, tuple[int, Callable[[Visitor], Any]]] = {
    "table, city": (12, lambda one: one.table()),
    "table, a ward": (6, lambda one: one.table(unit=one.ward())),
    "table, a quarter": (3, lambda one: one.table(period=f"{one.now.year}-Q3")),
    "table, a week": (3, lambda one: one.table(period=f"{one.now - timedelta(days=7):%G-W%V}")),
    "one KPI, city": (10, lambda one: one.detail()),
    "one KPI, a ward": (6, lambda one: one.detail(unit=one.ward())),
    "ranking, today's map": (8, lambda one: one.ranking()),
    "ranking, map of 2020": (3, lambda one: one.ranking(on=OLD_MAP, period=one.month())),
    "what changed": (6, lambda one: one.changes()),
    "by procedure, month": (5, lambda one: one.sliced(ITEMS, "item")),
    "by procedure, year": (3, lambda one: one.sliced(ITEMS, "item", period=one.year())),
    "by procedure, a ward": (2, lambda one: one.sliced(ITEMS, "item", unit=one.ward())),
    "by channel, month": (5, lambda one: one.sliced(CHANNELS, "channel", period=one.month())),
    "by channel, year": (3, lambda one: one.sliced(CHANNELS, "channel", period=one.year())),
    "forecast": (6, lambda one: one.forecast()),
    "records, city": (6, lambda one: one.records()),
    "records, a ward": (4, lambda one: one.records(unit=one.ward())),
    "records, a past month": (3, lambda one: one.records(period=one.month())),
    "records, a ward, a year": (2, lambda one: one.records(unit=one.ward(), period=one.year())),
    "one dossier": (4, lambda one: one.dossier()),
}
