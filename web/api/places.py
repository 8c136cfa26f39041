"""Units as the open interface is asked for them and names them."""

from datetime import date
from functools import cache

from dashboard.access import within
from dashboard.open_data.visitor import Visitor
from dashboard.successions import history
from dashboard.units import CITY_CODE, CITY_ID, Unit
from dashboard.views.asked import unit_of
from web.api.problems import ProblemError
from web.api.shapes import UnitRef


@cache
def known() -> dict[int, Unit]:
    return {one.id: one for one in history().units}


@cache
def ref(unit_id: int) -> UnitRef:
    """Raises KeyError for a unit that there never was."""
    one = known()[unit_id]
    return UnitRef(id=one.id, code=one.code, name=one.name, level=one.level)


def found(text: str, on: date) -> Unit:
    """The unit that a parameter names on a day, else the last one that bore the code. Raises ProblemError."""
    if text in (CITY_CODE, f"@{CITY_ID}"):
        return known()[CITY_ID]
    unit = unit_of(text, on) or history().last_of(text, on)
    if unit is None:
        raise ProblemError(404, f"There is no unit {text}: GET /units lists them.")
    return unit


def whose(visitor: Visitor, text: str | None, on: date) -> Unit:
    """The unit asked for, else the visitor's own. Raises ProblemError for one that is not theirs to read."""
    unit = known()[visitor.unit_id] if text is None else found(text, on)
    if not visitor.reaches(unit.id):
        raise ProblemError(403, f"{unit.name} lies outside of the unit of this key.")
    return unit


def below(visitor: Visitor, text: str | None, on: date) -> list[int] | None:
    """The ids of the units asked for that the visitor may read; None is every one. Raises ProblemError."""
    unit = whose(visitor, text, on)
    return visitor.of(None if unit.id == CITY_ID else _below(unit.id))


@cache
def _below(unit_id: int) -> frozenset[int]:
    """A unit with all that ever stood under it."""
    return frozenset(one.id for one in history().units if within(one.id, unit_id))
