"""The number of an issued report: "15/BC-UBND", counted anew by each issuing body each year."""

import re

from sqlalchemy import Connection, select

from dashboard.models import report
from dashboard.reports.errors import ReportError

SYMBOL = re.compile(r"[^\W\d_][\w.&-]{0,40}")  # after the /: kind of document and who issues it
_FORM = re.compile(rf"0*(\d{{1,5}})\s*/\s*({SYMBOL.pattern})")


def number_of(typed: str) -> str:
    """The number as it is written: below 10 with a 0 before it. Raises ReportError."""
    found = _FORM.fullmatch(typed.strip())
    if found is None or not int(found[1]):
        raise ReportError(code="number_form", entry="number")
    return f"{int(found[1]):02}/{found[2].upper()}"


def next_number(connection: Connection, issuer: str, year: int, symbol: str) -> str:
    """One more than the greatest of the body's numbers of the year with this symbol."""
    statement = select(report.c.number).where(report.c.issuer == issuer, report.c.issued_year == year)
    taken = [
        int(found[1])
        for told in connection.execute(statement).scalars()
        if (found := _FORM.fullmatch(told)) and found[2] == symbol
    ]
    return f"{max(taken, default=0) + 1:02}/{symbol}"
