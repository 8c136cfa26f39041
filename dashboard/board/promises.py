"""How a KPI of the board stands against its targets, and how much of its month is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.kpis import Kpi
from dashboard.outages import Missing, worst
from dashboard.targets import Course, State, Target, Targets, in_force, judge
from dashboard.targets.target import Level


@dataclass(frozen=True, slots=True)
class Promises:
    """The city's targets, and what is missing of this month by kind of feed."""

    targets: Targets
    missing: Mapping[str, Missing]
    today: date

    def row(
        self, kpi: Kpi, value: float | None, line: Sequence[float | None], level: Level = "city"
    ) -> dict[str, Any]:
        """`value` is None where it is of no use; `line` are the months before, oldest first."""
        of_kpi, year = self.targets.of(kpi.key, level), self.today.year
        gone = worst(self.missing, kpi.behind if kpi.of == "month" else ())
        course = Course(month=self.today.month, before=line)
        state = judge(value, of_kpi, year, kpi.direction, missing=gone.share, course=course)
        asked = None if state is State.NO_DATA else in_force(of_kpi, year, kpi.direction)
        return {
            "state": state,
            "target": None if asked is None else _json(asked),
            "targets": [_json(one) for one in of_kpi],
            "missing": {"minutes": int(gone.longest.total_seconds() // 60), "share": round(gone.share, 4)},
        }


def _json(target: Target) -> dict[str, Any]:
    return {
        "year": target.year,
        "value": target.value,
        "source": target.source,
        "reference": target.reference,
    }
