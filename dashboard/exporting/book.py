"""A table as a workbook: XlsxWriter makes all of it but the rows, which are streamed into their sheets.

So a million rows cost no memory, are packed as they come, and can be left off at any row. Texts stand in
their cells as texts: none of them can become a formula.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from itertools import chain, islice
from math import isfinite
from typing import IO
from xml.sax.saxutils import escape

from dashboard.exporting.frame import frame, sheet_part
from dashboard.exporting.moments import Moments, serial_day
from dashboard.exporting.table import Cell, Column, Row, Table

SHEET_ROWS = 1_048_576  # all that a sheet can hold, the head among them
LONGEST = 32_767  # letters of a cell
BIG = 20_000  # rows from which quick packing matters more than a small file
PIECE = 500  # rows written at once
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_CELL = "<c/>"


def write(table: Table, file: IO[bytes], zone: tzinfo, sheet_rows: int = SHEET_ROWS) -> None:
    """The whole workbook into `file`, on as many sheets as it takes. What walking the rows raises goes on."""
    rows = iter(table.rows)
    first = list(islice(rows, BIG))
    level, rows = (1 if len(first) == BIG else 6), chain(first, rows)
    told = _columns(table.columns, frame(table, (0,)).styles, zone)
    counts: list[int] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as packed:
        following: Row | None = None
        while not counts or following is not None:
            rows = rows if following is None else chain([following], rows)
            counts.append(_sheet(packed, table, counts, told, islice(rows, sheet_rows - 1)))
            following = next(rows, None) if counts[-1] == sheet_rows - 1 else None
        for name, part in frame(table, counts).parts.items():
            packed.writestr(name, part)


Tell = Callable[[Cell], str]


def _sheet(
    packed: zipfile.ZipFile, table: Table, counts: Sequence[int], told: Sequence[Tell], rows: Iterator[Row]
) -> int:
    """How many rows it got."""
    place, count = len(counts) + 1, 0
    before, _ = frame(table, (*counts, 0)).sheets[-1]
    with packed.open(sheet_part(place), "w", force_zip64=True) as sheet:
        sheet.write(before)
        while taken := list(islice(rows, PIECE)):
            lines = [
                f"<row>{''.join([tell(value) for tell, value in zip(told, row, strict=True)])}</row>"
                for row in taken
            ]
            sheet.write("".join(lines).encode())
            count += len(taken)
        sheet.write(frame(table, (*counts, count)).sheets[-1][1])
    return count


def _columns(columns: Sequence[Column], styles: Sequence[int], zone: tzinfo) -> list[Tell]:
    moments = Moments(zone)
    return [_column(column, style, moments) for column, style in zip(columns, styles, strict=True)]


def _column(column: Column, style: int, moments: Moments) -> Tell:
    number, text = f'<c s="{style}"><v>', f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">'
    is_moment = column.kind == "moment"

    def tell(value: Cell) -> str:
        if value is None or value == "":
            return _NO_CELL
        if isinstance(value, str):
            return f"{text}{_clean(value)}</t></is></c>"
        if isinstance(value, datetime) or (is_moment and isinstance(value, int)):
            return f"{number}{moments.serial(value):.8f}</v></c>"
        if isinstance(value, date):
            return f"{number}{serial_day(value)}</v></c>"
        return f"{number}{value:.15g}</v></c>" if isfinite(value) else _NO_CELL

    return tell


def _clean(text: str) -> str:
    text = text if len(text) <= LONGEST else text[:LONGEST]
    return escape(_NO_XML.sub(" ", text)) if _SPECIAL.search(text) else text
