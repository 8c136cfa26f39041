"""What a section is made from: whose figures, of which period, read through the same reader as the pages."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache

from sqlalchemy import Engine

from dashboard.i18n import Translator
from dashboard.periods import Span
from dashboard.settings import Settings
from dashboard.units import Unit
from dashboard.views import Asked, KpiReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """One of those whom the report tells of; `unit` None: the whole city. `address` as pages write it."""

    name: str
    address: str
    unit: Unit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A report's question. `whose`: the city alone, a unit alone, or several units, told beside each other.

    `on`: the map's day, the period's last (today where that is still to come).
    """

    store: Engine
    reader: KpiReader
    settings: Settings
    t: Translator
    now: datetime
    span: Span
    on: date
    whose: tuple[Whose, ...]

    @property
    def zone(self) -> tzinfo:
        return self.settings.zone

    @property
    def is_city(self) -> bool:
        """Is the whole city asked about, and so all its units?"""
        return len(self.whose) == 1 and self.whose[0].unit is None

    def of(self, address: str = "", period: str = "", level: str = "") -> Asked:
        """The question as the reader takes it; of this report's period where none is named."""
        on = _told(self.on, self.now, self.zone)
        return Asked(unit=address, level=level, period=period or self.span.text, on=on)


@lru_cache(maxsize=64)
def _told(on: date, now: datetime, zone: tzinfo) -> str:
    """The map's day as an address tells it: asked for with each of a report's thousands of numbers."""
    return "" if on >= now.astimezone(zone).date() else on.isoformat()
