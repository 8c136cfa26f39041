"""Units of one map side by side: none of them is another one's past, since each piece of land counts once."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.kpis import BY_KEY, Kpi, Values
from dashboard.kpis.evaluate import evaluate
from dashboard.successions import history
from dashboard.units import UNKNOWN_ID, Unit
from dashboard.views.asked import View, address
from dashboard.views.cells import Cells, gather
from dashboard.views.lines import value_at
from dashboard.views.rows import UnitValue
from dashboard.views.scope import targets_of

Marks = NDArray[np.bool_]


def ranked(
    kpi: Kpi,
    view: View,
    places: tuple[int, ...],
    period: Mapping[str, Values],
    ever: Mapping[str, Values],
    special: Mapping[str, Values],
) -> list[UnitValue]:
    """The greatest first: of a share the best, of a burden the worst. Without a value, and unknown, last."""
    units, carried, columns = targets_of(view, places)
    shares = carried.matrix[:, columns]
    found = evaluate(kpi, gathered(period, ever, shares, special), BY_KEY)
    estimated = _estimated(period, carried.divided[:, columns])
    rows = [
        UnitValue(
            unit=unit,
            address=address(unit, view.on),
            value=value_at(found, place),
            outside=bool(carried.outside[columns[place]]),
            is_estimate=bool(estimated[place]) or kpi.estimate,
        )
        for place, unit in enumerate(units)
    ]
    known = [row for row in rows if row.value.value is not None and row.unit.id != UNKNOWN_ID]
    rest = [row for row in rows if row.value.value is None or row.unit.id == UNKNOWN_ID]
    return [*sorted(known, key=lambda row: (-(row.value.value or 0.0), row.unit.name)), *rest]


def gathered(
    period: Mapping[str, Values], ever: Mapping[str, Values], shares: Values, special: Mapping[str, Values]
) -> Cells:
    """Figures of every place, target beside target."""
    return Cells(
        {figure: gather(figure, values, shares) for figure, values in period.items()} | dict(special),
        {figure: gather(figure, values, shares) for figure, values in ever.items()},
    )


def _estimated(period: Mapping[str, Values], divided: Marks) -> Marks:
    """Where a number that is not 0 was shared out by area."""
    if not period or not divided.any():
        return np.zeros(divided.shape[1], dtype=np.bool_)
    touched = np.any([values != 0 for values in period.values()], axis=0)
    marks: Marks = touched.astype(np.float64) @ divided.astype(np.float64) > 0
    return marks


def unit_addresses(view: View) -> list[tuple[Unit, str]]:
    """The units of the view's map by name, "chưa xác định" last."""
    return list(_addresses(view.on))


@lru_cache(maxsize=64)
def _addresses(on: date) -> tuple[tuple[Unit, str], ...]:
    units = sorted(history().map_at(on), key=lambda unit: unit.name)
    unknown = [unit for unit in history().units if unit.id == UNKNOWN_ID]
    return tuple((unit, address(unit, on)) for unit in (*units, *unknown))
