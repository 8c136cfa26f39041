"""The board of all KPIs × 168 wards × 36 months: warm, and when the dossiers behind it grow tenfold."""

import argparse
import sys
import time
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles

from sqlalchemy import Connection, Engine, text

from benchmarks.scene import STORES, Scene, machine, scene, table
from dashboard import db
from dashboard.board import Board
from dashboard.db import writing
from dashboard.feeds import FeedInfo, register
from dashboard.figures import FIGURES
from dashboard.kpis import BOARD
from dashboard.settings import Settings
from dashboard.tally import touch
from dashboard.units import FIRST_WARD_ID

WARDS, DAYS, OPEN = 168, 1096, 100_000
DEVICES = (("camera", 600), ("panel", 2_000), ("gauge", 200))
TIMES = 40
FEEDS = tuple(
    FeedInfo(name=kind, kind=kind, transport="http")
    for kind in ("dossiers", "complaints", "cameras", "fire", "flood")
)


def filled(on: Scene, now: datetime) -> Engine:
    """A store with 36 months of figures and the city's devices; no dossiers yet."""
    store = db.engine(on.store_url)
    db.migrate(store)
    ids = register(store, FEEDS)
    with writing(store) as connection:
        for day in range(DAYS):
            _figures(connection, on.kind, now.date() - timedelta(days=day))
        touch(connection, [now.date() - timedelta(days=day) for day in range(DAYS)])
        for number, (kind, count) in enumerate(DEVICES):
            _devices(connection, on.kind, ids[FEEDS[2 + number].name], kind, count, now)
    return store


def _figures(connection: Connection, kind: str, day: date) -> None:
    names = ", ".join(f"('{figure.key}')" for figure in FIGURES)
    connection.execute(
        text(
            "INSERT INTO daily_figure (day, figure, unit_id, loaded, value)"
            f" WITH f (name) AS (VALUES {names})"
            f" SELECT {_day(kind)}, name, {FIRST_WARD_ID} + n.i, FALSE, 5 + n.i % 7"
            f" FROM f, {_numbers(kind, 0, WARDS)}"
        ),
        {"day": day.isoformat()},
    )


def _devices(connection: Connection, kind: str, feed_id: int, of: str, count: int, now: datetime) -> None:
    seconds = f"{int(now.timestamp())}"
    connection.execute(
        text(
            "INSERT INTO device (feed_id, external_id, kind, name, unit_id, lat, lon, approximate, quantity,"
            " period, alarm_levels, health, value, level, observed_at, stale_at, received_at)"
            f" SELECT {feed_id}, '{of}-' || n.i, '{of}', '{of} ' || n.i, {FIRST_WARD_ID} + n.i % {WARDS},"
            " 10.7 + (n.i % 100) / 1000.0, 106.6 + (n.i % 90) / 1000.0, FALSE, 'level', 60.0,"
            f" '[0.2, 0.4, 0.6]', 'online', 0.1, 0, {_at(kind, seconds)}, {_at(kind, seconds + ' + 3600')},"
            f" {_at(kind, seconds)} FROM {_numbers(kind, 0, count)}"
        )
    )


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
                f" '2.000815', 1 + n.i % 2, CASE WHEN {is_open} THEN 4 ELSE 9 END, {_at(kind, accepted)},"
                f" {_at(kind, accepted)}, {_at(kind, due)},"
                f" CASE WHEN {is_open} THEN NULL ELSE {_at(kind, ended)} END, {_at(kind, due)}, '[]',"
                f" n.i % 3 = 0, n.i % 6 = 0, TRUE, TRUE, {_at(kind, accepted)}, {_at(kind, accepted)},"
                f" '', '', '', '' FROM {_numbers(kind, first, last)}"
            )
        )


def _settle(store: Engine) -> None:
    """What autovacuum does by itself after a load like this."""
    if store.dialect.name == "postgresql":
        with store.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _numbers(kind: str, first: int, last: int) -> str:
    """A table n of the numbers from `first` to before `last`, in the column i."""
    if kind == "postgresql":
        return f"generate_series({first}, {last - 1}) AS n (i)"
    series = f"SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last - 1}"
    return f"(WITH RECURSIVE n (i) AS ({series}) SELECT i FROM n) AS n"


def _at(kind: str, seconds: str) -> str:
    return f"to_timestamp({seconds})" if kind == "postgresql" else f"({seconds}) * 1000000"


def _day(kind: str) -> str:
    return "CAST(:day AS date)" if kind == "postgresql" else ":day"


def measured(store: Engine, now: datetime) -> list[float]:
    """Milliseconds of each computation, a second apart, with a change of today's figures before each."""
    board = Board(store, Settings(_env_file=None))
    board.compute(now)
    taken = []
    for second in range(1, TIMES + 1):
        with writing(store) as connection:
            touch(connection, [now.date()])
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
                _settle(store)
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
