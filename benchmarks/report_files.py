"""A report's files from its stored document, a process of its own: `python -m benchmarks.report_files JSON`.

Prints a line of JSON: seconds and bytes of each format, the peak in MB, seconds of the raw limits.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.report_raw import RAW
from dashboard.reports.document import Document, Table
from dashboard.reports.files import FORMATS

TOGETHER = ("docx", "xlsx", "pdf", "csv")  # what is issued and sent


def peak_mb() -> float:
    """Of this program alone: what getrusage tells begins with what its parent took."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024


def taken_by(what: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and of them the processor's: on a busy machine these alone can be compared."""
    begun, taken = time.perf_counter(), time.process_time()
    what()
    return time.perf_counter() - begun, time.process_time() - taken


def rendered(document: Document, folder: Path) -> dict[str, Any]:
    """Seconds and bytes of each format; the files are left in a folder."""
    times, sizes = {}, {}
    for one in FORMATS:
        path = folder / f"report.{one.key}"
        times[one.key] = taken_by(lambda path=path, one=one: path.write_bytes(one.render(document)))  # type: ignore[misc]
        sizes[one.key] = path.stat().st_size
    return {"times": times, "sizes": sizes}


def _raw(document: Document) -> dict[str, tuple[float, float]]:
    return {key: taken_by(lambda limit=limit: limit(document)) for key, limit in RAW.items()}  # type: ignore[misc]


def _counted(document: Document) -> dict[str, float]:
    tables = [part for section in document.sections for part in section.parts if isinstance(part, Table)]
    cells = sum(len(table.rows) * len(table.columns) for table in tables)
    charts = sum(len(section.parts) for section in document.sections) - len(tables)
    return {"cells": cells, "charts": charts, "figures": len(document.figures)}


def main() -> None:
    stored = Path(sys.argv[1])
    document = Document.read(stored.read_bytes())
    files = rendered(document, stored.parent)
    files["peak_mb"] = peak_mb()
    print(json.dumps(files | {"raw": _raw(document)} | _counted(document)))


if __name__ == "__main__":
    main()
