"""A report's tables as tests read them."""

from dashboard.reports.commentary import plain
from dashboard.reports.document import Scalar, Section, Table


def table(section: Section, key: str) -> Table:
    """The table of a section by its key."""
    return next(part for part in section.parts if isinstance(part, Table) and part.key == key)


def cells(section: Section, key: str) -> dict[str, list[Scalar]]:
    """By the first cell of a line, its others."""
    lines = ([cell.value for cell in row] for row in table(section, key).rows)
    return {str(first): rest for first, *rest in lines}


def titles(section: Section, key: str) -> list[str]:
    """Of the columns after the first one."""
    return [column.key for column in table(section, key).columns[1:]]


def sentences(section: Section) -> list[str]:
    """The commentary without its look, spaces that do not break among the others."""
    return [plain(block).replace("\u00a0", " ") for block in section.commentary]
