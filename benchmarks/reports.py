"""The monthly report over three years of the city and its wards: drafted, its files made, beside raw limits.

Wanted: docx, xlsx, pdf and csv together in 5 s and 400 MB, a preview in 1 s. Each run is one process.
"""

import argparse
import json
import subprocess
import sys
from statistics import median
from typing import Any

from benchmarks.kept import QUICK, city_store
from benchmarks.report_made import TOGETHER
from benchmarks.scene import STORES, machine, table

SIZE = 1_000_000  # dossiers, and a tenth as many complaints


def _run(url: str, keep: str | None) -> dict[str, Any]:
    program = [sys.executable, "-m", "benchmarks.report_made", url, *([keep] if keep else [])]
    told = subprocess.run(program, capture_output=True, text=True, check=False)
    if told.returncode:
        sys.exit(told.stderr)
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def _middle(runs: list[dict[str, Any]], *path: str) -> float:
    values = []
    for run in runs:
        value: Any = run
        for step in path:
            value = value[step]
        values.append(float(value))
    return median(values)


def _drafting(kind: str, runs: list[dict[str, Any]]) -> list[str]:
    seconds = [f"{_middle(runs, step):.2f}" for step in ("first", "again", "moved")]
    return [kind, *seconds, f"{_middle(runs, 'built_mb'):.0f}"]


def _files(runs: list[dict[str, Any]]) -> list[list[str]]:
    formats = list(runs[0]["times"])
    rows = [_row(runs, key) for key in formats]
    wanted = [key for key in TOGETHER if key in formats]
    together = sum(_middle(runs, "times", key) for key in wanted)
    raw = sum(_middle(runs, "raw", key) for key in wanted)
    size = sum(_middle(runs, "sizes", key) for key in wanted)
    return [*rows, [" + ".join(wanted), f"{together:.2f}", f"{raw:.2f}", f"{size / 1000:,.0f}"]]


def _row(runs: list[dict[str, Any]], key: str) -> list[str]:
    raw = f"{_middle(runs, 'raw', key):.2f}" if key in runs[0]["raw"] else "–"
    return [key, f"{_middle(runs, 'times', key):.2f}", raw, f"{_middle(runs, 'sizes', key) / 1000:,.0f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} dossiers, one run a store")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    parser.add_argument("--keep", metavar="FOLDER", help="leave the files there, to be looked at")
    options = parser.parse_args()
    size, times = (QUICK, 1) if options.quick else (SIZE, 3)
    print(f"The monthly report of the city, {size:,} dossiers in 36 months, median of {times}; {machine()}\n")
    drafting, files = [], []
    for kind in options.store or STORES:
        with city_store(kind, size) as url:
            runs = [_run(url, options.keep) for _ in range(times)]
        drafting.append(_drafting(kind, runs))
        files.append((kind, runs))
    head = ["preview, s", "first", "anew", "a section moved", "peak, MB"]
    print(table(head, drafting))
    for kind, runs in files:
        peak, cells = _middle(runs, "peak_mb"), _middle(runs, "cells")
        figures = _middle(runs, "figures")
        print(f"\n{kind}: {cells:,.0f} cells of tables, {figures:,.0f} raw figures; peak {peak:.0f} MB\n")
        print(table(["file", "ours, s", "raw limit, s", "KB"], _files(runs)))


if __name__ == "__main__":
    main()
