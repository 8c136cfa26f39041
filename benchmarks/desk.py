"""The incident desk over a million incidents: every filter, sort and search, and twenty officers at once.

Beside each figure the raw limit of the same run: the simplest SELECT of a hundred rows by the driver alone.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Engine

from benchmarks.fill_incidents import FULL, OFFICERS, OPEN, QUICK, fill, is_filled
from benchmarks.kept import FOLDER
from benchmarks.scene import STORES, machine, table
from dashboard import db
from dashboard.desk.asker import Asker
from dashboard.desk.desk import Desk
from dashboard.desk.shapes import SORTS, Asked
from dashboard.settings import Settings
from tests.servers import postgres_in

CROWD, STEPS = 20, 15  # officers at once, and what each does
_HEAD = ["store", "asked", "p50, ms", "p95, ms", "times raw"]


@contextmanager
def store_of(kind: str, size: int) -> Iterator[Engine]:
    """A filled store; kept where `OPS_BENCH_STORES` says so."""
    kept = os.environ.get(FOLDER)
    folder = Path(kept or tempfile.mkdtemp(prefix="ops-bench-")) / f"desk-{kind}-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    for one in (folder, folder.parent):
        one.chmod(0o755)  # PostgreSQL enters it as another user
    server = postgres_in(folder) if kind == "postgresql" else None
    if server is not None:
        server.start()
    url = f"sqlite:///{folder / 'ops.db'}"
    store = db.engine(f"postgresql+psycopg://ops@127.0.0.1:{server.port}/postgres" if server else url)
    try:
        if not is_filled(store, size):
            print(f"{kind}: {size:,} incidents are made", file=sys.stderr)
            fill(store, size, datetime.now(UTC))
        yield store
    finally:
        store.dispose()
        if server is not None:
            server.stop(signal.SIGINT)
        if not kept:
            shutil.rmtree(folder.parent, ignore_errors=True)


def questions(now: datetime) -> dict[str, Asked]:
    """What is asked, by a name."""
    day, every = timedelta(days=1), {"open_only": False}
    asked: dict[str, dict[str, Any]] = {
        "first rows": {},
        "first rows of all": every,
        "page 50 of all": every | {"start": 5000, "end": 5100},
        "kind": every | {"kinds": ("fire",)},
        "severity": every | {"severities": ("extreme",)},
        "state resolved": every | {"states": ("resolved",)},
        "a ward": every | {"units": ("26740",)},
        "an officer": every | {"assignees": ("officer3",)},
        "mine, open": {"mine": True},
        "overdue": {"overdue": True},
        "unknown": {"unknown": True},
        "a month two years ago": every | {"since": now - 730 * day, "until": now - 700 * day},
        "kind, severity, ward": every | {"kinds": ("fire",), "severities": ("extreme",), "units": ("26740",)},
        "kind and severity, none": every | {"kinds": ("building",), "severities": ("minor",)},
        "that month by change": every
        | {"since": now - 730 * day, "until": now - 700 * day, "sort": "changed_at"},
        "kind by severity": every | {"kinds": ("fire",), "sort": "gravity"},
        "search nguyen huu canh": every | {"search": "ngap nguyen huu canh"},
        "search a common word": every | {"search": "duong"},
        "search a letter": every | {"search": "n"},
        "search a street and number": every | {"search": "calmette 17"},
        "search, five common words": every | {"search": "ngap duong tran hung dao"},
        "search for nothing": every | {"search": "khong co dau"},
        "search and kind": every | {"search": "nguyen", "kinds": ("fire",)},
        "search and ward": every | {"search": "nguyen", "units": ("26740",)},
        "search by severity": every | {"search": "nguyen", "sort": "gravity"},
        "search, open": {"search": "ngap nguyen huu canh"},
        "a number": {"search": "#123456"},
        **{f"sort {name}": every | {"sort": name} for name in SORTS},
        **{f"sort {name}, upwards": every | {"sort": name, "descending": False} for name in SORTS},
    }
    return {name: Asked(**one) for name, one in asked.items()}


def measured(ask: Callable[[], object], times: int) -> tuple[float, float, float]:
    """Milliseconds: the first, the median and the 95th percentile of the others."""
    taken = []
    for _ in range(times + 1):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken[0], median(taken[1:]), quantiles(taken[1:], n=20, method="inclusive")[18]


def of_list(store: Engine, times: int) -> list[list[str]]:
    """A line a question, the raw limit first."""
    now, who = datetime.now(UTC), Asker(name="officer3")
    desk = Desk(store, Settings(_env_file=None))

    def raw() -> None:
        connection = store.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("SELECT * FROM incident ORDER BY id DESC LIMIT 100")
            cursor.fetchall()
        finally:
            connection.close()

    _, least, worst = measured(raw, times)
    rows = [[store.dialect.name, "raw: 100 rows", f"{least:.1f}", f"{worst:.1f}", "1"]]
    asked: dict[str, Callable[[], object]] = {
        name: partial(desk.rows, one, who, now) for name, one in questions(now).items()
    }
    asked |= {
        "counts": lambda: desk.counts(who, now),
        "points of the map": lambda: desk.points(Asked(), who, now),
        "one incident": lambda: desk.detail(500, who, now),
    }
    for name, ask in asked.items():
        first, middle, high = measured(ask, times)
        rows.append([store.dialect.name, name, f"{middle:.1f}", f"{high:.1f}", f"{middle / least:.0f}"])
        print(*rows[-1], f"first {first:.0f}", file=sys.stderr, flush=True)
    return rows


def of_crowd(store: Engine, size: int) -> list[str]:
    """Twenty officers, each with incidents of their own: from the click to the timeline that shows it."""
    desk, taken, lock = Desk(store, Settings(_env_file=None)), list[float](), threading.Lock()
    share = OPEN // CROWD

    def work(officer: int) -> None:
        who, rng = Asker(name=f"officer{officer % OFFICERS}"), random.Random(officer)
        for _ in range(STEPS):
            number = size - officer * share - rng.randrange(share)
            version = desk.detail(number, who, datetime.now(UTC)).row.version
            told = {"assignee": f"officer{rng.randrange(OFFICERS)}"}
            begun = time.perf_counter()
            shown = desk.act(who, number, "assign", version, told, datetime.now(UTC))
            took = (time.perf_counter() - begun) * 1000
            assert shown.timeline[-1].kind == "assign"
            with lock:
                taken.append(took)
            time.sleep(rng.random() / 2)  # officers read before they click

    threads = [threading.Thread(target=work, args=(officer,)) for officer in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    high = quantiles(taken, n=20, method="inclusive")[18]
    return [store.dialect.name, f"{len(taken)}", f"{median(taken):.0f}", f"{high:.0f}", f"{max(taken):.0f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} incidents")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    options = parser.parse_args()
    size, times = (QUICK, 10) if options.quick else (FULL, 40)
    listed, crowds = [], []
    for kind in options.store or STORES:
        with store_of(kind, size) as store:
            listed += of_list(store, times)
            crowds.append(of_crowd(store, size))
    print(f"The list of {size:,} incidents, {OPEN:,} of them open; {machine()}\n")
    print(table(_HEAD, listed))
    print(f"\nFrom the click to the timeline, {CROWD} officers at once\n")
    print(table(["store", "clicks", "p50, ms", "p95, ms", "worst, ms"], crowds))


if __name__ == "__main__":
    main()
