"""Tables as CSV that a spreadsheet opens well and cannot be tricked by."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from fastapi import Response

from dashboard.opening.rows import Cell
from dashboard.settings import settings

BOM = "\ufeff"  # Excel reads UTF-8 only with it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = Sequence[Cell]


def whole(name: str, rows: Sequence[Row]) -> Response:
    """A table at once."""
    return Response(BOM + lines(rows), media_type="text/csv; charset=utf-8", headers=named(name))


def named(name: str) -> dict[str, str]:
    """The headers of a file of this name, without its ending."""
    return {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}


def lines(rows: Sequence[Row]) -> str:
    """Rows as CSV, without the BOM."""
    file = io.StringIO()
    csv.writer(file).writerows([_text(value) for value in row] for row in rows)
    return file.getvalue()


def _text(value: Cell) -> str:
    """Times by the city's clock; what a spreadsheet would take for a formula is a text."""
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(settings().zone).isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case float():
            return f"{value:.12g}"
        case _:
            return str(value)
