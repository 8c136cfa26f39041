"""All rows of a sheet are read before any is loaded: each is in order, or all that is wrong is told."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dashboard.history.cells import Cells
from dashboard.history.sheet import Sheet, SheetError
from dashboard.i18n import Translator

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line of the file, in the reader's language."""

    line: int
    text: str


class ProblemsError(Exception):
    """What is wrong, line by line; nothing was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def read_all(
    sheet: Sheet,
    today: date,
    t: Translator,
    read: Callable[[Cells], T | None],
    same: Callable[[T], Hashable],
) -> list[T]:
    """What `read` makes of each row; `same` says which two speak of one thing.

    Raises ProblemsError, SheetError.
    """
    found: list[T] = []
    problems: list[Problem] = []
    lines: dict[Hashable, int] = {}
    for row in sheet.rows:
        cells = Cells(row=row, sheet=sheet, today=today, t=t)
        if row.width != len(sheet.columns):
            width, columns = row.width, len(sheet.columns)
            cells.wrong.append(
                t("{count} cells stand under {columns} headings", count=width, columns=columns)
            )
        else:
            one = read(cells)
            if one is not None:
                before = lines.setdefault(same(one), row.line)
                if before != row.line:
                    cells.wrong.append(t("line {line} says the same already", line=before))
                found.append(one)
        problems += (Problem(row.line, text) for text in cells.wrong)
    if problems:
        raise ProblemsError(problems)
    if not found:
        raise SheetError(t("The file holds no lines."))
    return found


def need(sheet: Sheet, columns: tuple[str, ...], t: Translator) -> None:
    """Raises SheetError where a column is missing."""
    missing = [column for column in columns if column not in sheet.columns]
    if missing:
        raise SheetError(
            t(
                "Columns are missing: {missing}. There are: {columns}.",
                missing=", ".join(missing),
                columns=", ".join(sheet.columns),
            )
        )
