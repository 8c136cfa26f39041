"""From draft to issued: the document frozen, its files rendered, both stored in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import IntegrityError

from dashboard.accounts import audit
from dashboard.civil import day_of
from dashboard.db import writing
from dashboard.models import report
from dashboard.reports import drafts, storing
from dashboard.reports.asked import Wanted
from dashboard.reports.codes import new_code
from dashboard.reports.differences import differences
from dashboard.reports.document import Document, Revision
from dashboard.reports.errors import ReportError
from dashboard.reports.files import FORMATS, file_name, render
from dashboard.reports.listing import Held, span_of
from dashboard.reports.numbering import number_of
from dashboard.reports.numbers import day as written_day
from dashboard.reports.storing import StoredFile
from dashboard.reports.superseded import Superseded
from dashboard.reports.telling import tell_issued
from dashboard.settings import Settings

LONGEST_SIGNER = 120
VERIFY = "/reports/verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What the form of issuing begins with; `signer` of the body's last report."""

    number: str
    issued_on: date
    signer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was entered, checked."""

    number: str
    issued_on: date
    signer: str


def checked(
    held: Held, settings: Settings, version: int, number: str, issued_on: date, signer: str, now: datetime
) -> Entry:
    """Raises ReportError for the first thing that stands against issuing."""
    if held.is_issued:
        raise ReportError(code="issued")
    if held.version != version:
        raise ReportError(code="changed", values={"who": held.changed_by, "at": held.changed_at})
    last, today = span_of(held.period).last, day_of(now, settings.zone)
    if last >= today:
        raise ReportError(code="not_over", values={"day": written_day(last)})
    told = number_of(number)
    if held.revises_id is not None and told != held.number:
        raise ReportError(code="number_kept", entry="number", values={"number": held.number})
    if not last < issued_on <= today:
        raise ReportError(code="issued_on", entry="issued_on", values={"day": written_day(last)})
    name = " ".join(signer.split())
    if not name or len(name) > LONGEST_SIGNER:
        raise ReportError(code="signer", entry="signer")
    return Entry(number=told, issued_on=issued_on, signer=name)


def moved() -> ReportError:
    """Figures came in between looking and issuing."""
    return ReportError(code="moved")


def last_signer(connection: Connection, issuer: str) -> str:
    """Who signed the body's last report; "" where there was none."""
    statement = select(report.c.signer).where(report.c.issuer == issuer, report.c.issued_at.is_not(None))
    return connection.execute(statement.order_by(report.c.issued_at.desc()).limit(1)).scalar() or ""


def revision_of(held: Held, document: Document, superseded: Superseded | None) -> Revision:
    """What a draft changes of the issued report that it stands in place of; None: it is no revision."""
    if superseded is None:
        return Revision()
    before = superseded.document
    on = before.letter.issued_on
    return Revision(
        number=held.revision,
        revises=f"{before.letter.number}, {written_day(on)}" if on else before.letter.number,
        reason=held.reason,
        differences=differences(before, document, superseded.late),
    )


def issue(wanted: Wanted, held: Held, draft: Document, entry: Entry, attach: Sequence[str], who: str) -> None:
    """All of it or nothing. Raises ReportError where another was first, or the number is taken."""
    store, settings = wanted.store, wanted.settings
    letter = draft.letter.model_copy(
        update={"number": entry.number, "issued_on": entry.issued_on, "signer": entry.signer}
    )
    public = settings.public_url.rstrip("/")
    document = draft.model_copy(
        update={
            "letter": letter,
            "code": new_code(),
            "verify_url": f"{public}{VERIFY}" if public else "",
        }
    )
    made = _files(document)
    try:
        with writing(store) as connection:
            _store(connection, held, document, made, who, wanted.now)
            tell_issued(connection, wanted, document, held.id, attach)
            _log(connection, held, document, made, who, wanted.now)
    except IntegrityError as error:
        if "report_number" not in str(error) and "report.number" not in str(error):
            raise
        raise ReportError(
            code="number_taken", entry="number", values={"number": entry.number, "year": entry.issued_on.year}
        ) from error


def _files(document: Document) -> list[tuple[StoredFile, bytes]]:
    made = []
    for one in FORMATS:
        body = render(document, one.key)
        name, hashed = file_name(document, one.key), sha256(body).hexdigest()
        made.append((StoredFile(format=one.key, name=name, sha256=hashed, size=len(body)), body))
    return made


def _store(
    connection: Connection,
    held: Held,
    document: Document,
    made: list[tuple[StoredFile, bytes]],
    who: str,
    now: datetime,
) -> None:
    letter, on = document.letter, document.letter.issued_on
    statement = update(report).where(
        report.c.id == held.id,
        report.c.version == held.version,
        report.c.issued_at.is_(None),
        report.c.discarded_at.is_(None),
    )
    taken = connection.execute(
        statement.values(
            number=letter.number,
            issued_on=on,
            issued_year=on.year if on else None,
            issuer=letter.body[:200],
            signer=letter.signer,
            subject=letter.subject,
            issued_by=who,
            issued_at=now,
            changed_by=who,
            changed_at=now,
            code=document.code,
            document=document.canonical().decode(),
            document_sha256=document.sha256,
        )
    )
    if not taken.rowcount:
        raise drafts.why_not(connection, held.id)
    for file, body in made:
        storing.put(connection, held.id, file, body)


def _log(
    connection: Connection,
    held: Held,
    document: Document,
    made: list[tuple[StoredFile, bytes]],
    who: str,
    now: datetime,
) -> None:
    hashes = {file.format: file.sha256 for file, _body in made}
    detail = {"id": held.id, "revision": held.revision, "code": document.code, "files": hashes}
    audit.write(connection, who, "report-issued", document.letter.number, detail, now)
