"""Tables as CSV by HTTP."""

from collections.abc import Sequence

from fastapi import Response

from dashboard import csv_rows
from dashboard.csv_rows import BOM
from dashboard.opening.rows import Cell
from dashboard.settings import settings

__all__ = ["BOM", "Row", "lines", "named", "whole"]

Row = Sequence[Cell]


def whole(name: str, rows: Sequence[Row]) -> Response:
    """A table at once."""
    return Response(BOM + lines(rows), media_type="text/csv; charset=utf-8", headers=named(name))


def named(name: str) -> dict[str, str]:
    """The headers of a file of this name, without its ending."""
    return {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}


def lines(rows: Sequence[Row]) -> str:
    """Rows as CSV, times by the city's clock, without the BOM."""
    return csv_rows.lines(rows, settings().zone)
