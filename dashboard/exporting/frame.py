"""A workbook without its rows, made by XlsxWriter: styles, frozen head, filter, widths, print set-up."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from dashboard.exporting.table import Column, Table

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDTHS = {"text": 24, "number": 14, "moment": 20, "day": 12}
_NARROWEST, _WIDEST = 9, 60
_STYLE = re.compile(rb'<c r="[A-Z]+2"(?: s="(\d+)")?')
_SECOND_ROW = re.compile(rb'<row r="2".*?</row>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Frame:
    """`parts`: every file of the workbook but its sheets of rows, by name; `styles`: of the columns."""

    parts: Mapping[str, bytes]
    sheets: Sequence[tuple[bytes, bytes]]  # what stands before and after a sheet's rows
    styles: Sequence[int]


def frame(table: Table, counts: Sequence[int]) -> Frame:
    """`counts`: rows of each sheet."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": table.title, "created": table.made_at or datetime(2000, 1, 1, tzinfo=UTC)})
    formats = {"head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})}
    styles = [_format(book, column) for column in table.columns]
    for place, count in enumerate(counts, 1):
        name = sheet_name(table.title, place if len(counts) > 1 or place > 1 else 0)
        _sheet(book.add_worksheet(name), table, count, formats["head"], styles)
    if table.about:
        _about(book, table)
    book.close()
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    bodies = [parts.pop(sheet_part(place)) for place in range(1, len(counts) + 1)]
    found = [int(one or 0) for one in _STYLE.findall(bodies[0])]
    return Frame(parts, [_split(body) for body in bodies], found)


def sheet_part(place: int) -> str:
    return f"xl/worksheets/sheet{place}.xml"


def sheet_name(title: str, place: int) -> str:
    """As a workbook allows it; `place` 0 for the only one."""
    ending = f" ({place})" if place else ""
    return (_FORBIDDEN.sub(" ", title).strip() or "1")[: _LONGEST_NAME - len(ending)].strip() + ending


def _format(book: Any, column: Column) -> Any:
    match column.kind:
        case "moment":
            return book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss", "align": "left"})
        case "day":
            return book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        case "number" if column.decimals is not None:
            places = "." + "0" * column.decimals if column.decimals else ""
            return book.add_format({"num_format": "#,##0" + places})
        case _:
            return book.add_format({"align": "general"})


def _sheet(sheet: Any, table: Table, count: int, head: Any, styles: Sequence[Any]) -> None:
    last = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(0, place, column.title, head)
        sheet.write_blank(1, place, None, styles[place])  # its style is read and the row taken out
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, last)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _width(column: Column) -> int:
    return column.width or min(_WIDEST, max(_NARROWEST, _WIDTHS[column.kind], len(column.title) * 2 // 3))


def _about(book: Any, table: Table) -> None:
    """A last sheet that says what the table is, for whoever gets the file alone."""
    sheet = book.add_worksheet(sheet_name(table.about_title, 0))
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for place, (name, told) in enumerate(table.about):
        sheet.write_string(place, 0, name, bold)
        sheet.write_string(place, 1, told, wrapped)


def _split(body: bytes) -> tuple[bytes, bytes]:
    before, _, after = _SECOND_ROW.sub(b"", body).partition(b"</sheetData>")
    return before, b"</sheetData>" + after
