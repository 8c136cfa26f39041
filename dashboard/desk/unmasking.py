"""A source's personal data as they are: for whoever may, with a reason, and written into the audit log."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from dashboard import access
from dashboard.accounts import audit
from dashboard.desk.actions.step import write_down
from dashboard.desk.asker import Asker
from dashboard.desk.shapes import DeskError
from dashboard.models import alarm, complaint, incident, incident_source, person

_TEXTS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "complaint": (complaint, ("description", "status_notes")),
    "alarm": (alarm, ("title", "description", "area")),
}
_PERSONAL = ("name", "phone", "email", "id_number", "address")


def unmask(
    connection: Connection, asker: Asker, source: str, source_id: int, reason: str, now: datetime
) -> dict[str, Any]:
    """Of a record that an incident comes from. Raises DeskError."""
    if not reason.strip():
        raise DeskError(code="wanted", values={"field": "reason"})
    attached = connection.execute(
        select(incident.c.id, incident.c.unit_id)
        .join(incident_source, incident_source.c.incident_id == incident.c.id)
        .where(incident_source.c.source == source, incident_source.c.source_id == source_id, asker.sees())
        .order_by(incident.c.id.desc())
        .limit(1)
    ).first()
    if attached is None or source not in _TEXTS:
        raise DeskError(code="missing", values={"id": source_id})
    if not may(attached.unit_id):
        raise DeskError(code="out_of_reach")
    table, names = _TEXTS[source]
    held = connection.execute(select(table).where(table.c.id == source_id)).one()
    whose = connection.execute(
        select(person).where(person.c.record == source, person.c.record_id == source_id)
    ).first()
    told = {"source": source, "source_id": source_id, "reason": reason.strip()}
    write_down(connection, attached.id, "unmask", asker.name, told, now)
    detail = {"reason": reason.strip(), "incident": attached.id}
    audit.write(connection, asker.name, "unmask", f"{source}:{source_id}", detail, now)
    content = {name: getattr(held, name) for name in names}
    return content | {name: getattr(whose, name) if whose else "" for name in _PERSONAL}


def may(unit_id: int) -> bool:
    """Does whoever asks hold the right in this unit?"""
    return access.may(access.Right.UNMASK, unit_id)
