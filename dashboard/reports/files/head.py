"""What a file of figures says of its report first: which it is, of when, and how it is verified."""

from zoneinfo import ZoneInfo

from dashboard.i18n import Translator
from dashboard.reports import numbers
from dashboard.reports.document import Document


def head(document: Document, t: Translator) -> list[tuple[str, str]]:
    """Name and text of each, in order; what a draft has not yet is left out."""
    letter, period, revision = document.letter, document.period, document.revision
    days = f"{numbers.day(period.first)} – {numbers.day(period.last)}"
    issued = numbers.day(letter.issued_on) if letter.issued_on else ""
    lines = [
        (t("Report"), letter.subject),
        (t("Issued by"), letter.body),
        (t("Report number"), letter.number or t("Draft, not issued")),
        (t("Revision"), t("revision {number}", number=revision.number) if revision.number > 1 else ""),
        (t("Revises"), revision.revises),
        (t("Why it was revised"), revision.reason),
        (t("Date of issue"), issued),
        (t("Signed by"), letter.signer),
        (t("Reporting period"), f"{period.name} ({days})"),
        (t("Reports on"), document.scope.name),
        (t("Data as of"), numbers.moment(document.taken_at, ZoneInfo(document.timezone))),
        (t("Times are of"), document.timezone),
        (t("Verification code"), document.code),
        (t("Verified at"), document.verify_url),
        (t("Made by version"), document.program),
    ]
    return [(name, text) for name, text in lines if text]
