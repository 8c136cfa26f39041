"""The order in which a report is read: chapters, then what a revision changed, then the other annexes."""

from dashboard.i18n import Translator
from dashboard.reports.document import Cell, Column, Document, Scalar, Section, Table
from dashboard.reports.numbers import number

DIFFERENCES = "differences"  # key of the annex that lists them


def outline(document: Document, t: Translator) -> tuple[Section, ...]:
    """All that stands in it, as numbered by `letter.heads` and `letter.captions`."""
    chapters = tuple(section for section in document.sections if not section.is_annex)
    annexes = tuple(section for section in document.sections if section.is_annex)
    return (*chapters, *_differences(document, t), *annexes)


def _differences(document: Document, t: Translator) -> tuple[Section, ...]:
    """None where the report is no revision, or changed nothing but its words."""
    revision = document.revision
    if not revision.differences:
        return ()
    columns = (
        Column(key="where", title=t("Where it stands"), kind="text", width=3),
        Column(key="before", title=t("Before"), kind="text"),
        Column(key="now", title=t("Now"), kind="text"),
        Column(key="why", title=t("Why"), kind="text", width=2),
    )
    rows = tuple(
        (
            Cell(value=one.where),
            Cell(value=_told(one.before, document.language)),
            Cell(value=_told(one.now, document.language)),
            Cell(value=one.why),
        )
        for one in revision.differences
    )
    title = t("What is different from {before}", before=revision.revises)
    table = Table(key=DIFFERENCES, title=title, columns=columns, rows=rows, note=revision.reason)
    return (
        Section(
            key=DIFFERENCES,
            title=t("What this revision changes"),
            commentary=(),
            parts=(table,),
            is_annex=True,
        ),
    )


def _told(value: Scalar, language: str) -> Scalar:
    """A number as short as it is exact, two decimals at most."""
    if value is None or isinstance(value, str):
        return value
    rounded = round(value, 2)
    decimals = next(n for n in (0, 1, 2) if round(rounded, n) == rounded)
    return number(value, decimals, language)
