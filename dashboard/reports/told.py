"""Reports in lines of plain text, for the command line."""

from collections.abc import Iterator

from dashboard.i18n import Translator
from dashboard.reports.document import Block, Document
from dashboard.reports.listing import Listed
from dashboard.reports.numbers import day
from dashboard.reports.verifying import Verified


def listed_line(one: Listed, t: Translator) -> str:
    """Columns with tabs between them."""
    number = _numbered(one.number, one.revision, t)
    state = t("issued") if one.is_issued else t("draft")
    on = day(one.issued_on) if one.issued_on else ""
    return "\t".join((str(one.id), state, number, on, one.period_name, one.scope_name, one.code))


def block_lines(document: Document) -> Iterator[str]:
    """The subject and what is said, section by section."""
    yield document.letter.subject
    yield from _said(document.letter.opening)
    for section in document.sections:
        yield f"\n{section.title}"
        yield from _said(section.commentary)
    for one in document.revision.differences:
        why = f" ({one.why})" if one.why else ""
        yield f"{one.where}: {one.before} → {one.now}{why}"


def verified_lines(found: Verified, t: Translator) -> Iterator[str]:
    """What anybody may know of an issued report."""
    yield t(
        "Issued: report {number} of {day}, {period}",
        number=_numbered(found.number, found.revision, t),
        day=day(found.issued_on),
        period=found.period_name,
    )
    yield f"{found.body}: {found.subject}"
    if not found.is_newest:
        number = _numbered(found.newest_number, found.newest_revision, t)
        yield t(
            "Another stands in its place: {number} of {day}.", number=number, day=day(found.newest_issued_on)
        )
    for file in found.files:
        mark = "*" if file.format == found.matched else " "
        yield f"{mark} {file.name}  SHA-256 {file.sha256}"


def _numbered(number: str, revision: int, t: Translator) -> str:
    if revision > 1:
        return t("{number}, revision {revision}", number=number, revision=revision)
    return number


def _said(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        bullet = "" if block.kind == "paragraph" else "- "
        yield bullet + "".join(run.text for run in block.runs)
