"""What the city promised, as a wall shows it: a KPI's row, where it is going, and who keeps it best."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dashboard.board import Look
from dashboard.board.kpis import LINE, gathered, kpi_row
from dashboard.kpis import BY_KEY, Kpi
from dashboard.kpis.evaluate import whole
from dashboard.wall.ahead import Forecasts, ahead, goal
from dashboard.wall.past import Past
from dashboard.wall.ranks import HeldRanks
from dashboard.wall.whose import Whose

Row = dict[str, Any]


class Promised:
    """What all walls of a process share: the months behind, forecasts, ranks. Not thread-safe."""

    def __init__(self) -> None:
        self._past = Past()
        self._forecasts = Forecasts()
        self._ranks = HeldRanks()

    def refresh(self, look: Look, keys: Sequence[str], now: datetime) -> None:
        """Before `rows` of a look."""
        self._past.refresh(look.rollup, [BY_KEY[key] for key in keys], now)

    def rows(self, look: Look, whose: Whose, keys: Sequence[str]) -> list[Row]:
        """The KPIs of these keys, in this order."""
        return [self._row(look, whose, BY_KEY[key]) for key in keys]

    def _row(self, look: Look, whose: Whose, kpi: Kpi) -> Row:
        assert self._past.map is not None
        of_city = _city_row(look, kpi)
        column = self._past.map.column(whose.unit)
        is_unit = whose.unit is not None
        row = self._unit_row(look, whose, kpi, column) if is_unit else of_city
        # of no use, for its feed is silent or loads: then nothing is made of it
        value = None if row["value"] is None else gathered(kpi, look.seen.grid(kpi), whose.shares)[0]
        targets = look.promises.targets.of(kpi.key, whose.level)
        made = None if value is None else self._forecasts.of(self._past, kpi, column, targets)
        known = of_city["value"] is not None and kpi.on_map
        ranked, drawn = self._ranks.of(kpi, look.seen, self._past, look.now) if known else (None, None)
        return {
            **row,
            "forecast": ahead(made, kpi),
            "goal": goal(value, targets, made, kpi, look.today),
            "ranks": drawn,
            "city_value": of_city["value"] if is_unit else None,
            "rank": ranked.place(column) if is_unit and ranked is not None and value is not None else None,
        }

    def _unit_row(self, look: Look, whose: Whose, kpi: Kpi, column: int) -> Row:
        months = self._past.lines[kpi.key][1 - LINE :, column]
        line = [None if value != value else value for value in months.tolist()]
        return kpi_row(kpi, look.seen, look.promises, whose.shares, whose.level, line)


def _city_row(look: Look, kpi: Kpi) -> Row:
    held = next((row for row in look.board["kpis"] if row["key"] == kpi.key), None)
    return held or kpi_row(kpi, look.seen, look.promises, whole(len(look.rollup.units)))
