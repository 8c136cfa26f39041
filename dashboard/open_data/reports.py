"""Issued reports and their files, as they were issued. Drafts are nobody's business."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, tuple_

from dashboard.models import report, report_file
from dashboard.open_data.visitor import Visitor
from dashboard.periods import parse
from dashboard.units import CITY_ID
from dashboard.views.asked import unit_of

R, F = report.c, report_file.c
_SHOWN = (
    *(R.id, R.template, R.period, R.scope, R.language, R.number, R.revision, R.revises_id, R.reason),
    *(R.issued_on, R.issued_at, R.code, R.document_sha256),
)
_FEW = 200  # read at a time: what a visitor may not see is left out afterwards


def reports(
    connection: Connection, visitor: Visitor, after: tuple[datetime, int] | None, limit: int
) -> list[Any]:
    """Rows, the newest issued first; up to `limit` + 1: the last says that more follow."""
    found: list[Any] = []
    while len(found) <= limit:
        told: list[Any] = [R.issued_at.is_not(None)]
        if after is not None:
            told += [R.issued_at <= after[0], tuple_(R.issued_at, R.id) < after]
        statement = select(*_SHOWN).where(*told).order_by(R.issued_at.desc(), R.id.desc()).limit(_FEW)
        rows = connection.execute(statement).all()
        found += [row for row in rows if _may(visitor, row)]
        if len(rows) < _FEW:
            break
        after = rows[-1].issued_at, rows[-1].id
    return found[: limit + 1]


def one(connection: Connection, visitor: Visitor, number: int) -> Any | None:
    """None where there is none that was issued, or not within the visitor's part of the city."""
    row = connection.execute(select(*_SHOWN).where(R.id == number, R.issued_at.is_not(None))).one_or_none()
    return row if row is not None and _may(visitor, row) else None


def files(connection: Connection, numbers: Sequence[int]) -> list[Any]:
    """(report_id, format, name, sha256, size) by report and format."""
    columns = select(F.report_id, F.format, F.name, F.sha256, F.size)
    return list(
        connection.execute(columns.where(F.report_id.in_(numbers)).order_by(F.report_id, F.format)).all()
    )


def file(connection: Connection, number: int, kind: str) -> Any | None:
    """(name, sha256, body)."""
    asked = select(F.name, F.sha256, F.body).where(F.report_id == number, F.format == kind)
    return connection.execute(asked).one_or_none()


def _may(visitor: Visitor, row: Any) -> bool:
    """Every unit that it is of lies within the visitor's."""
    if visitor.units is None:
        return True
    ids = unit_ids(row)
    return bool(ids) and all(one is not None and visitor.reaches(one) for one in ids)


def unit_ids(row: Any) -> list[int | None]:
    """The units that it is of; None for one that nobody knows."""
    if not row.scope:
        return [CITY_ID]
    day = row.issued_on or row.issued_at.date()
    span = parse(row.period, day)
    found = [unit_of(str(one), day if span is None else span.last) for one in row.scope]
    return [None if unit is None else unit.id for unit in found]
