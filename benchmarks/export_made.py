"""One file in a process of its own, so that its memory is its own: `… benchmarks.export_made URL WHAT FILE`.

Prints a line of JSON: rows, seconds, the file's bytes, the process's peak in MB.
"""

import csv
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.report_files import peak_mb
from dashboard import db
from dashboard.exporting.jobs import write
from dashboard.i18n import translator
from dashboard.settings import Settings
from dashboard.views import KpiReader
from layouts.doors import Doors
from web.exporting.asking import asking_now
from web.exporting.record_tables import records, stream_of

KINDS = ("csv", "xlsx", "raw csv")
RAW = (
    "SELECT external_id, category_name, unit_id, channel, requested_at, due_at, answered_at, closed_at"
    " FROM complaint ORDER BY requested_at DESC"
)


def ours(url: str, file_format: str, path: Path) -> int:
    """Asked as a page asks; how many rows."""
    store, chosen, now = db.engine(url), Settings(_env_file=None), datetime.now(UTC)
    doors = Doors(rejected=lambda _f, _b: [], replay=lambda _f, _n: (0, 0), kpis=KpiReader(store, chosen))
    period = f"{now - timedelta(days=1200):%Y-%m-%d}_{now:%Y-%m-%d}"
    asking = asking_now(translator("vi"), f"period={period}", now, doors, {}, "complaints_received")
    stream = stream_of(asking, personal=False)
    with path.open("wb") as file:
        write(records(asking, stream), file_format, file, chosen.zone)
    count = stream.count()
    store.dispose()
    return count


def raw(url: str, path: Path) -> int:
    """Rows as the driver gives them: no unit's name, no masked person, no moment by the city's clock."""
    store, count = db.engine(url), 0
    with store.connect() as connection, path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        found = connection.execution_options(stream_results=True, yield_per=5_000).execute(text(RAW))
        for rows in found.partitions():
            writer.writerows(rows)
            count += len(rows)
    store.dispose()
    return count


def main() -> None:
    url, what, path = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    begun, computed = time.perf_counter(), time.process_time()
    rows = raw(url, path) if what == "raw csv" else ours(url, what, path)
    seconds, computing = time.perf_counter() - begun, time.process_time() - computed
    told: dict[str, Any] = {
        "rows": rows,
        "seconds": seconds,
        "computing": computing,
        "size": path.stat().st_size,
    }
    print(json.dumps(told | {"mb": peak_mb()}))


if __name__ == "__main__":
    main()
