"""What the list is asked for, as conditions on incidents."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, UnaryExpression, false, select
from sqlalchemy.sql.operators import custom_op

from dashboard.desk.asker import Asker
from dashboard.desk.shapes import SEVERITIES, Asked
from dashboard.models import account, incident
from dashboard.successions import history
from dashboard.units import CITY_CODE

GRAVITY = {severity: number for number, severity in enumerate(reversed(SEVERITIES))}


def conditions(
    connection: Connection,
    asked: Asked,
    asker: Asker,
    now: datetime,
    *,
    by: str = "",
    any_state: bool = False,
) -> list[ColumnElement[bool]]:
    """All of them must hold; the search comes apart. `any_state`: a number was typed, open or not.

    `by` names the column along whose index SQLite is to go ("" for the planner's own choice): without
    statistics it takes any index for a good one.
    """

    def column(name: str) -> Any:
        is_aside = by and name != by and connection.dialect.name == "sqlite"
        return hidden(incident.c[name]) if is_aside else incident.c[name]

    told: list[ColumnElement[bool]] = []
    if is_open(asked) and not any_state:
        told.append(column("resolved_at").is_(None))
    for name, codes in (
        ("kind", asked.kinds),
        ("gravity", [GRAVITY[severity] for severity in asked.severities if severity in GRAVITY]),
        ("state", asked.states),
        ("unit_id", units(asked, asker)),
    ):
        if codes is not None and (codes or name == "unit_id"):
            told.append(column(name).in_(codes))
    told += _people(asked, asker, column("assignee_id"))
    if asked.overdue:
        told += [column("due_at") <= now, column("due_at").is_not(None)]
    if asked.unknown:
        told.append(column("unknown_at").is_not(None))
    if asked.since is not None:
        told.append(column("opened_at") >= asked.since)
    if asked.until is not None:
        told.append(column("opened_at") < asked.until)
    return told


def hidden(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, but no index is used for it (SQLite)."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def is_open(asked: Asked) -> bool:
    """Only an open incident has a clock or a silent source that matters."""
    return asked.open_only or asked.overdue or asked.unknown


def units(asked: Asked, asker: Asker) -> list[int] | None:
    """Those asked for that the asker may see; None is every one."""
    wanted = below(asked.units)
    if asker.units is None:
        return wanted
    return sorted(asker.units if wanted is None else asker.units.intersection(wanted))


def _people(asked: Asked, asker: Asker, column: Any) -> list[ColumnElement[bool]]:
    wanted = set(asked.assignees) or {asker.name}
    if asked.mine:
        wanted &= {asker.name}
    elif not asked.assignees:
        return []
    if not wanted:
        return [false()]
    ids = select(account.c.id).where(account.c.name.in_(sorted(wanted)))
    return [column.in_(ids), column.is_not(None)]


def below(codes: Sequence[str]) -> list[int] | None:
    """The ids of units by their codes, with all that ever stood under them; None is every unit."""
    if not codes or CITY_CODE in codes:
        return None
    return sorted({one for code in codes for one in _below(code)})


@cache
def _below(code: str) -> tuple[int, ...]:
    units = history().units
    found = [unit.id for unit in units if unit.code == code]
    for above in found:  # grows while it is walked: parts of parts follow
        found += [unit.id for unit in units if unit.parent_id == above and unit.id not in found]
    return tuple(found)
