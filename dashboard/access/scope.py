"""The scope of an account: a unit and those below it."""

from functools import cache

from dashboard.successions import history
from dashboard.units import CITY_ID, seed_units


def within(unit_id: int, scope: int) -> bool:
    """Is the unit the scope itself or below it? What has no known unit belongs to the city."""
    if scope == CITY_ID:
        return True
    at: int | None = unit_id
    for _ in range(8):  # no tree of units is deeper
        if at is None or at == scope:
            return at is not None
        at = _parents().get(at)
    return False


@cache
def _parents() -> dict[int, int | None]:
    return {unit.id: unit.parent_id for unit in (*history().units, *seed_units())}
