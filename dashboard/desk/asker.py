"""Who asks the desk, and how much of the city is theirs: the one place where scope is worked out."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Connection, select, true

from dashboard import access
from dashboard.models import account, incident
from dashboard.successions import history
from dashboard.units import CITY_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A person as the desk knows them. `units` are the ids that they may see; None is every one."""

    name: str
    unit_id: int = CITY_ID
    units: frozenset[int] | None = None
    may_act: bool = True

    def sees(self) -> ColumnElement[bool]:
        """The incidents within their units."""
        return true() if self.units is None else incident.c.unit_id.in_(sorted(self.units))

    def reaches(self, unit_id: int) -> bool:
        return self.units is None or unit_id in self.units


def asker() -> Asker:
    """Whoever sent the request that is being answered."""
    signed_in = access.account()
    unit_id = CITY_ID if signed_in is None else signed_in.unit_id
    may_act = access.may(access.Right.ACT)
    return Asker(name=access.who(), unit_id=unit_id, units=_within(unit_id), may_act=may_act)


@cache
def _within(unit_id: int) -> frozenset[int] | None:
    """A unit with all that ever stood under it; None is the whole city, unknown units among it."""
    if unit_id == CITY_ID:
        return None
    return frozenset(one.id for one in history().units if access.within(one.id, unit_id))


def account_id(connection: Connection, name: str) -> int | None:
    """The number of an active account."""
    asked = select(account.c.id).where(account.c.name == name, account.c.active)
    return connection.execute(asked).scalar()
