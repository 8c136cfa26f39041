"""The raw limit of a report's files: the same cells by the same libraries, in no form and with no charts."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping

import typst
from docx import Document as Docx
from xlsxwriter import Workbook

from dashboard.reports.document import Document, Table

Rows = list[list[str | float | None]]


def _tables(document: Document) -> Iterator[Rows]:
    for section in document.sections:
        for part in section.parts:
            if isinstance(part, Table):
                titles: list[str | float | None] = [column.title for column in part.columns]
                yield [titles, *([cell.value for cell in row] for row in part.rows)]


def _xlsx(document: Document) -> None:
    with Workbook(io.BytesIO(), {"in_memory": True, "strings_to_formulas": False}) as book:
        for rows in _tables(document):
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        raw = book.add_worksheet()
        for at, figure in enumerate(document.figures):  # one behind another, as they come
            raw.write_number(at // 172, at % 172, figure.value)


def _docx(document: Document) -> None:
    made = Docx()
    for rows in _tables(document):
        cells = made.add_table(len(rows), len(rows[0]))._cells
        for at, value in enumerate(value for row in rows for value in row):
            cells[at].text = str(value)
    made.save(io.BytesIO())


def _pdf(document: Document) -> None:
    written = [
        f"#table(columns: {len(rows[0])}, {', '.join(_quoted(value) for row in rows for value in row)})"
        for rows in _tables(document)
    ]
    typst.compile("\n".join(written).encode(), format="pdf")


def _quoted(value: str | float | None) -> str:
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _csv(document: Document) -> None:
    file = io.StringIO()
    for rows in _tables(document):
        csv.writer(file).writerows(rows)
    for figure in document.figures:
        csv.writer(file).writerow((figure.figure, figure.unit_id, figure.value))


RAW: Mapping[str, Callable[[Document], None]] = {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf, "csv": _csv}
