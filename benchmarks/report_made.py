"""A report drafted as the server drafts it, then its files: `python -m benchmarks.report_made URL JSON`.

The document is left at JSON. Prints a line of JSON: seconds of each step, the process's peak in MB after it.
"""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.report_files import peak_mb, rendered, taken_by
from dashboard import db
from dashboard.reports.desk import ReportDesk
from dashboard.reports.document import Document
from dashboard.reports.preview import FRESH
from dashboard.settings import Settings
from dashboard.views import KpiReader
from web.warm import read_ahead

_SECOND = timedelta(seconds=1)


def drafted(url: str) -> tuple[Document, dict[str, Any]]:
    """The last whole month of the city."""
    store, settings, now = db.engine(url), Settings(_env_file=None), datetime.now(UTC)
    reader = KpiReader(store, settings)
    desk = ReportDesk(store, reader, settings)
    steps: dict[str, Any] = {"ahead": taken_by(read_ahead(reader, lambda: now).join)}
    last = now.astimezone(settings.zone).date().replace(day=1) - timedelta(days=1)
    report = desk.new(template="month", period=f"{last:%Y-%m}", who="benchmark", now=now)
    later = now + FRESH + _SECOND
    for step, at in (("first", now), ("anew", later), ("moved", later + _SECOND)):
        steps[step] = taken_by(lambda at=at: desk.document(report, at))  # type: ignore[misc]
    document = desk.document(report, later + _SECOND)
    desk.discard(report, desk.one(report).version, "benchmark", now)
    store.dispose()
    return _issued(document, last), steps | {"drafted_mb": peak_mb()}


def _issued(document: Document, last: date) -> Document:
    """As the files of an issued one are: with its number and its code."""
    letter = document.letter.model_copy(
        update={"number": "15/BC-UBND", "issued_on": last, "signer": "Nguyễn Thị Hoàng Yến"}
    )
    url = "https://ops.example.vn/reports/verify"
    return document.model_copy(update={"letter": letter, "code": "7F3K-Q2MD-9TXA", "verify_url": url})


def main() -> None:
    stored = Path(sys.argv[2])
    document, steps = drafted(sys.argv[1])
    rendered(document, stored.parent)
    steps["all_mb"] = peak_mb()
    stored.write_bytes(document.canonical())
    print(json.dumps(steps))


if __name__ == "__main__":
    main()
