"""The units of today's map side by side: the best, the last, the most improved, and which place one has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from dashboard.board.kpis import Seen
from dashboard.kpis import BY_KEY, Kpi, Values
from dashboard.kpis.evaluate import Gathered, evaluate
from dashboard.units import Unit
from dashboard.wall.past import SELDOM, Past

SHOWN = 5
OVER = 3  # months in which a unit may have improved
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """One KPI's ranks. `values`: of the map's columns, NaN where there is none; `order`: the best first."""

    kpi: Kpi
    units: tuple[Unit, ...]
    values: Values
    before: Values  # of the month before
    gained: Values  # over three whole months, better is more
    order: tuple[int, ...]

    def json(self) -> Row | None:
        """None where no unit has a value."""
        if not self.order:
            return None
        change = self._better(self.values - self.before)
        improved = sorted((c for c in self.order if self.gained[c] > 0), key=lambda c: -self.gained[c])
        return {
            "top": [self._row(column, change) for column in self.order[:SHOWN]],
            "bottom": [self._row(column, change) for column in self.order[::-1][:SHOWN]],
            "improved": [self._row(column, self.gained) for column in improved[:SHOWN]],
            "values": [round(float(self.values[column]), self.kpi.decimals) for column in self.order],
            "of": len(self.order),
        }

    def place(self, column: int) -> dict[str, int] | None:
        """How many have a better value, and one; equal values have the same place."""
        value = self.values[column]
        if np.isnan(value):
            return None
        better = self._better(self.values[list(self.order)]) > self._better(value)
        return {"place": int(np.count_nonzero(better)) + 1, "of": len(self.order)}

    def _better(self, values: Any) -> Any:
        """Turned so that more is better."""
        return values if self.kpi.direction == "up" else -values

    def _row(self, column: int, change: Values) -> Row:
        unit, decimals = self.units[column], self.kpi.decimals
        moved = float(self._better(change[column]))
        return {
            "code": unit.code,
            "name": unit.name,
            "value": round(float(self.values[column]), decimals),
            "change": None if np.isnan(moved) else round(moved, decimals),
        }


def ranks(kpi: Kpi, seen: Seen, past: Past) -> Ranks:
    """Of units with a value; equal ones stand by their code."""
    assert past.map is not None
    units = past.map.units
    values = evaluate(kpi, Gathered(seen.grid(kpi), past.map.shares), BY_KEY).values[: len(units)]
    months = past.lines[kpi.key][:, : len(units)]
    sign = 1.0 if kpi.direction == "up" else -1.0
    known = [column for column in range(len(units)) if not np.isnan(values[column])]
    order = sorted(known, key=lambda column: (-sign * values[column], units[column].code))
    gained = np.nan_to_num((months[-1] - months[-1 - OVER]) * sign)
    return Ranks(kpi, units, values, months[-1], gained, tuple(order))


class HeldRanks:
    """Worked out every few seconds, or when a month behind has changed."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[datetime, int, tuple[Ranks, Row | None]]] = {}

    def of(self, kpi: Kpi, seen: Seen, past: Past, now: datetime) -> tuple[Ranks, Row | None]:
        """The ranks, and as walls get them."""
        held = self._held.get(kpi.key)
        if held is None or held[1] != past.revision or not now - SELDOM < held[0] <= now:
            found = ranks(kpi, seen, past)
            held = (now, past.revision, (found, found.json()))
            self._held[kpi.key] = held
        return held[2]
