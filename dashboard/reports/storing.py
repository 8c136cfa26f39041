"""Issued reports as the store keeps them: the frozen document and the bytes of its files."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from dashboard.models import report, report_file
from dashboard.reports.document import Document
from dashboard.reports.errors import ReportError


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of an issued report; `size` in bytes, `sha256` hexadecimal."""

    format: str
    name: str
    sha256: str
    size: int


def document(connection: Connection, report_id: int) -> Document:
    """Raises ReportError where it was not issued."""
    statement = select(report.c.document).where(report.c.id == report_id)
    found = connection.execute(statement).scalar_one_or_none()
    if found is None:
        raise ReportError(code="not_issued")
    return Document.read(found)


def put(connection: Connection, report_id: int, file: StoredFile, body: bytes) -> None:
    """Within the transaction that issues."""
    values = {"report_id": report_id, "format": file.format, "name": file.name}
    connection.execute(insert(report_file).values(**values, sha256=file.sha256, size=file.size, body=body))


def files(connection: Connection, report_id: int) -> list[StoredFile]:
    """In the order in which they were made; none of a draft."""
    columns = report_file.c.format, report_file.c.name, report_file.c.sha256, report_file.c.size
    found = connection.execute(select(*columns).where(report_file.c.report_id == report_id))
    listed = [StoredFile(format=row.format, name=row.name, sha256=row.sha256, size=row.size) for row in found]
    return sorted(listed, key=lambda one: _rank(one.format))


def file(connection: Connection, report_id: int, key: str) -> tuple[StoredFile, bytes]:
    """Raises ReportError where there is none."""
    statement = select(report_file).where(report_file.c.report_id == report_id, report_file.c.format == key)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise ReportError(code="no_file")
    kept = StoredFile(format=row.format, name=row.name, sha256=row.sha256, size=row.size)
    return kept, bytes(row.body)


def _rank(key: str) -> tuple[int, str]:
    order = ("docx", "pdf", "xlsx", "csv", "json")
    return (order.index(key) if key in order else len(order)), key
