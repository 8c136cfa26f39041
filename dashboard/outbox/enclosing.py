"""Files that go along with a notice: those of an issued report, with the bytes that were issued."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from dashboard.models import report_file
from dashboard.outbox.delivering import Delivery

_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """One file."""

    name: str
    media_type: str
    body: bytes


def enclosed(connection: Connection, delivery: Delivery) -> tuple[Enclosed, ...]:
    """The files that its notices ask for, in their order; a format that was not issued is left out."""
    found = []
    for row in delivery.notices:
        formats = row.attach.split()
        if row.report_id is None or not formats:
            continue
        columns = report_file.c.format, report_file.c.name, report_file.c.body
        statement = select(*columns).where(report_file.c.report_id == row.report_id)
        stored = {one.format: one for one in connection.execute(statement) if one.format in formats}
        found += [
            Enclosed(name=stored[key].name, media_type=_MEDIA[key], body=bytes(stored[key].body))
            for key in formats
            if key in stored
        ]
    return tuple(found)
