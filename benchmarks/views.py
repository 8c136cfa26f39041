"""Twenty people at the KPI pages over ten million dossiers: how long each view takes, beside its raw limit.

First the core's reader, in threads of one process; then the real server, by HTTP on loopback.
"""

import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from statistics import median, quantiles

from sqlalchemy import Engine

from benchmarks.questions import VIEWS, City, Visitor, city_of
from benchmarks.raw_sql import Raw
from benchmarks.scene import table
from dashboard import db
from dashboard.db import reading
from dashboard.settings import Settings
from dashboard.views import KpiReader

USERS = 20
THINK = (0.5, 1.5)  # seconds
Taken = Mapping[str, Sequence[float]]  # milliseconds by view
Do = Callable[[str, random.Random], object]


def crowd(do: Do, each: int, think: tuple[float, float] | None) -> Taken:
    """Twenty users, each opening views one after the other; seeded, so that every run asks the same."""
    taken: dict[str, list[float]] = defaultdict(list)
    names, weights = list(VIEWS), [weight for weight, _ask in VIEWS.values()]
    failed: list[BaseException] = []

    def user(number: int) -> None:
        rng = random.Random(number)
        for name in rng.choices(names, weights, k=each):
            if think is not None:
                time.sleep(rng.uniform(*think))
            begun = time.perf_counter()
            try:
                do(name, rng)
            except Exception as error:  # noqa: BLE001
                failed.append(error)
                return
            taken[name].append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=user, args=(number,)) for number in range(USERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return taken


def raw_limits(store: Engine, reader: KpiReader, city: City, now: datetime, times: int) -> dict[str, float]:
    """Median milliseconds of each view's SQL alone, one after the other."""
    raw, limits = Raw(store), {}
    for name, (_weight, ask) in VIEWS.items():
        found = [
            raw.of(lambda: ask(Visitor(reader, city, now, random.Random(number))))  # noqa: B023
            for number in range(times)
        ]
        limits[name] = median(found)
    return limits


def rows(
    kind: str, alone: Taken, thinking: Taken, at_once: Taken, limits: Mapping[str, float]
) -> list[list[str]]:
    """A line a view, and one of all of them."""
    made = []
    for name in (*VIEWS, "all"):
        cells = [f"{kind}: {name}"]
        for taken in (alone, thinking, at_once):
            found = taken.get(name, ()) if name != "all" else [ms for of in taken.values() for ms in of]
            cells.append(p50_p95(found))
        cells.append(f"{limits[name]:,.1f}" if name in limits else "")
        made.append(cells)
    return made


def p50_p95(found: Sequence[float]) -> str:
    if len(found) < 2:
        return "–"
    parts = quantiles(found, n=20)
    return f"{parts[9]:,.0f} / {parts[18]:,.0f}"


def measured(store: Engine, quick: bool) -> tuple[Taken, Taken, Taken, dict[str, float]]:
    """Of the reader: one user alone, twenty who think, twenty at once; and the raw limits."""
    now, reader = datetime.now(UTC), KpiReader(store, Settings(_env_file=None))
    with reading(store) as connection:
        city = city_of(connection, now)

    def do(name: str, rng: random.Random) -> object:
        return VIEWS[name][1](Visitor(reader, city, datetime.now(UTC), rng))

    begun = time.perf_counter()
    do("table, city", random.Random(0))
    print(f"the first view of all: {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    alone: dict[str, list[float]] = defaultdict(list)
    rng = random.Random(99)
    for name in VIEWS:
        for _ in range(5 if quick else 20):
            begun = time.perf_counter()
            do(name, rng)
            alone[name].append((time.perf_counter() - begun) * 1000)
    each = 10 if quick else 60
    thinking = crowd(do, each, THINK)
    at_once = crowd(do, each, None)
    return alone, thinking, at_once, raw_limits(store, reader, city, now, 3 if quick else 9)


if __name__ == "__main__":
    store = db.engine(sys.argv[1])
    alone, thinking, at_once, limits = measured(store, "--quick" in sys.argv)
    head = ["view", "alone, p50 / p95 ms", "20 users", "20 at once", "raw, ms"]
    print(table(head, rows(store.dialect.name, alone, thinking, at_once, limits)))
