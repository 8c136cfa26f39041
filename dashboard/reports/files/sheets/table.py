"""A table on a sheet: real numbers, totals at its end as sums, a filter where it is the sheet's main one."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from xlsxwriter.utility import xl_col_to_name

from dashboard.reports import numbers
from dashboard.reports.document import Cell, Column, Table
from dashboard.reports.files import moments
from dashboard.reports.files.sheets.looks import CAPTION, NOTE, of_kind
from dashboard.reports.files.sheets.sheet import Sheet, lines_of

_WIDEST, _NARROWEST = 46.0, 9.0  # digits
_HEADER_LINES = 3  # so many at most that a header is broken into
_NEAR = 1e-9  # relative: a sum of floats is one


def widths(table: Table, zone: ZoneInfo) -> list[float]:
    """What each column wants so that nothing is cut off."""
    return [_width(column, [row[at] for row in table.rows], zone) for at, column in enumerate(table.columns)]


def _width(column: Column, cells: Sequence[Cell], zone: ZoneInfo) -> float:
    title = _title(column)
    head = max(max(map(len, title.split()), default=0), len(title) / _HEADER_LINES)
    body = max((len(numbers.shown(cell, column, "vi", zone)) for cell in cells), default=0)
    return min(max(head + 3, body + 2, _NARROWEST), _WIDEST)


def _title(column: Column) -> str:
    """With its unit; a share is written with its % in each cell."""
    is_told = not column.unit or column.kind == "share" or column.unit in column.title
    return column.title if is_told else f"{column.title} ({column.unit})"


def write(sheet: Sheet, table: Table, caption: str, *, is_main: bool = False) -> int:
    """The table from the sheet's next line on, a line left free behind it; gives its header's row."""
    begin = sheet.line(caption, CAPTION)
    header = sheet.headers(_title(column) for column in table.columns)
    body, totals = table.rows[table.totals :], table.rows[: table.totals]
    for row in body:
        _row(sheet, table.columns, row)
    if is_main and body:
        sheet.on.autofilter(header, 0, sheet.row - 1, len(table.columns) - 1)
    for row in totals:
        _total(sheet, table.columns, row, body, header + 1)
    for note in _notes(table):
        sheet.line(note, NOTE)
    sheet.together(begin)
    sheet.row += 1
    return header


def _notes(table: Table) -> list[str]:
    """What is said below: each remark of a cell once, behind the star that its number bears."""
    remarks = dict.fromkeys(cell.note for row in table.rows for cell in row if cell.note)
    return [*([table.note] if table.note else []), *(f"* {remark}" for remark in remarks)]


def _row(sheet: Sheet, columns: Sequence[Column], row: Sequence[Cell], *, is_total: bool = False) -> None:
    for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
        _cell(sheet, at, column, cell, is_total=is_total)
    texts = [(at, cell.value) for at, cell in enumerate(row) if isinstance(cell.value, str)]
    sheet.high(max((lines_of(text, sheet.widths[at]) for at, text in texts), default=1))
    sheet.row += 1


def _cell(sheet: Sheet, at: int, column: Column, cell: Cell, *, is_total: bool) -> None:
    value, looks, is_text = cell.value, sheet.told.looks, column.kind == "text"
    if value is None or value == "":
        sheet.on.write_blank(sheet.row, at, None, looks.unknown(is_total=is_total))
    else:
        number_format = of_kind(column.kind, column.decimals, is_noted=bool(cell.note))
        is_linked = bool(cell.href and sheet.told.origin)
        look = looks.cell(number_format, is_text=is_text, is_total=is_total, is_linked=is_linked)
        match column.kind:
            case "date":
                sheet.on.write_datetime(sheet.row, at, moments.day(value), look)
            case "moment":
                sheet.on.write_datetime(sheet.row, at, moments.moment(value, sheet.told.zone), look)
            case _ if isinstance(value, str):
                sheet.text(sheet.row, at, value, look, cell.href)
            case kind:
                sheet.number(sheet.row, at, stored(value, kind == "share"), look, cell.href)
    if cell.note:
        sheet.on.write_comment(sheet.row, at, cell.note)


def stored(value: float, is_share: bool) -> float:
    """As a cell keeps it: a share of 68.4 (percent) is 0.684."""
    return round(value / 100, 15) if is_share else value


def _total(
    sheet: Sheet, columns: Sequence[Column], row: Sequence[Cell], body: Sequence[Sequence[Cell]], first: int
) -> None:
    at_row = sheet.row
    _row(sheet, columns, row, is_total=True)
    for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
        if is_sum(column, cell, [of[at] for of in body]):
            letter = xl_col_to_name(at)
            formula = f"=SUM({letter}{first + 1}:{letter}{first + len(body)})"
            number_format = of_kind(column.kind, column.decimals, is_noted=bool(cell.note))
            is_linked = bool(cell.href and sheet.told.origin)
            look = sheet.told.looks.cell(number_format, is_text=False, is_total=True, is_linked=is_linked)
            sheet.on.write_formula(at_row, at, formula, look, cell.value)


def is_sum(column: Column, total: Cell, cells: Sequence[Cell]) -> bool:
    """Is a total the sum of what stands above it? A median or a share of the whole is none."""
    numbers_of = [cell.value for cell in cells if isinstance(cell.value, int | float)]
    if column.kind != "number" or not isinstance(total.value, int | float) or len(numbers_of) < 2:
        return False
    return abs(sum(numbers_of) - total.value) <= _NEAR * max(1.0, abs(total.value))
