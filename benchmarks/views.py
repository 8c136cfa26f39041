"""Twenty people at the KPI pages over ten million dossiers: how long each view takes, beside its raw limit.

First the core's reader, in threads of one process; then the real server, by HTTP on loopback.
"""

import argparse
import random
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from statistics import median

from sqlalchemy import Engine

from benchmarks.crowd import RUNS, THINK, Taken, crowd, p50_p95, timed
from benchmarks.kept import FULL, QUICK, city_store
from benchmarks.questions import VIEWS, City, Visitor, city_of
from benchmarks.raw_sql import Raw
from benchmarks.scene import STORES, machine, table
from benchmarks.visits import of_site
from dashboard import db
from dashboard.db import reading
from dashboard.settings import Settings
from dashboard.views import KpiReader

WEIGHTS = {name: weight for name, (weight, _ask) in VIEWS.items()}


def city_in(store: Engine) -> City:
    with reading(store) as connection:
        return city_of(connection, datetime.now(UTC))


def of_reader(store: Engine, city: City, quick: bool) -> list[list[str]]:
    """A line a view, and one of all of them."""
    reader = KpiReader(store, Settings(_env_file=None))

    def ask(name: str, rng: random.Random) -> float:
        visitor = Visitor(reader, city, datetime.now(UTC), rng)
        return timed(lambda: VIEWS[name][1](visitor))

    def do(_user: int, name: str, rng: random.Random) -> dict[str, float]:
        return {name: ask(name, rng)}

    ahead = timed(lambda: reader.read_ahead(datetime.now(UTC))) / 1000
    print(f"{store.dialect.name}: read ahead in {ahead:.1f} s", file=sys.stderr)
    each, rng = 10 if quick else 60, random.Random(99)
    alone = {name: [ask(name, rng) for _ in range(5 if quick else 20)] for name in VIEWS}
    thinking, at_once = crowd(do, WEIGHTS, each, THINK), crowd(do, WEIGHTS, each, None)
    return _rows((alone, thinking, at_once), _limits(store, reader, city, 3 if quick else 9))


def _limits(store: Engine, reader: KpiReader, city: City, times: int) -> dict[str, float]:
    """Median milliseconds of each view's SQL alone, one after the other."""
    raw, now = Raw(store), datetime.now(UTC)

    def limit(name: str, number: int) -> float:
        visitor = Visitor(reader, city, now, random.Random(number))
        return raw.of(lambda: VIEWS[name][1](visitor))

    return {name: median(limit(name, number) for number in range(times)) for name in VIEWS}


def _rows(runs: tuple[Taken, ...], limits: Mapping[str, float]) -> list[list[str]]:
    made = [
        [name, *(p50_p95(taken.get(name, ())) for taken in runs), f"{limits[name]:,.1f}"] for name in VIEWS
    ]
    every = [[ms for of in taken.values() for ms in of] for taken in runs]
    return [*made, ["all", *map(p50_p95, every), ""]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} dossiers, few views")
    parser.add_argument("--dossiers", type=int, help=f"instead of {FULL:,}")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    options = parser.parse_args()
    size = options.dossiers or (QUICK if options.quick else FULL)
    print(f"KPI pages over {size:,} dossiers, p50 / p95 in ms; {machine()}\n")
    for kind in options.store or STORES:
        with city_store(kind, size) as url:
            store = db.engine(url)
            city = city_in(store)
            head = ["one user", *RUNS]
            by_core = of_reader(store, city, options.quick)
            print(table([f"{kind}: at the core's reader", *head, "its SQL alone, ms"], by_core), flush=True)
            store.dispose()
            by_http = of_site(url, city, options.quick)
            print("\n" + table([f"{kind}: by HTTP", *head], by_http) + "\n", flush=True)


if __name__ == "__main__":
    main()
