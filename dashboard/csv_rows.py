"""Tables as CSV that a spreadsheet opens well and cannot be tricked by."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

BOM = "\ufeff"  # Excel reads UTF-8 only with it
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | datetime | date | None


def lines(rows: Iterable[Sequence[Value]], zone: tzinfo) -> str:
    """Rows as CSV with CRLF, without the BOM. Aware moments are written by the clock of `zone`."""
    file = io.StringIO()
    csv.writer(file).writerows([told(value, zone) for value in row] for row in rows)
    return file.getvalue()


def told(value: Value, zone: tzinfo) -> str:
    """What a spreadsheet would take for a formula is a text."""
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(FORMULA) else value
        case float():
            return f"{value:.12g}"
        case datetime():
            return value.astimezone(zone).isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case _:
            return str(value)
