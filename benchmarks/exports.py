"""Complaints by the million as a file: seconds and the peak of memory, beside a bare cursor and csv writer.

Wanted: 1 M rows in 30 s and 300 MB. Each file is made by a process of its own, as the site makes it; the
names that it masks stand in the store.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks.export_made import KINDS
from benchmarks.fill import FEEDS, settle
from benchmarks.fill_records import COMPLAINTS, make
from benchmarks.scene import STORES, machine, scene, table
from benchmarks.sql import insert_made
from dashboard import db
from dashboard.db import writing
from dashboard.feeds import register
from dashboard.seeding import seed_store

SIZE, QUICK = 1_000_000, 100_000
WORDS = {
    "csv": "csv",
    "xlsx": "xlsx",
    "raw csv": "raw: cursor and csv writer, nothing masked or joined",
}


def fill(store: Engine, size: int) -> None:
    """So many complaints over three years, each with the person who made it."""
    db.migrate(store)
    with writing(store) as connection:
        seed_store(connection)
    register(store, FEEDS)
    for last in make(store, COMPLAINTS, size, datetime.now(UTC).replace(microsecond=0)):
        print(f"  {last:,} complaints", file=sys.stderr, flush=True)
    who = {"record": "'complaint'", "record_id": "id", "name": "'Nguyễn Văn An'", "phone": "'0901234567'"}
    empty = dict.fromkeys(("email", "id_number", "address"), "''")
    with writing(store) as connection:
        insert_made(connection, "person", who | empty, "FROM complaint")
    settle(store)


@contextmanager
def filled(kind: str, size: int) -> Iterator[str]:
    with scene(kind) as on:
        store = db.engine(on.store_url)
        fill(store, size)
        store.dispose()
        yield on.store_url


def run(url: str, what: str, folder: Path) -> dict[str, Any]:
    program = [sys.executable, "-m", "benchmarks.export_made", url, what, str(folder / "made")]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _cells(told: dict[str, Any]) -> list[str]:
    seconds, rows = told["seconds"], told["rows"]
    return [
        f"{seconds:.1f}", f"{told['computing']:.1f}", f"{rows / seconds:,.0f}", f"{told['mb']:.0f}",
        f"{told['size'] / 1e6:.0f}",
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} rows")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    options = parser.parse_args()
    size = QUICK if options.quick else SIZE
    print(f"The records of one KPI as a file, {size:,} complaints of three years; {machine()}\n")
    rows = []
    for kind in options.store or STORES:
        with filled(kind, size) as url, tempfile.TemporaryDirectory(prefix="ops-bench-") as folder:
            for what in KINDS:
                told = run(url, what, Path(folder))
                rows.append([f"{kind}: {WORDS[what]}", *_cells(told)])
    print(table(["", "seconds", "of them computing", "rows a second", "peak MB", "file MB"], rows))


if __name__ == "__main__":
    main()
