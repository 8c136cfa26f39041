"""The KPI pages of the real server (`uvicorn app:server`) by HTTP: each page with all its parts."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.crowd import THINK, USERS, Taken, crowd, p50_p95
from benchmarks.pages import Visit
from benchmarks.questions import EVERY, ITEMS, OLD_MAP, OPENED, RANKED, City
from benchmarks.scene import ROOT
from tests.servers import free_port
from tests.signed_in import SignedIn, signed_in

PATIENCE = 300.0  # seconds until the site is up

Link = Callable[[City, random.Random], str]


def _kpi(keys: list[str], *query: str) -> Link:
    """One of these KPIs; of any ward, a month of this year, one of the dossiers, where the query says so."""

    def link(city: City, rng: random.Random) -> str:
        asked = "&".join(query).format(
            ward=rng.choice(city.wards),
            month=f"2026-{rng.randrange(1, 10):02}",
            dossier=rng.randrange(1, city.dossiers),
        )
        return f"/kpi/{rng.choice(keys)}?{asked}" if keys else f"/kpi?{asked}"

    return link


# How often, of a hundred, and which address.
PAGES: Mapping[str, tuple[int, Link]] = {
    "/kpi": (20, _kpi([])),
    "/kpi of a ward": (10, _kpi([], "unit={ward}")),
    "/kpi of a quarter": (5, _kpi([], "period=2026-Q3")),
    "/kpi of a week": (5, _kpi([], "period=2026-W45")),
    "one KPI": (20, _kpi(EVERY)),
    "one KPI of a ward": (15, _kpi(EVERY, "unit={ward}")),
    "one KPI of a past month": (5, _kpi(OPENED, "period={month}")),
    "one KPI on the map of 2020": (5, _kpi(RANKED, f"on={OLD_MAP}", "period={month}")),
    "one KPI by procedure, a year": (5, _kpi(ITEMS, "by=item", "period=2026")),
    "one dossier": (10, _kpi(ITEMS, "record=dossier-{dossier}")),
}


@contextmanager
def site(url: str) -> Iterator[tuple[str, SignedIn]]:
    """The address of a server over a store, and who looks at it; it ends with the measurement."""
    port, visitor = free_port(), signed_in(url)
    with tempfile.TemporaryDirectory(prefix="ops-bench-") as folder:
        own = {key: value for key, value in os.environ.items() if not key.startswith("OPS_")}
        own |= {"OPS_DATABASE_URL": url, "OPS_DATA_DIR": folder, "OPS_LOG_LEVEL": "WARNING"}
        command = [
            sys.executable,
            "-m",
            "uvicorn",
            "app:server",
            "--port",
            str(port),
            "--log-level",
            "warning",
        ]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}", process, visitor)
            yield f"http://127.0.0.1:{port}", visitor
        finally:
            process.terminate()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes], visitor: SignedIn) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise ChildProcessError(f"the site ended with {process.returncode}")
        try:
            if httpx.get(f"{address}/kpi", headers=visitor.headers, timeout=PATIENCE).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def of_site(url: str, city: City, quick: bool) -> list[list[str]]:
    """A line a page: until all its parts were there; a line a part, and one of all parts."""
    with site(url) as (address, visitor):
        visits = [Visit(address, visitor) for _ in range(USERS)]

        def do(user: int, name: str, rng: random.Random) -> dict[str, float]:
            answers = visits[user].open(PAGES[name][1](city, rng))
            found = {f"part {one.part}": one.milliseconds for one in answers if one.part != "page"}
            return {**found, name: answers[-1].milliseconds}

        weights = {name: weight for name, (weight, _link) in PAGES.items()}
        each = 5 if quick else 15
        crowd(do, weights, 3, None)  # what is remembered of past months is read once
        alone = crowd(do, weights, 3 * each, None, users=1)
        thinking, at_once = crowd(do, weights, each, THINK), crowd(do, weights, each, None)
        for visit in visits:
            visit.close()
    return _rows((alone, thinking, at_once))


def _rows(runs: tuple[Taken, ...]) -> list[list[str]]:
    parts = sorted({name for taken in runs for name in taken if name not in PAGES})
    made = [[name, *(p50_p95(taken[name]) for taken in runs)] for name in (*PAGES, *parts)]
    every = [[ms for name in parts for ms in taken[name]] for taken in runs]
    return [*made, ["all parts", *map(p50_p95, every)]]
