"""Who reads the open interface, and how much of the city: a key, or a person who has signed in."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from dashboard.access import within
from dashboard.keys.key import SCOPES
from dashboard.successions import history
from dashboard.units import CITY_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """`scopes` are of `keys.SCOPES`; what is read lies in `unit_id` or below it."""

    name: str
    scopes: frozenset[str] = frozenset(SCOPES)
    unit_id: int = CITY_ID

    @property
    def units(self) -> frozenset[int] | None:
        """The ids of the units that may be read; None is every one, the unknown among them."""
        return _within(self.unit_id)

    def reaches(self, unit_id: int) -> bool:
        return within(unit_id, self.unit_id)

    def of(self, wanted: Collection[int] | None) -> list[int] | None:
        """Those asked for that may be read, in order; None is every one."""
        if self.units is None:
            return None if wanted is None else sorted(wanted)
        return sorted(self.units if wanted is None else self.units.intersection(wanted))


@cache
def _within(unit_id: int) -> frozenset[int] | None:
    if unit_id == CITY_ID:
        return None
    return frozenset(one.id for one in history().units if within(one.id, unit_id))
