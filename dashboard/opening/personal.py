"""Personal data of one record as they are: for whoever may see them, after the audit log has been told."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from dashboard.models import alarm, complaint, dossier, person

_TABLES = {"dossier": dossier, "complaint": complaint, "alarm": alarm}
_WRITTEN = {
    "complaint": (("description", "description"), ("answer", "status_notes")),
    "alarm": (("title", "title"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """`facts` by the names under which a record shows them masked."""

    number: str
    unit_id: int
    facts: dict[str, str]


def personal_of(connection: Connection, kind: str, record_id: int) -> Personal | None:
    """None where there is no such record, or none that could hold personal data."""
    if kind not in _TABLES or not 0 < record_id < 2**31:
        return None
    table = _TABLES[kind]
    row = connection.execute(select(table).where(table.c.id == record_id)).one_or_none()
    if row is None:
        return None
    facts = {name: getattr(row, column) or "" for name, column in _WRITTEN.get(kind, ())}
    whose = connection.execute(
        select(person).where(person.c.record == kind, person.c.record_id == record_id)
    ).one_or_none()
    if whose is not None:
        facts |= {
            "applicant": whose.name,
            "phone": whose.phone,
            "email": whose.email,
            "id_number": whose.id_number,
            "address": whose.address,
        }
    return Personal(number=row.external_id, unit_id=row.unit_id, facts={k: v for k, v in facts.items() if v})
