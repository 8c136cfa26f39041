"""Notices of reports: a draft that waits for its planner, a report that was issued."""

from collections.abc import Sequence

from sqlalchemy import Connection

from dashboard.i18n import translator
from dashboard.outbox import announce, receivers
from dashboard.reports.asked import Wanted
from dashboard.reports.document import Document
from dashboard.reports.naming import scope_name
from dashboard.reports.numbers import day
from dashboard.reports.spans import named
from dashboard.reports.templates import Template
from dashboard.settings import Settings
from dashboard.units import CITY_ID


def tell_draft(connection: Connection, template: Template, wanted: Wanted, report_id: int) -> None:
    """A draft was made by itself; in its transaction."""
    settings = wanted.settings

    def write(language: str) -> tuple[str, str]:
        t = translator(language)
        period, scope = named(t, wanted.span), scope_name(wanted.whose, t)
        title = t(
            "A draft waits: {name}, {period}, {scope}",
            name=template.said(language).name,
            period=period,
            scope=scope,
        )
        body = t("Made from the figures as they are; look, write and issue it.")
        return title, _with_link(body, settings, report_id)

    announce(
        connection,
        receivers(settings.receivers),
        topic="report_draft",
        key=str(report_id),
        write=write,
        now=wanted.now,
        unit_ids=_unit_ids(wanted),
        settings=settings,
    )


def tell_issued(
    connection: Connection, wanted: Wanted, document: Document, report_id: int, attach: Sequence[str]
) -> None:
    """A report was issued, its files with it; in its transaction."""
    settings, letter = wanted.settings, document.letter
    on = "" if letter.issued_on is None else day(letter.issued_on)

    def write(language: str) -> tuple[str, str]:
        t = translator(language)
        number = letter.number
        if document.revision.number > 1:
            number = t("{number}, revision {revision}", number=number, revision=document.revision.number)
        title = t(
            "Issued: report {number} of {day}, {period}", number=number, day=on, period=named(t, wanted.span)
        )
        lines = [letter.subject, t("Verification code: {code}.", code=document.code)]
        if document.revision.reason:
            lines.insert(1, t("Why: {reason}", reason=document.revision.reason))
        return title, _with_link("\n".join(lines), settings, report_id)

    announce(
        connection,
        receivers(settings.receivers),
        topic="report_issued",
        key=str(report_id),
        write=write,
        now=wanted.now,
        unit_ids=_unit_ids(wanted),
        report_id=report_id,
        attach=attach,
        settings=settings,
    )


def _unit_ids(wanted: Wanted) -> tuple[int, ...]:
    return tuple(CITY_ID if one.unit is None else one.unit.id for one in wanted.whose)


def _with_link(body: str, settings: Settings, report_id: int) -> str:
    public = settings.public_url.rstrip("/")
    return f"{body}\n{public}/reports/{report_id}" if public else body
