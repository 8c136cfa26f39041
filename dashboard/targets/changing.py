"""Setting a target and taking it away: a row is added, none is ever changed.

Whoever changes a target says which row of it was seen: of two at once the second is told.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, text

from dashboard.models import target
from dashboard.targets.form import Mistake, TargetError
from dashboard.targets.held import Key, newest
from dashboard.targets.target import Target

_TURN = 0x746172  # the advisory lock under which rows are added


def set_target(connection: Connection, wanted: Target, who: str, now: datetime, *, seen: int = 0) -> None:
    """Set a new target or, where `seen` is the row of one, change that one.

    Where more than its value changes, the one seen ends and the wanted one begins. Raises TargetError where
    the row seen is no longer its target's newest, nothing would change, or another such target is there.
    """
    take_turn(connection)
    holding = newest(connection)
    former = _seen(holding, seen) if seen else None
    there = holding.get(wanted.key)
    if there is not None and there.id != seen:
        raise TargetError(Mistake.THERE, value=there.value)
    if there is not None and (there.value, there.reference) == (wanted.value, wanted.reference):
        raise TargetError(Mistake.SAME)
    if former is not None and former.key != wanted.key:
        add(connection, former, None, who, now)
    add(connection, wanted, wanted.value, who, now)


def take_away(connection: Connection, seen: int, who: str, now: datetime) -> None:
    """The target of this row holds no more. Raises TargetError where it is not its target's newest row."""
    take_turn(connection)
    add(connection, _seen(newest(connection), seen), None, who, now)


def _seen(holding: dict[Key, Target], seen: int) -> Target:
    found = next((one for one in holding.values() if one.id == seen), None)
    if found is None:
        raise TargetError(Mistake.CHANGED)
    return found


def take_turn(connection: Connection) -> None:
    """One after the other: ids must become visible in their order, for the greatest is the revision."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))


def add(connection: Connection, one: Target, value: float | None, who: str, now: datetime) -> None:
    """A row after the others."""
    row: dict[str, Any] = {"kpi": one.kpi, "level": one.level, "year": one.year, "value": value}
    row |= {"source": one.source, "reference": one.reference, "set_by": who, "set_at": now}
    connection.execute(insert(target).values(row))
