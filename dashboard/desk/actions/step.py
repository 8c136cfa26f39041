"""One step of an officer: read what stands, work out the change, write both under the optimistic lock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard.desk.asker import Asker
from dashboard.desk.shapes import DeskError
from dashboard.models import account, incident, incident_event
from dashboard.outbox.acting import acted

Json = dict[str, Any]
LONGEST_TEXT = 4000  # letters of what a person writes


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What an action is worked out from: `held` is the incident's row, `told` what the person sent."""

    connection: Connection
    held: Any
    asker: Asker
    told: Mapping[str, object]
    now: datetime

    def text(self, name: str, *, wanted: bool = True) -> str:
        """A text of the form. Raises DeskError "wanted" where it is empty, "too_long" where it is a book."""
        value = self.told.get(name)
        said = value.strip() if isinstance(value, str) else ""
        if wanted and not said:
            raise DeskError(code="wanted", values={"field": name})
        if len(said) > LONGEST_TEXT:
            raise DeskError(code="too_long", values={"field": name, "most": LONGEST_TEXT})
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an action changes: columns of the incident, and what its step of the timeline tells.

    `undoable`: the step keeps the columns as they were before. `locks`: somebody else's step in between
    refuses it; a note stands beside anything.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    detail: Mapping[str, Any] = field(default_factory=dict)
    undoable: bool = False
    locks: bool = True


def read(connection: Connection, number: int, asker: Asker) -> Any:
    """The incident's row. Raises DeskError "missing", too where it is in another's part of the city."""
    held = connection.execute(select(incident).where(incident.c.id == number, asker.sees())).first()
    if held is None:
        raise DeskError(code="missing", values={"id": number})
    return held


def stale(connection: Connection, number: int) -> DeskError:
    """Somebody was faster: who, with what, when."""
    newest = connection.execute(
        select(incident_event, account.c.full_name)
        .outerjoin(account, account.c.name == incident_event.c.who)
        .where(incident_event.c.incident_id == number)
        .order_by(incident_event.c.id.desc())
        .limit(1)
    ).first()
    if newest is None:
        return DeskError(code="stale", values={"who": "", "kind": "", "at": None})
    who = newest.full_name or newest.who
    return DeskError(code="stale", values={"who": who, "kind": newest.kind, "at": newest.at})


def store(connection: Connection, held: Any, values: Mapping[str, Any], now: datetime) -> None:
    """Change an incident that nobody else has changed since it was read. Raises DeskError "stale"."""
    done = connection.execute(
        update(incident)
        .where(incident.c.id == held.id, incident.c.version == held.version)
        .values({"changed_at": now, **values, "version": held.version + 1})
    )
    if done.rowcount != 1:
        raise stale(connection, held.id)


def write_down(
    connection: Connection, number: int, kind: str, who: str, detail: Mapping[str, Any], now: datetime
) -> int:
    """A step of the timeline, told to whoever asked for it; its number."""
    acted(connection, number, kind, detail, who, now)
    made = connection.execute(
        insert(incident_event)
        .values(incident_id=number, at=now, kind=kind, who=who, detail=dict(detail))
        .returning(incident_event.c.id)
    )
    return int(made.scalar_one())


def kept(values: Mapping[str, Any], held: Any) -> Json:
    """The columns as they were, fit for JSON."""
    return {name: packed(getattr(held, name)) for name in values}


def packed(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def unpacked(name: str, value: Any) -> Any:
    """A column's value out of the JSON of a step."""
    is_time = name.endswith("_at") and isinstance(value, str)
    return datetime.fromisoformat(value) if is_time else value
