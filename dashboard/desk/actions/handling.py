"""Steps of an incident that is being worked on."""

from typing import Any

from sqlalchemy import select

from dashboard.desk.actions.step import Change, Doing
from dashboard.desk.asker import account_id
from dashboard.desk.filters import GRAVITY
from dashboard.desk.shapes import DeskError
from dashboard.models import account, unit
from dashboard.successions import units_at


def acknowledge(doing: Doing) -> Change:
    """Whoever takes note of an incident that is nobody's has it."""
    values: dict[str, Any] = {"state": "acknowledged", "acknowledged_at": doing.now, "escalated": 0}
    held = doing.held
    if held.assignee_id is None and held.assignee_unit_id is None:
        values["assignee_id"] = account_id(doing.connection, doing.asker.name)
    return Change(values=values, undoable=True)


def assign(doing: Doing) -> Change:
    """To a person, to a unit, or to a person of a unit."""
    name, code = doing.text("assignee", wanted=False), doing.text("unit", wanted=False)
    if not name and not code:
        raise DeskError(code="wanted", values={"field": "assignee"})
    detail: dict[str, Any] = {}
    values: dict[str, Any] = {"assignee_id": None, "assignee_unit_id": None}
    if name:
        person = doing.connection.execute(
            select(account.c.id, account.c.full_name).where(account.c.name == name, account.c.active)
        ).first()
        if person is None:
            raise DeskError(code="unknown_person", values={"field": "assignee", "name": name})
        values["assignee_id"] = person.id
        detail |= {"assignee": name, "assignee_name": person.full_name}
    if code:
        values["assignee_unit_id"], unit_name = unit_of(doing, code)
        detail |= {"unit": code, "unit_name": unit_name}
    return Change(values=values, detail=detail, undoable=True)


def unit_of(doing: Doing, code: str) -> tuple[int, str]:
    """(id, name) of a unit of today by its code. Raises DeskError "unknown_unit"."""
    found = next((one for one in units_at(doing.now.date()) if one.code == code), None)
    held = found and doing.connection.execute(select(unit.c.id).where(unit.c.id == found.id)).scalar()
    if found is None or held is None:
        raise DeskError(code="unknown_unit", values={"field": "unit", "unit": code})
    return found.id, found.name


def dispatch(doing: Doing) -> Change:
    """Somebody is on the way; sent again, the newest stands."""
    values: dict[str, Any] = {"state": "dispatched", "dispatched_at": doing.now, "arrived_at": None}
    if doing.held.acknowledged_at is None:
        values |= {"acknowledged_at": doing.now, "escalated": 0}
    return Change(values=values, detail={"to": doing.text("to")}, undoable=True)


def arrived(doing: Doing) -> Change:
    return Change(values={"state": "arrived", "arrived_at": doing.now}, undoable=True)


def note(doing: Doing) -> Change:
    return Change(detail={"text": doing.text("text")}, locks=False)


def severity(doing: Doing) -> Change:
    """Up or down, with the reason."""
    wanted, reason = doing.text("severity"), doing.text("reason")
    if wanted not in GRAVITY:
        raise DeskError(code="unknown_severity", values={"field": "severity", "severity": wanted})
    if wanted == doing.held.severity:
        raise DeskError(code="same_severity", values={"field": "severity"})
    return Change(
        values={"severity": wanted, "gravity": GRAVITY[wanted]},
        detail={"from": doing.held.severity, "severity": wanted, "reason": reason},
        undoable=True,
    )
