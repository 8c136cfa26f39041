"""Dossiers a second through the one door into the store: with all their figures, and as if there were none.

Each is told twice: when it comes, and when it has ended. What is left out of the second program is only the
tally: what a dossier counts for, by day and by slice, and the writing of it.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Engine

from benchmarks import city
from benchmarks.scene import STORES, machine, scene, table
from dashboard import db, ingest, procedures
from dashboard.db import writing
from dashboard.feeds import FeedInfo
from dashboard.ingest import Batch, Cursor, Ingest
from dashboard.records import Dossier, version
from dashboard.seeding import seed_store
from dashboard.settings import Settings
from dashboard.successions import units_at
from dashboard.tally import Tally

COUNT, QUICK = 8_000, 3_000
PAGE = 500  # dossiers a batch: a page of a poll
DAYS = 90  # over which they come
FEED = FeedInfo(name="dossiers", kind="dossiers", transport="http")


class NoTally(Tally):
    """Counts nothing and writes nothing."""

    def add(self, *_told: Any, **_more: Any) -> None:
        """Nothing."""

    def follow(self, *_told: Any, **_more: Any) -> None:
        """Nothing."""

    def write(self, _connection: Connection) -> None:
        """Nothing."""


def told(count: int, now: datetime) -> Iterator[Dossier]:
    """So many dossiers as they come, then the same as they have ended."""
    wards = [unit.name for unit in units_at(now.date()) if unit.level == "ward"]
    codes = [one.code for one in city.procedures()]
    for is_over in (False, True):
        for number in range(count):
            come = now - timedelta(days=DAYS) + number * timedelta(days=DAYS - 10) / count
            over = come + timedelta(hours=20 + number % 150) if is_over else None
            status = 9 if is_over else 4
            yield Dossier(
                external_id=f"H29-{number}",
                version=version(over or come, status),
                unit=wards[number * 7 % len(wards)],
                procedure_code=codes[number * 11 % len(codes)],
                channel=1 + number % 2,
                status=status,
                accepted_at=come,
                due_at=come + timedelta(days=5),
                finished_at=over,
            )


def per_second(store: Engine, count: int) -> float:
    """Of tellings, stored for good."""
    now = datetime.now(UTC)
    db.migrate(store)
    with writing(store) as connection:
        seed_store(connection)
        procedures.load(connection, city.procedures(), now)
    door, records = Ingest(store, Settings(_env_file=None), [FEED]), list(told(count, now))
    begun = time.perf_counter()
    for start in range(0, len(records), PAGE):
        door.store(Batch("dossiers", list(records[start : start + PAGE]), [], 1), now, Cursor())
    return len(records) / (time.perf_counter() - begun)


def run(kind: str, tally: type[Tally], count: int) -> float:
    with scene(kind) as on:
        store = db.engine(on.store_url)
        try:
            with patch.object(ingest, "Tally", tally):
                return per_second(store, count)
        finally:
            store.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} dossiers, one round")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    options = parser.parse_args()
    count, rounds, rows = (QUICK, 1, []) if options.quick else (COUNT, 3, [])
    for kind in options.store or STORES:
        runs: dict[type[Tally], list[float]] = {NoTally: [], Tally: []}
        for _ in range(rounds):
            for tally in runs:
                runs[tally].append(run(kind, tally, count))
                print(f"{kind} {tally.__name__}: {runs[tally][-1]:,.0f}/s", file=sys.stderr)
        without, with_figures = (median(found) for found in runs.values())
        rows.append([kind, f"{without:,.0f}", f"{with_figures:,.0f}", f"{with_figures / without:.0%}"])
    print(f"{count:,} dossiers, each told twice, {PAGE} a batch, median of {rounds}; {machine()}\n")
    print(table(["store", "without figures, a second", "with figures, a second", "with : without"], rows))


if __name__ == "__main__":
    main()
