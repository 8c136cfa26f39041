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


def _middle(runs: list[Told], *path: str | int) -> float:
    def of(run: Told) -> float:
        value: Any = run
        for step in path:
            value = value[step]
        return float(value)

    return median(of(run) for run in runs)


def _both(runs: list[Told], *path: str) -> str:
    """Seconds, and the processor's."""
    return f"{_middle(runs, *path, 0):.2f} / {_middle(runs, *path, 1):.2f}"


def _drafting(kind: str, runs: list[Told]) -> list[str]:
    seconds = [_both(runs, step) for step in ("first", "anew", "moved")]
    return [kind, *seconds, *(f"{_middle(runs, step):.0f}" for step in ("drafted_mb", "all_mb"))]


def _files(runs: list[Told]) -> list[list[str]]:
    rows = [
        [
            key,
            _both(runs, "times", key),
            _both(runs, "raw", key) if key in runs[0]["raw"] else "–",
            f"{_middle(runs, 'sizes', key) / 1000:,.0f}",
        ]
        for key in runs[0]["times"]
    ]
    return [*rows, [" + ".join(TOGETHER), _sum(runs, "times"), _sum(runs, "raw"), ""]]


def _sum(runs: list[Told], of: str) -> str:
    seconds, processor = (sum(_middle(runs, of, key, at) for key in TOGETHER) for at in (0, 1))
    return f"{seconds:.2f} / {processor:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} dossiers, one run a store")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the files there, to be looked at")
    options = parser.parse_args()
    size, times = (QUICK, 1) if options.quick else (SIZE, 3)
    print(f"The city's monthly report, {size:,} dossiers in 36 months, median of {times}; {machine()}")
    print("Seconds / of them the processor's\n")
    with tempfile.TemporaryDirectory(prefix="ops-bench-") as made:
        stored = str((options.keep or Path(made)) / "document.json")
        drafting = []
        for kind in options.store or STORES:
            with city_store(kind, size) as url:
                drafting.append(_drafting(kind, [_run("report_made", url, stored) for _ in range(times)]))
        files = [_run("report_files", stored) for _ in range(times)]
    head = ["draft", "first", "anew", "moved", "peak, MB", "with its files, MB"]
    print(table(head, drafting))
    cells, charts, figures = (_middle(files, key) for key in ("cells", "charts", "figures"))
    print(f"\nFiles from the stored document ({cells:,.0f} cells, {charts:.0f} charts,")
    print(f"{figures:,.0f} raw figures): peak {_middle(files, 'peak_mb'):.0f} MB\n")
    print(table(["file", "ours", "raw limit", "KB"], _files(files)))


if __name__ == "__main__":
    main()
