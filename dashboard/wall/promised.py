"""What the city promised, as a wall shows it: a KPI's row and where it is going."""

from collections.abc import Sequence
from typing import Any

from dashboard.board import Look
from dashboard.board.kpis import kpi_row
from dashboard.kpis import BY_KEY, Kpi
from dashboard.kpis.evaluate import whole
from dashboard.wall.whose import Whose

Row = dict[str, Any]


def promised(look: Look, whose: Whose, keys: Sequence[str]) -> list[Row]:
    """The KPIs of these keys, in this order."""
    return [_row(look, whose, BY_KEY[key]) for key in keys]


def _row(look: Look, whose: Whose, kpi: Kpi) -> Row:
    of_city = _city_row(look, kpi)
    of_unit = whose.unit is not None
    row = kpi_row(kpi, look.seen, look.promises, whose.shares, whose.level) if of_unit else of_city
    return {
        **row,
        "forecast": None,
        "goal": None,
        "ranks": None,
        "city_value": of_city["value"] if of_unit else None,
        "rank": None,
    }


def _city_row(look: Look, kpi: Kpi) -> Row:
    held = next((row for row in look.board["kpis"] if row["key"] == kpi.key), None)
    return held or kpi_row(kpi, look.seen, look.promises, whole(len(look.rollup.units)))
