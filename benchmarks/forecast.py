"""Forecasts as they would have been made, held against what came beside the naive ones; how long one takes.

`--series FOLDER` adds monthly CSVs (month, value), `--replay FOLDER` recordings; both may stand in the
environment as OPS_BENCH_SERIES and OPS_BENCH_REPLAY.
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from statistics import fmean, median

from benchmarks import series
from benchmarks.scene import machine, table
from benchmarks.series import Bounds, Series
from dashboard.forecast import Forecast, forecast

FEWEST, MOST, YEAR = 24, 36, 12
BEGAN = 2000 * 12  # the month that every series is said to begin with: January
HEAD = ("series", "forecasts", "shown", "error", "of last value", "of last year", "in band", "2nd year")


@dataclass(slots=True)
class Outcome:
    """Of one set of series. Errors are mean absolute ones up to a year ahead, in mean changes of a month."""

    made: int = 0
    ours: list[float] = field(default_factory=list)
    last_value: list[float] = field(default_factory=list)
    last_year: list[float] = field(default_factory=list)
    in_band: list[bool] = field(default_factory=list)  # up to a year ahead
    later: list[bool] = field(default_factory=list)  # the year after
    seconds: list[float] = field(default_factory=list)

    def row(self, name: str) -> list[str]:
        shown = f"{len(self.ours) / self.made:.0%}" if self.made else "–"
        errors = [f"{fmean(of):.2f}" if of else "–" for of in (self.ours, self.last_value, self.last_year)]
        bands = [f"{fmean(of):.0%}" if of else "–" for of in (self.in_band, self.later)]
        return [name, f"{self.made:,}", shown, *errors, *bands]


def month(number: int) -> date:
    return date((BEGAN + number) // 12, (BEGAN + number) % 12 + 1, 1)


def cuts(length: int) -> range:
    """After how many months a forecast is made: each third, so that at least three come after."""
    return range(FEWEST, length - 2, 3)


def try_out(each: Sequence[Series], quick: bool) -> Outcome:
    outcome = Outcome()
    for values, bounds in each[:: 10 if quick and len(each) > 100 else 1]:
        for cut in cuts(len(values)):
            _try_one(outcome, values, cut, bounds)
    return outcome


def _try_one(outcome: Outcome, values: Sequence[float | None], cut: int, bounds: Bounds) -> None:
    begin = max(0, cut - MOST)
    past = [(month(number), values[number]) for number in range(begin, cut)]
    started = time.perf_counter()
    made = forecast(past, month(cut + 2 * YEAR - 1), bounds=bounds)
    outcome.seconds.append(time.perf_counter() - started)
    outcome.made += 1
    if isinstance(made, Forecast):
        _hold(outcome, values[begin:cut], values[cut : cut + 2 * YEAR], made)


def _hold(
    outcome: Outcome, past: Sequence[float | None], came: Sequence[float | None], made: Forecast
) -> None:
    known = [value for value in past if value is not None]
    change = fmean(abs(after - before) for before, after in pairwise(known))
    ours, last_value, last_year = [], [], []
    for ahead, (value, point) in enumerate(zip(came, made.points, strict=False)):
        if value is None:
            continue
        inside = point.low - 1e-9 <= value <= point.high + 1e-9
        (outcome.in_band if ahead < YEAR else outcome.later).append(inside)
        then = past[ahead % YEAR - YEAR]
        if ahead < YEAR and then is not None:
            ours.append(abs(value - point.value) / change)
            last_value.append(abs(value - known[-1]) / change)
            last_year.append(abs(value - then) / change)
    if ours:
        outcome.ours.append(fmean(ours))
        outcome.last_value.append(fmean(last_value))
        outcome.last_year.append(fmean(last_year))


def sets(options: argparse.Namespace) -> Iterator[tuple[str, list[Series]]]:
    yield from series.demo()
    yield from series.real(options.series)
    if options.replay:
        yield from series.recorded(options.replay)
    yield "random walks", series.walks()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the wards")
    for name in ("series", "replay"):
        given = os.environ.get(f"OPS_BENCH_{name.upper()}")
        parser.add_argument(f"--{name}", type=Path, default=Path(given) if given else None, metavar="FOLDER")
    options = parser.parse_args()
    tried = {name: try_out(each, options.quick) for name, each in sets(options)}
    times = list(chain.from_iterable(outcome.seconds for outcome in tried.values()))
    print(f"Forecasts as they would have been made; {machine()}\n")
    print(table(HEAD, [outcome.row(name) for name, outcome in tried.items()]))
    print(f"\nOne forecast with its back-test: median {1e3 * median(times):.2f} ms of {len(times):,}")


if __name__ == "__main__":
    main()
