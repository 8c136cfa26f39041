"""A month of the city counted anew from its records: where all is right, and where all of it is wrong."""

import argparse
import sys
import time
from datetime import UTC, date, datetime
from statistics import median

from sqlalchemy import Engine, delete, func, select

from benchmarks.counted import ZONE
from benchmarks.kept import FULL, QUICK, city_store
from benchmarks.raw_sql import Raw
from benchmarks.scene import STORES, machine, table
from dashboard import db
from dashboard.civil import day_end, day_start, month_of, months_back
from dashboard.counting import count, last_of
from dashboard.db import reading, writing
from dashboard.figures import FIGURES
from dashboard.models import daily_figure, dossier, slice_figure
from dashboard.recount import recount


def accepted(store: Engine, month: date) -> int:
    """Dossiers of a month."""
    within = dossier.c.accepted_at.between(day_start(month, ZONE), day_end(last_of(month), ZONE))
    with reading(store) as connection:
        return connection.execute(select(func.count()).select_from(dossier).where(within)).scalar_one()


def lose(store: Engine, month: date) -> None:
    """Forget every counted figure of a month."""
    sampled = [figure.key for figure in FIGURES if figure.is_sampled]
    with writing(store) as connection:
        days = daily_figure.c.day.between(month, last_of(month))
        connection.execute(delete(daily_figure).where(days, daily_figure.c.figure.not_in(sampled)))
        connection.execute(delete(slice_figure).where(slice_figure.c.month == month))


def measured(store: Engine, month: date) -> tuple[float, float, float, int, int]:
    """Seconds of the raw limit, of a right month, of a lost one; buckets wrong in each."""

    def read() -> None:
        with reading(store) as connection:
            count(connection, ZONE, month)

    raw = Raw(store).of(read) / 1000
    begun = time.perf_counter()
    before = recount(store, ZONE, month)
    right = time.perf_counter() - begun
    lose(store, month)
    begun = time.perf_counter()
    found = recount(store, ZONE, month)
    return raw, right, time.perf_counter() - begun, before, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} dossiers")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    options = parser.parse_args()
    size, rows = QUICK if options.quick else FULL, []
    for kind in options.store or STORES:
        with city_store(kind, size) as url:
            store = db.engine(url)
            months = months_back(month_of(datetime.now(UTC).date()), 4)[:3]
            runs = [measured(store, month) for month in months]
            raw, right, lost = (median(run[place] for run in runs) for place in range(3))
            wrong = max(run[3] for run in runs)
            counted, found = accepted(store, months[-1]), runs[-1][4]
            seconds = [f"{one:.1f}" for one in (raw, right, lost)]
            rows.append([kind, f"{counted:,}", *seconds, f"{wrong:,}", f"{found:,}"])
            print(rows[-1], file=sys.stderr)
            store.dispose()
    print(f"A month of {size:,} dossiers counted anew, median of 3 months; {machine()}\n")
    head = ["store", "dossiers of the month", "its SQL alone, s", "all right, s", "all lost, s"]
    print(table([*head, "wrong before", "put right"], rows))


if __name__ == "__main__":
    main()
