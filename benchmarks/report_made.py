"""One report in a process of its own, so that its memory is its own: `python -m benchmarks.report_made URL`.

Prints a line of JSON: seconds of each step, bytes of each file, the process's peak in MB.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.report_raw import RAW
from dashboard import db
from dashboard.reports.desk import ReportDesk
from dashboard.reports.document import Document, Table
from dashboard.reports.files import FORMATS
from dashboard.settings import Settings
from dashboard.views import KpiReader
from web.warm import read_ahead

TOGETHER = ("docx", "xlsx", "pdf", "csv")  # what is issued and sent


def seconds_of(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


def peak_mb() -> float:
    """Of this program alone: what getrusage tells begins with what its parent took."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024


def made(url: str) -> tuple[Document, dict[str, Any]]:
    """The last whole month of the city, drafted as the page drafts it."""
    store, settings, now = db.engine(url), Settings(_env_file=None), datetime.now(UTC)
    reader = KpiReader(store, settings)
    desk = ReportDesk(store, reader, settings)
    ahead = seconds_of(read_ahead(reader, lambda: now).join)  # as the server does when it starts
    last = now.astimezone(settings.zone).date().replace(day=1) - timedelta(days=1)
    report = desk.new(template="month", period=f"{last:%Y-%m}", who="benchmark", now=now)
    kept: list[Document] = []
    first = seconds_of(lambda: kept.append(desk.document(report, now)))
    # Anew, with what the reader remembers: as a planner sees it who comes back after some minutes.
    again = seconds_of(lambda: kept.append(desk.document(report, now + timedelta(minutes=2))))
    moved = seconds_of(lambda: kept.append(desk.document(report, now + timedelta(minutes=2, seconds=1))))
    desk.discard(report, desk.one(report).version, "benchmark", now)
    store.dispose()
    steps = {"ahead": ahead, "first": first, "again": again, "moved": moved, "built_mb": peak_mb()}
    return _issued(kept[-1], last), steps


def _issued(document: Document, last: date) -> Document:
    """As the files of an issued one are: with its number and its code."""
    letter = document.letter.model_copy(
        update={"number": "15/BC-UBND", "issued_on": last, "signer": "Nguyễn Thị Hoàng Yến"}
    )
    url = "https://ops.example.vn/reports/verify"
    return document.model_copy(update={"letter": letter, "code": "7F3K-Q2MD-9TXA", "verify_url": url})


def rendered(document: Document, folder: Path | None) -> dict[str, Any]:
    """Seconds and bytes of each format, then the seconds of the raw limits."""
    times, sizes = {}, {}
    for one in FORMATS:
        files: list[bytes] = []
        times[one.key] = seconds_of(lambda one=one, files=files: files.append(one.render(document)))  # type: ignore[misc]
        sizes[one.key] = len(files[0])
        if folder is not None:
            (folder / f"report.{one.key}").write_bytes(files[0])
    peak = peak_mb()
    raw = {key: seconds_of(lambda limit=limit: limit(document)) for key, limit in RAW.items()}  # type: ignore[misc]
    return {"times": times, "sizes": sizes, "peak_mb": peak, "raw": raw, "cells": _cells(document)}


def _cells(document: Document) -> int:
    tables = [part for section in document.sections for part in section.parts if isinstance(part, Table)]
    return sum(len(table.rows) * len(table.columns) for table in tables)


if __name__ == "__main__":
    document, steps = made(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    print(json.dumps(steps | rendered(document, folder) | {"figures": len(document.figures)}))
