"""The tide of the next 24 hours, told by its station's past; where that told yesterday badly, nothing is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection

from dashboard.board.devices import TIDE_STEP, tide_readings, tide_station
from dashboard.wall.harmonics import Curve, error, fit

BACK = timedelta(days=30)  # more would hold the season's level against the mean of the months before
AHEAD = timedelta(hours=24)
WORST = 0.15  # metres that yesterday may have been told wrong
_AGAIN = timedelta(hours=26)  # readings this young may still come
_STEP = int(TIDE_STEP.total_seconds())
_MINUTE = 60
Json = dict[str, Any]


class TideAhead:
    """Worked out every ten minutes, each minute while there is nothing to tell. Keep one a process."""

    def __init__(self) -> None:
        self._bins: dict[int, tuple[float, float]] = {}  # of each ten minutes: mean hour, mean level
        self._station = 0
        self._read_on: int | None = None  # the day on which all of it was last read
        self._slot: int | None = None
        self._told: Json | None = None

    def of(self, connection: Connection, tide: Mapping[str, Any] | None, now: datetime) -> Json | None:
        """`tide` as the board has it. None where its station is silent, or its past says too little."""
        if tide is None or tide["state"] != "live":
            return None
        slot = int(now.timestamp()) // (_MINUTE if self._told is None else _STEP)
        if slot != self._slot:
            self._told = self._work_out(connection, tide["levels"], now)
            self._slot = int(now.timestamp()) // (_MINUTE if self._told is None else _STEP)
        return self._told

    def _work_out(self, connection: Connection, levels: Sequence[float], now: datetime) -> Json | None:
        self._read(connection, now)
        known = np.array(sorted(self._bins.values()), dtype=np.float64).reshape(-1, 2)
        hours, heights = known[:, 0], known[:, 1]
        off = error(hours, heights)
        if off is None or off > WORST:
            return None
        return drawn(fit(hours, heights), levels, now) | {"error": round(off, 2)}

    def _read(self, connection: Connection, now: datetime) -> None:
        """All of it once a day and while it is too little; else what may be new."""
        station = tide_station(connection)
        if station is None:
            self._bins = {}
            return
        day = int(now.timestamp()) // 86_400
        whole = station.id != self._station or day != self._read_on or self._told is None
        since = now - (BACK if whole else _AGAIN)
        found: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for observed_at, value in tide_readings(connection, station.id, since, now):
            moment = observed_at.timestamp()
            found[int(moment) // _STEP].append((moment / 3600, value))
        first = int((now - BACK).timestamp()) // _STEP
        kept = {} if whole else {number: one for number, one in self._bins.items() if number >= first}
        self._bins = kept | {number: _mean(readings) for number, readings in found.items()}
        self._station, self._read_on = station.id, day


def _mean(readings: Sequence[tuple[float, float]]) -> tuple[float, float]:
    hours, levels = zip(*readings, strict=True)
    return sum(hours) / len(hours), sum(levels) / len(levels)


def drawn(curve: Curve, levels: Sequence[float], now: datetime) -> Json:
    """A point each ten minutes, the high waters among them, and the first of these."""
    first = int(now.timestamp()) // _STEP + 1
    numbers = np.arange(first - 1, first + AHEAD // TIDE_STEP + 2)
    heights = np.round(curve.heights(numbers * _STEP / 3600), 2).tolist()
    points = [
        (datetime.fromtimestamp(int(number) * _STEP, UTC), height)
        for number, height in zip(numbers, heights, strict=True)
    ]
    peaks = [
        {"at": at, "value": height, "level": sum(height >= level for level in levels)}
        for (_, before), (at, height), (_, after) in zip(points, points[1:], points[2:], strict=False)
        if before < height >= after
    ]
    return {
        "points": [list(point) for point in points[1:-1]],
        "peak": peaks[0] if peaks else None,
        "peaks": peaks,
    }
