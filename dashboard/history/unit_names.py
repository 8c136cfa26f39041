"""The unit that a past figure is of: by its code or its whole name, as it was on the day."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from functools import cache, lru_cache

from dashboard.placenames import glue, plain, read
from dashboard.successions import history
from dashboard.units import UNKNOWN_ID, Unit

Names = dict[str, set[int]]


def units_named(text: str, day: date) -> tuple[Unit, ...]:
    """The units that held on the day and have this code or name; the district after it tells a ward apart.

    Nothing is guessed, unlike of a record (`whereabouts`): a ward that is not known is not its district.
    """
    eras = history().eras()
    return _named(text, eras[bisect_right(eras, day) - 1])


@lru_cache(maxsize=10_000)
def _named(text: str, era: date) -> tuple[Unit, ...]:
    by_code = history().unit_of(text, era)
    if by_code is not None:
        return (by_code,)
    exact, without_accents = _names(era)
    ids = exact.get(_key(text)) or without_accents.get(plain(_key(text)), set())
    return tuple(unit for unit in history().units if unit.id in ids)


@cache
def _names(era: date) -> tuple[Names, Names]:
    """Names with and without accents of the units from a day on that other units held before."""
    exact: Names = defaultdict(set)
    units = {unit.id: unit for unit in history().units_at(era)}
    for unit in units.values():
        exact[_key(unit.name)].add(unit.id)
        above = units.get(unit.parent_id or UNKNOWN_ID)
        if above is not None and unit.level == "ward":
            exact[_key(f"{unit.name}, {above.name}")].add(unit.id)
    bare: Names = defaultdict(set)
    for key, ids in exact.items():
        bare[plain(key)] |= ids
    return dict(exact), dict(bare)


def _key(text: str) -> str:
    return "|".join(f"{part.kind} {glue(part.name)}" for part in read(text).parts)
