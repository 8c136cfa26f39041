"""The monthly report over three years of the city and its wards: drafted, its files made, beside raw limits.

Wanted: docx, xlsx, pdf and csv together in 5 s and 400 MB, a preview in 1 s. Each run is one process.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.kept import QUICK, city_store
from benchmarks.report_files import TOGETHER
from benchmarks.scene import STORES, machine, table

SIZE = 1_000_000  # dossiers, and a tenth as many complaints
Told = dict[str, Any]


def _run(module: str, *arguments: str) -> Told:
    program = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    told = subprocess.run(program, capture_output=True, text=True, check=False)
    if told.returncode:
        sys.exit(told.stderr)
    found: Told = json.loads(told.stdout.splitlines()[-1])
    return found


def _middle(runs: list[Told], *path: str) -> float:
    def of(run: Told) -> float:
        value: Any = run
        for step in path:
            value = value[step]
        return float(value)

    return median(of(run) for run in runs)


def _drafting(kind: str, runs: list[Told]) -> list[str]:
    seconds = [f"{_middle(runs, step):.2f}" for step in ("first", "anew", "moved")]
    return [kind, *seconds, *(f"{_middle(runs, step):.0f}" for step in ("drafted_mb", "all_mb"))]


def _files(runs: list[Told]) -> list[list[str]]:
    formats = list(runs[0]["times"])
    wanted = [key for key in TOGETHER if key in formats]
    return [*(_row(runs, key, [key]) for key in formats), _row(runs, " + ".join(wanted), wanted)]


def _row(runs: list[Told], name: str, keys: list[str]) -> list[str]:
    ours = sum(_middle(runs, "times", key) for key in keys)
    size = sum(_middle(runs, "sizes", key) for key in keys) / 1000
    is_limited = all(key in runs[0]["raw"] for key in keys)
    raw = f"{sum(_middle(runs, 'raw', key) for key in keys):.2f}" if is_limited else "–"
    busy = sum(_middle(runs, "processor", key) for key in keys)
    return [name, f"{ours:.2f}", f"{busy:.2f}", raw, f"{size:,.0f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} dossiers, one run a store")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the files there, to be looked at")
    options = parser.parse_args()
    size, times = (QUICK, 1) if options.quick else (SIZE, 3)
    print(f"The city's monthly report, {size:,} dossiers in 36 months, median of {times}; {machine()}\n")
    with tempfile.TemporaryDirectory(prefix="ops-bench-") as made:
        stored = str((options.keep or Path(made)) / "document.json")
        drafting = []
        for kind in options.store or STORES:
            with city_store(kind, size) as url:
                drafting.append(_drafting(kind, [_run("report_made", url, stored) for _ in range(times)]))
        files = [_run("report_files", stored) for _ in range(times)]
    head = ["draft, s", "first", "anew", "moved", "peak, MB", "with its files, MB"]
    print(table(head, drafting))
    cells, charts, figures = (_middle(files, key) for key in ("cells", "charts", "figures"))
    print(f"\nFiles from the stored document ({cells:,.0f} cells, {charts:.0f} charts,")
    print(f"{figures:,.0f} raw figures): peak {_middle(files, 'peak_mb'):.0f} MB\n")
    print(table(["file", "ours, s", "of it processor, s", "raw limit, s", "KB"], _files(files)))


if __name__ == "__main__":
    main()
