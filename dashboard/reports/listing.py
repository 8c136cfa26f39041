"""Reports as rows: which there are, and one of them; the big documents stay in the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, select

from dashboard.i18n import translator
from dashboard.models import report
from dashboard.periods import Span, parse
from dashboard.reports.asked import Whose
from dashboard.reports.choices import Choices
from dashboard.reports.errors import ReportError
from dashboard.reports.naming import scope_name
from dashboard.reports.spans import named
from dashboard.settings import Settings
from dashboard.units import CITY_ID
from dashboard.views.asked import unit_of

State = Literal["", "draft", "issued"]
_END_OF_DAYS = date(9999, 12, 31)
_follower = report.alias("follower")
_BIG = {"document", "document_sha256"}
_COLUMNS = [column for column in report.c if column.name not in _BIG]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A draft or an issued report. `unit_ids`: whose it is, the city's own id for the city.

    `revised_by`: the issued report that came after it. Of a draft what is of the issuing is "" or None, but
    `number` of a revision is the number that it will bear again.
    """

    id: int
    template: str
    period: str
    period_name: str
    scope: tuple[str, ...]
    scope_name: str
    unit_ids: tuple[int, ...]
    language: str
    is_issued: bool
    version: int
    made_by: str
    made_at: datetime
    changed_by: str
    changed_at: datetime
    number: str
    revision: int
    revises_id: int | None
    revised_by: int | None
    reason: str
    issued_on: date | None
    issued_by: str
    issued_at: datetime | None
    issuer: str
    signer: str
    subject: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Listed):
    """With what was chosen and written."""

    choices: Choices


def every(connection: Connection, settings: Settings, state: State, words: str, most: int) -> list[Listed]:
    """Newest first. `words`: all of them must be in what the row shows, in any case."""
    statement = _rows().where(report.c.discarded_at.is_(None))
    if state:
        statement = statement.where(
            report.c.issued_at.is_not(None) if state == "issued" else report.c.issued_at.is_(None)
        )
    statement = statement.order_by(report.c.changed_at.desc(), report.c.id.desc())
    asked, found = words.casefold().split(), []
    for row in connection.execute(statement):
        listed = Listed(**_values(row, settings))
        shown = f"{listed.number} {listed.period} {listed.period_name} {listed.scope_name} {listed.code}"
        if all(word in shown.casefold() for word in asked):
            found.append(listed)
            if len(found) >= most:
                break
    return found


def one(connection: Connection, settings: Settings, report_id: int) -> Held:
    """Raises ReportError where there is none, or it was discarded."""
    statement = _rows().where(report.c.id == report_id, report.c.discarded_at.is_(None))
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise ReportError(code="gone")
    return Held(**_values(row, settings), choices=Choices.model_validate(row.choices))


def _rows() -> Select[Any]:
    follower = (
        select(_follower.c.id)
        .where(_follower.c.revises_id == report.c.id, _follower.c.issued_at.is_not(None))
        .scalar_subquery()
    )
    return select(*_COLUMNS, follower.label("revised_by"))


def span_of(period: str) -> Span:
    """A stored period; it was checked when it was stored."""
    span = parse(period, _END_OF_DAYS)
    if span is None:
        raise ReportError(code="period", entry="period")
    return span


def whose_of(scope: Sequence[str], last: date, settings: Settings) -> tuple[Whose, ...]:
    """Those whom a stored scope names."""
    units = [(code, unit_of(code, last)) for code in scope]
    named = tuple(Whose(name=unit.name, address=code, unit=unit) for code, unit in units if unit is not None)
    return named or (Whose(name=settings.city, address="", unit=None),)


def _values(row: Row[Any], settings: Settings) -> dict[str, Any]:
    """As `Listed` takes them. The language of names is the report's own."""
    t, span, scope = translator(row.language), span_of(row.period), tuple(row.scope)
    whose = whose_of(scope, span.last, settings)
    same = {name for name in Listed.__slots__ if hasattr(row, name)} - {"scope", "code"}
    return {name: getattr(row, name) for name in same} | {
        "scope": scope,
        "code": row.code or "",
        "period_name": named(t, span),
        "scope_name": scope_name(whose, t),
        "unit_ids": tuple(CITY_ID if one.unit is None else one.unit.id for one in whose),
        "is_issued": row.issued_at is not None,
    }
