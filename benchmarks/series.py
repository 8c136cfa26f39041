"""Monthly series to try forecasts on: the demo's, real ones, recorded ones where they lie, and random walks.

A series is a list of values, one a month, None where unknown, with the bounds that it keeps to.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np

from simulator.city import build_city
from simulator.history import history

Bounds = tuple[float | None, float | None]
Series = tuple[list[float | None], Bounds]

SHARE: Bounds = (0.0, 100.0)
COUNT: Bounds = (0.0, None)
SHARES = (
    ("dossiers_resolved_online", "dossiers_resolved"),
    ("dossiers_resolved_on_time", "dossiers_due_resolved"),
    ("dossiers_paid_online", "dossiers_with_fee"),
    ("complaints_in_time", "complaints_decided"),
    ("cameras_online", "cameras_known"),
)
COUNTS = (
    "dossiers_received",
    "dossiers_resolved",
    "complaints_received",
    "complaints_closed",
    "fire_alarms",
    "gauges_level_1",
    "panels_mute",
)
_UNTIL = date(2026, 11, 1)  # three whole years end there
_DAYS = 4
_FOLDER = Path(__file__).with_name("monthly")


def demo() -> Iterator[tuple[str, list[Series]]]:
    """Three years of the simulated city, as a whole and by ward."""
    sums: dict[tuple[str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for day, ward, figure, value in history(build_city(1), _UNTIL):
        number = day.year * 12 + day.month
        for unit in ("", ward):
            sums[figure, unit][number] += value
    wards = sorted({unit for _, unit in sums if unit})
    months = range(_UNTIL.year * 12 + _UNTIL.month - 36, _UNTIL.year * 12 + _UNTIL.month)

    def shares(units: Iterable[str]) -> list[Series]:
        return [
            ([_share(sums[part, unit].get(m, 0.0), sums[whole, unit].get(m, 0.0)) for m in months], SHARE)
            for part, whole in SHARES
            for unit in units
        ]

    def counts(units: Iterable[str]) -> list[Series]:
        return [
            ([sums[figure, unit].get(m, 0.0) for m in months], COUNT) for figure in COUNTS for unit in units
        ]

    yield "demo, city, shares", shares([""])
    yield "demo, city, counts", counts([""])
    yield "demo, wards, shares", shares(wards)
    yield "demo, wards, counts", counts(wards)


def real(folder: Path | None) -> Iterator[tuple[str, list[Series]]]:
    """The CSVs in `monthly`, and those of a folder: month, value."""
    for file in sorted([*_FOLDER.glob("*.csv"), *(folder.glob("*.csv") if folder else ())]):
        with file.open(newline="", encoding="utf-8") as lines:
            values = [float(row["value"]) for row in csv.DictReader(lines)]
        yield file.stem.replace("_", " "), [(list(values), SHARE if "rate" in file.stem else COUNT)]


def recorded(folder: Path) -> Iterator[tuple[str, list[Series]]]:
    """Recordings for `simulator.replay`. Four days, a quarter hour stand in for a month."""
    for file in sorted(folder.glob("boston311*.csv.gz")):
        yield "Boston 311 by four days, shares", list(_boston(file))
    for file in sorted(folder.glob("ea_*.csv.gz")):
        gauges = _gauges(file)
        if gauges:
            yield "river levels by quarter hour", gauges


def walks() -> list[Series]:
    """Random walks, seeded: what nothing can forecast."""
    steps = np.random.default_rng(1).normal(size=(300, 48))
    return [(list(walk), (None, None)) for walk in steps.cumsum(axis=1).tolist()]


def _share(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None


def _boston(file: Path) -> Iterator[Series]:
    """Share closed on time by day of opening, four days in one, of each subject with 20 cases in them all."""
    cases: dict[str, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(file, "rt", newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            step = date.fromisoformat(row["open_dt"][:10]).toordinal() // _DAYS
            cases[row["subject"]][step].append(row["ontime"] == "ONTIME")
    for steps in cases.values():
        whole = [steps[step] for step in range(min(steps) + 1, max(steps))]
        if all(len(told) >= 20 for told in whole):
            yield [100 * sum(told) / len(told) for told in whole], SHARE


def _gauges(file: Path) -> list[Series]:
    """Levels of the gauges that were read all day; none in a file of stations."""
    levels: dict[str, dict[str, float]] = defaultdict(dict)
    with gzip.open(file, "rt", newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            value = row.get("value", "").partition("|")[0]  # some were told twice, some not at all
            if row.get("parameter") == "level" and value:
                levels[row["stationReference"] + row["qualifier"]][row["dateTime"]] = float(value)
    return [
        ([value for _, value in sorted(read.items())], (None, None))
        for read in levels.values()
        if 90 <= len(read) <= 96
    ]
