"""Where a promise is going: the forecast, and what the next target asks. Only where there is a target.

A forecast is made of whole months and holds until one of them changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.civil import month_of
from dashboard.forecast import Forecast, Reach, Withheld, forecast, needed_pace, reaches
from dashboard.kpis import Kpi
from dashboard.targets import Target, in_force
from dashboard.wall.past import Past

POINTS = 12  # months ahead that a tile draws
_KEPT = 256


@dataclass(slots=True)
class Forecasts:
    """Of one past's lines; what was made of the same values to the same year is remembered."""

    _made: dict[tuple[str, int, int], tuple[bytes, Forecast | None]] = field(default_factory=dict)

    def of(self, past: Past, kpi: Kpi, column: int, targets: Sequence[Target]) -> Forecast | None:
        """To the last target's year; None where there is no target, or no forecast that is worth showing."""
        if not targets or past.months == ():
            return None
        until = max(one.year for one in targets)
        line = past.lines[kpi.key][:, column]
        values, key = past.months[-1].isoformat().encode() + line.tobytes(), (kpi.key, column, until)
        known = self._made.get(key)
        if known is None or known[0] != values:
            bounds = (0.0, 100.0) if kpi.unit == "%" else (0.0, kpi.most)
            series = list(zip(past.months, line.tolist(), strict=True))
            found = forecast(series, date(until, 12, 31), bounds=bounds)
            known = (values, None if isinstance(found, Withheld) else found)
            while len(self._made) >= _KEPT:
                self._made.pop(next(iter(self._made)))
            self._made[key] = known
        return known[1]


def ahead(made: Forecast | None, kpi: Kpi) -> dict[str, Any] | None:
    """As a tile draws it."""
    if made is None:
        return None
    points = [
        {
            "month": f"{point.month:%Y-%m}",
            "value": round(point.value, kpi.decimals),
            "low": round(point.low, kpi.decimals),
            "high": round(point.high, kpi.decimals),
        }
        for point in made.points[:POINTS]
    ]
    return {"points": points, "pace": round(made.pace, kpi.decimals + 1)}


def goal(
    value: float | None, targets: Sequence[Target], made: Forecast | None, kpi: Kpi, today: date
) -> dict[str, Any] | None:
    """The next target that is not over: is it reached, when will it be, and what a month it needs.

    None where nothing is asked any more, or the value is of no use.
    """
    target = _next(targets, today.year, kpi.direction)
    if target is None or value is None:
        return None
    missing = (target.value - value) * (1 if kpi.direction == "up" else -1)
    reach = None if made is None else reaches(made, target.value, target.year, kpi.direction)
    pace = needed_pace(value, month_of(today), target.value, target.year, kpi.direction)
    short = max(missing, 0.0) if reach is None else reach.short
    return {
        "year": target.year,
        "value": target.value,
        "source": target.source,
        "reference": target.reference,
        "reached": missing <= 0,
        "first": _first(reach) if missing > 0 else None,
        "expected": None if reach is None else round(reach.at.value, kpi.decimals),
        "short": round(short, kpi.decimals),
        "needed": round(pace, kpi.decimals + 1) if pace else None,
    }


def _first(reach: Reach | None) -> str | None:
    """The first month there; none where the forecast falls back again before its year is over."""
    if reach is None or reach.first is None or reach.short > 0:
        return None
    return f"{reach.first:%Y-%m}"


def _next(targets: Sequence[Target], year: int, direction: str) -> Target | None:
    """The nearest by law; the city's own value only where no law asks for anything any more."""
    later = [one for one in targets if one.year >= year]
    by_law = [one for one in later if not one.reference] or later
    nearest = min((one.year for one in by_law), default=year)
    return in_force([one for one in by_law if one.year == nearest], nearest, direction)
