"""A table as CSV, piece by piece: what `csv_rows` writes, quickly enough for millions of rows."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from itertools import islice

from dashboard import csv_rows
from dashboard.csv_rows import BOM, FORMULA
from dashboard.exporting.moments import Moments
from dashboard.exporting.table import Cell, Column, Table

ROWS = 2_000  # rows a piece


def pieces(table: Table, zone: tzinfo) -> Iterator[str]:
    """The file piece by piece, the head with the first."""
    moments = Moments(zone)
    told = [_telling(column, moments, zone) for column in table.columns]
    rows = iter(table.rows)
    file = io.StringIO()
    writer = csv.writer(file)
    file.write(BOM)
    writer.writerow([csv_rows.told(column.title, zone) for column in table.columns])
    while True:
        taken = list(islice(rows, ROWS))
        writer.writerows([tell(value) for tell, value in zip(told, row, strict=True)] for row in taken)
        if piece := file.getvalue():
            yield piece
        if len(taken) < ROWS:
            return
        file.seek(0)
        file.truncate()


def _telling(column: Column, moments: Moments, zone: tzinfo) -> Callable[[Cell], str]:
    """Texts and moments are nearly all that long tables hold, and are asked for first."""
    text = moments.text

    def moment(value: Cell) -> str:
        if value is None:
            return ""
        return text(value) if isinstance(value, (int, datetime)) else csv_rows.told(value, zone)

    def plain(value: Cell) -> str:
        if isinstance(value, str) and value[:1] not in FORMULA:
            return value
        return csv_rows.told(value, zone)

    return moment if column.kind == "moment" else plain
