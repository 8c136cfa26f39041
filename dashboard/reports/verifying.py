"""Whether a file or a code is of a report that was issued: what anybody may know, and nothing else."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, select

from dashboard.models import report, report_file
from dashboard.reports import listing, storing
from dashboard.reports.codes import code_of, sha256_of
from dashboard.reports.listing import Listed
from dashboard.reports.storing import StoredFile
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """An issued report as the public may know it. `matched`: the format of the file that was asked about.

    `newest_number` and `newest_issued_on` are of the revision that holds now, its own where it is that one.
    """

    number: str
    revision: int
    issued_on: date
    period_name: str
    scope_name: str
    body: str
    subject: str
    code: str
    is_newest: bool
    newest_revision: int
    newest_number: str
    newest_issued_on: date
    files: tuple[StoredFile, ...]
    matched: str = ""


def verify(connection: Connection, settings: Settings, typed: str) -> Verified | None:
    """By its code or by the SHA-256 of one of its files; None where nothing was issued with it."""
    if hashed := sha256_of(typed):
        return _by_hash(connection, settings, hashed)
    code = code_of(typed)
    return _found(connection, settings, report.c.code == code) if code else None


def verify_bytes(connection: Connection, settings: Settings, body: bytes) -> Verified | None:
    """By a file itself."""
    return _by_hash(connection, settings, sha256(body).hexdigest())


def _by_hash(connection: Connection, settings: Settings, hashed: str) -> Verified | None:
    statement = select(report_file.c.report_id, report_file.c.format).where(report_file.c.sha256 == hashed)
    row = connection.execute(statement.order_by(report_file.c.report_id).limit(1)).one_or_none()
    if row is None:
        return None
    return _found(connection, settings, report.c.id == row.report_id, row.format)


def _found(
    connection: Connection, settings: Settings, where: ColumnElement[bool], matched: str = ""
) -> Verified | None:
    number = connection.execute(select(report.c.id).where(where, report.c.issued_at.is_not(None))).scalar()
    if number is None:
        return None
    one = newest = listing.one(connection, settings, number)
    while newest.revised_by is not None:
        newest = listing.one(connection, settings, newest.revised_by)
    return _public(one, newest, tuple(storing.files(connection, number)), matched)


def _public(one: Listed, newest: Listed, files: tuple[StoredFile, ...], matched: str) -> Verified | None:
    if one.issued_on is None or newest.issued_on is None:
        return None
    return Verified(
        number=one.number,
        revision=one.revision,
        issued_on=one.issued_on,
        period_name=one.period_name,
        scope_name=one.scope_name,
        body=one.issuer,
        subject=one.subject,
        code=one.code,
        is_newest=one.id == newest.id,
        newest_revision=newest.revision,
        newest_number=newest.number,
        newest_issued_on=newest.issued_on,
        files=files,
        matched=matched,
    )
