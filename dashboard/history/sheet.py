"""A table as offices keep it: CSV in UTF-8, with BOM or without, commas or Excel's semicolons."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.i18n import Translator

Cells = dict[str, str]

_POINT, _COMMA = ".", ","
_EXPONENT = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+")


class SheetError(Exception):
    """The file is no such table; the message is one sentence that says what to do."""


class TwoReadingsError(ValueError):
    """ "1.234" where a point may part thousands: 1234 or 1.234."""


@dataclass(frozen=True, slots=True)
class Row:
    """`line`: the one of the file that it begins on. `width`: how many cells it has, empty ones too."""

    line: int
    cells: Cells
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Column names in lower case; `decimal` is the mark that goes with the file's separator."""

    columns: tuple[str, ...]
    decimal: str
    rows: Iterator[Row]


def read_sheet(path: Path, t: Translator) -> Sheet:
    """The table of a CSV file, gzip where its name ends in .gz. Raises SheetError, also from `rows`."""
    text = _text(path, t)
    heading = text.partition("\n")[0]
    separator = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = tuple(name.strip().lower() for name in next(reader, []))
    filled = [name for name in columns if name]
    if not filled:
        raise SheetError(t("The file is empty."))
    if len(set(filled)) < len(filled):
        raise SheetError(t("Two columns have one name: {names}.", names=", ".join(columns)))
    return Sheet(columns, _COMMA if separator == ";" else _POINT, _rows(reader, columns, t))


def _rows(reader: Any, columns: tuple[str, ...], t: Translator) -> Iterator[Row]:
    line = reader.line_num
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise SheetError(
                t("Line {line} is no CSV: {reason}.", line=reader.line_num, reason=error)
            ) from error
        if cells is None:
            return
        begin, line = line + 1, reader.line_num
        cells = [cell.strip() for cell in cells]
        while len(cells) > len(columns) and not cells[-1]:
            cells.pop()  # Excel pads rows to the widest
        if any(cells):
            yield Row(begin, dict(zip(columns, cells, strict=False)), len(cells))


def _text(path: Path, t: Translator) -> str:
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SheetError(t("{file} cannot be unpacked: it is no gzip file.", file=path.name)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SheetError(t("{file} cannot be read: {reason}.", file=path, reason=reason)) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(
            t("{file} is not in UTF-8: in Excel, save it as “CSV UTF-8”.", file=path.name)
        ) from error


def number(text: str, decimal: str) -> float:
    """A number as it is written in Vietnam or elsewhere; `decimal` is the mark that the file itself goes by.

    Raises ValueError for what is no number, and TwoReadingsError where the other mark could part thousands.
    """
    other = _POINT if decimal == _COMMA else _COMMA
    own, thousands = re.escape(decimal), re.escape(other)
    if re.fullmatch(rf"[+-]?\d+({own}\d+)?", text):
        return float(text.replace(decimal, _POINT))
    if _EXPONENT.fullmatch(text):
        return float(text)
    if re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}{thousands}\d{{3}}", text):
        raise TwoReadingsError(text)
    if re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}({thousands}\d{{3}})+({own}\d+)?", text):
        return float(text.replace(other, "").replace(decimal, _POINT))
    if re.fullmatch(rf"[+-]?\d+{thousands}\d+", text):
        return float(text.replace(other, _POINT))
    raise ValueError(text)
