"""The board of all KPIs × 168 wards × 36 months: warm, and when the dossiers behind it grow tenfold."""

import argparse
import sys
import time
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles

from sqlalchemy import Engine, text

from benchmarks.fill import FEEDS, settle
from benchmarks.fill_others import DAYS, DEVICES, WARDS, by_month, devices, sampled
from benchmarks.scene import STORES, Scene, machine, scene, table
from benchmarks.sql import at, numbers
from dashboard import db
from dashboard.board import Board
from dashboard.db import writing
from dashboard.feeds import register
from dashboard.figures import FIGURES
from dashboard.figures.told import TOLD
from dashboard.kpis import BOARD
from dashboard.settings import Settings
from dashboard.tally import touch
from dashboard.units import FIRST_WARD_ID

OPEN = 100_000
TIMES = 40
# What is counted daily of a city's records; other systems tell their figures by the month.
DAILY = tuple(figure.key for figure in FIGURES if figure.counted_from != TOLD and figure.merge != "distinct")


def filled(on: Scene, now: datetime) -> Engine:
    """A store with 36 months of figures and the city's devices; no dossiers yet."""
    store = db.engine(on.store_url)
    db.migrate(store)
    register(store, FEEDS)
    days = [now.date() - timedelta(days=back) for back in range(DAYS)][::-1]
    for month in by_month(days):
        with writing(store) as connection:
            sampled(connection, month, DAILY)
            touch(connection, [(day, key) for day in month for key in DAILY])
    with writing(store) as connection:
        for kind, feed_id, count in DEVICES:
            devices(connection, on.kind, feed_id, kind, count, now)
    return store


def add_dossiers(store: Engine, kind: str, first: int, last: int, now: datetime) -> None:
    """Dossiers accepted one after the other over 36 months; the latest OPEN of the first ones are not done.

    In the order of their acceptance, as they come in life: an index that is filled at random takes hours.
    """
    start, span = int((now - timedelta(days=DAYS)).timestamp()), DAYS * 86400
    accepted = f"{start} + (CAST(n.i AS bigint) - {first}) * {span} / {last - first}"
    due, ended = f"{accepted} + 604800", f"{accepted} + n.i % 8 * 86400"
    is_open = f"n.i >= {last - OPEN}" if first == 0 else "FALSE"
    names = (
        "feed_id, external_id, version, unit_id, procedure_code, channel, status, submitted_at, accepted_at,"
        " due_at, ended_at, overdue_at, supplements, has_fee, paid_online, digitised, electronic_result,"
        " observed_at, received_at, unit_text, procedure_name, field_code, field_name"
    )
    with writing(store) as connection:
        connection.execute(
            text(
                f"INSERT INTO dossier ({names})"
                f" SELECT 1, 'H29.1-' || (100000000 + n.i), n.i, {FIRST_WARD_ID} + n.i % {WARDS},"
                f" '2.000815', 1 + n.i % 2, CASE WHEN {is_open} THEN 4 ELSE 9 END, {at(kind, accepted)},"
                f" {at(kind, accepted)}, {at(kind, due)},"
                f" CASE WHEN {is_open} THEN NULL ELSE {at(kind, ended)} END, {at(kind, due)}, '[]',"
                f" n.i % 3 = 0, n.i % 6 = 0, TRUE, TRUE, {at(kind, accepted)}, {at(kind, accepted)},"
                f" '', '', '', '' FROM {numbers(kind, first, last)}"
            )
        )


def measured(store: Engine, now: datetime) -> list[float]:
    """Milliseconds of each computation, a second apart, with a change of today's figures before each."""
    board = Board(store, Settings(_env_file=None))
    board.compute(now)
    taken = []
    for second in range(1, TIMES + 1):
        with writing(store) as connection:
            touch(connection, [(now.date(), key) for key in DAILY])
        begun = time.perf_counter()
        board.compute(now + timedelta(seconds=second))
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="100,000 and 1,000,000 dossiers instead of ten times"
    )
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    options = parser.parse_args()
    sizes = (100_000, 1_000_000) if options.quick else (1_000_000, 10_000_000)
    rows = []
    for kind in options.store or STORES:
        with scene(kind) as on:
            now, had, before = datetime.now(UTC), 0, 0.0
            store = filled(on, now)
            for size in sizes:
                add_dossiers(store, kind, had, size, now)
                had = size
                settle(store)
                taken = measured(store, now)
                ratio = f"{median(taken) / before:.2f}" if before else "–"
                before = median(taken)
                p95 = quantiles(taken, n=20)[-1]
                rows.append([kind, f"{size:,}", f"{before:,.1f}", f"{p95:,.1f}", ratio])
                print(rows[-1], file=sys.stderr)
            store.dispose()
    print(f"Board of {len(BOARD)} KPIs × {WARDS} wards × 36 months; {machine()}\n")
    print(table(["store", "dossiers", "median, ms", "p95, ms", "ratio"], rows))


if __name__ == "__main__":
    main()
