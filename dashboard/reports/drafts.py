"""Drafts in the store: begun, written on by one at a time, put away, begun anew in place of an issued one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from dashboard.accounts import audit
from dashboard.db import writing
from dashboard.models import report
from dashboard.reports import listing
from dashboard.reports.asked import Wanted
from dashboard.reports.choices import Choices
from dashboard.reports.errors import ReportError
from dashboard.reports.templates import Plan, Template
from dashboard.settings import Settings

_LONGEST_REASON = 2_000


def template_of(plan: Plan, key: str) -> Template:
    """Raises ReportError for one that there is none of (any more)."""
    found = plan.templates.get(key)
    if found is None:
        raise ReportError(code="template", entry="template")
    return found


def new(store: Engine, template: Template, wanted: Wanted, language: str, who: str, now: datetime) -> int:
    """Raises ReportError where the period is none of the template's kind."""
    if wanted.span.kind != template.kind:
        raise ReportError(code="kind", entry="period", values={"name": template.said(language).name})
    with writing(store) as connection:
        return begin(connection, template, wanted, language, who, now)


def begin(
    connection: Connection, template: Template, wanted: Wanted, language: str, who: str, now: datetime
) -> int:
    """Its row, within the caller's transaction."""
    scope = [one.address for one in wanted.whose if one.unit is not None]
    entry = {"template": template.key, "period": wanted.span.text, "scope": scope, "language": language}
    number = _insert(connection, entry | {"choices": Choices().model_dump(mode="json")}, who, now)
    audit.write(connection, who, "report-drafted", f"{template.key} {wanted.span.text}", {"id": number}, now)
    return number


def save(store: Engine, report_id: int, version: int, choices: Choices, who: str, now: datetime) -> int:
    """The new version. Raises ReportError where another changed it meanwhile; nothing is written then."""
    with writing(store) as connection:
        _set(connection, report_id, version, who, now, choices=choices.model_dump(mode="json"))
    return version + 1


def discard(store: Engine, report_id: int, version: int, who: str, now: datetime) -> None:
    """The row stays, nobody sees it any more."""
    with writing(store) as connection:
        _set(connection, report_id, version, who, now, discarded_at=now)
        audit.write(connection, who, "report-discarded", str(report_id), {}, now)


def revise(store: Engine, settings: Settings, report_id: int, reason: str, who: str, now: datetime) -> int:
    """A draft that bears the same number as "lần 2", with what was chosen and written in the first."""
    told = " ".join(reason.split())[:_LONGEST_REASON]
    if not told:
        raise ReportError(code="reason", entry="reason")
    try:
        with writing(store) as connection:
            before = listing.one(connection, settings, report_id)
            if not before.is_issued:
                raise ReportError(code="not_issued")
            entry = {
                "template": before.template,
                "period": before.period,
                "scope": list(before.scope),
                "language": before.language,
                "choices": before.choices.model_dump(mode="json"),
                "number": before.number,
                "revision": before.revision + 1,
                "revises_id": report_id,
                "reason": told,
            }
            made = _insert(connection, entry, who, now)
            audit.write(connection, who, "report-revised", before.number, {"id": made, "reason": told}, now)
            return made
    except IntegrityError as error:
        raise ReportError(code="revised") from error


def _insert(connection: Connection, entry: dict[str, Any], who: str, now: datetime) -> int:
    by = {"made_by": who, "made_at": now, "changed_by": who, "changed_at": now}
    number: int = connection.execute(insert(report).values(**entry, **by).returning(report.c.id)).scalar_one()
    return number


def _set(
    connection: Connection, report_id: int, version: int, who: str, now: datetime, **values: Any
) -> None:
    held = report.c.id == report_id, report.c.version == version
    draft = report.c.issued_at.is_(None), report.c.discarded_at.is_(None)
    statement = update(report).where(*held, *draft)
    by = {"changed_by": who, "changed_at": now, "version": version + 1}
    if not connection.execute(statement.values(**values, **by)).rowcount:
        raise why_not(connection, report_id)


def why_not(connection: Connection, report_id: int) -> ReportError:
    """Why a draft could not be changed."""
    columns = report.c.issued_at, report.c.discarded_at, report.c.changed_by, report.c.changed_at
    found = connection.execute(select(*columns).where(report.c.id == report_id)).one_or_none()
    if found is None or found.discarded_at is not None:
        return ReportError(code="gone")
    if found.issued_at is not None:
        return ReportError(code="issued")
    return ReportError(code="changed", values={"who": found.changed_by, "at": found.changed_at})
