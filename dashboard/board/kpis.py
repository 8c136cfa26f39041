"""The KPIs on the board: value, targets, state, twelve months, and the values on the map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dashboard.board.feeds import FeedRow, worst
from dashboard.board.present import MonthGrid, NowGrid, Pending, Present, month_grid
from dashboard.board.promises import Promises
from dashboard.civil import month_of, months_back
from dashboard.feeds import FeedState
from dashboard.kpis import BOARD, BY_KEY, Grid, Kpi, Values
from dashboard.kpis.evaluate import Gathered, evaluate
from dashboard.rollup import MONTHS, Rollup
from dashboard.targets.target import Level

Row = dict[str, Any]
LINE = 13  # months on a tile: this one and twelve before


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the KPIs are worked out from: figures of the last 13 months and of now, and their feeds."""

    months: Sequence[date]
    grids: Sequence[MonthGrid]
    now: NowGrid
    feeds: Sequence[FeedRow]
    filling: bool

    def grid(self, kpi: Kpi) -> Grid:
        """What a KPI's value is worked out from."""
        return self.now if kpi.of == "now" else self.grids[-1]


def seen(
    rollup: Rollup, here: Present, waiting: Pending, feeds: Sequence[FeedRow], *, filling: bool = False
) -> Seen:
    """`filling`: history is still being loaded, so nothing can be judged."""
    months = months_back(month_of(rollup.today), LINE)
    grids = [month_grid(rollup, month, waiting if month == months[-1] else {}) for month in months]
    return Seen(months=months, grids=grids, now=NowGrid(here, grids[-1]), feeds=feeds, filling=filling)


def kpi_row(
    kpi: Kpi,
    found: Seen,
    promises: Promises,
    shares: Values,
    level: Level = "city",
    line: Sequence[float | None] | None = None,
) -> Row:
    """A KPI as screens show it, of all places together that have `shares`, against the targets of a level.

    `line`: the values of the months before this one, where somebody knows them already.
    """
    value, numerator, denominator = gathered(kpi, found.grid(kpi), shares)
    sources = [feed for feed in found.feeds if feed.kind in kpi.behind]
    source = worst(sources)
    silent = source is None or source.state is FeedState.SILENT
    # Half of a first load is no figure: it would be judged, and wrongly.
    filling = found.filling or any(feed.filling for feed in sources)
    shown = None if silent or filling else value
    line = line_of(kpi, found, shares) if line is None else line
    return {
        **promises.row(kpi, shown, line, level),
        "key": kpi.key,
        "name": kpi.name,
        "group": kpi.group,
        "unit": kpi.unit,
        "decimals": kpi.decimals,
        "direction": kpi.direction,
        "of": kpi.of,
        "on_map": kpi.on_map,
        "value": _rounded(shown, kpi),
        "months": [
            {"month": f"{month:%Y-%m}", "value": _rounded(told, kpi)}
            for month, told in zip(found.months, [*line, value], strict=True)
        ],
        "previous": _rounded(line[-1], kpi),
        "parts": {"numerator": numerator, "denominator": denominator},
        "data_at": None if source is None else source.spoke_at,
        "filling": filling,
        "feed_state": FeedState.SILENT if source is None else source.state,
        "silent_since": source.spoke_at if source is not None and silent else None,
        "last_value": None if filling else _rounded(value, kpi),
    }


def line_of(kpi: Kpi, found: Seen, shares: Values) -> list[float | None]:
    """The values of the months before this one, oldest first."""
    return [gathered(kpi, one, shares)[0] for one in found.grids[:-1]]


def gathered(kpi: Kpi, grid: Grid, shares: Values) -> tuple[float | None, float, float | None]:
    """(value, numerator, denominator) of places together; no value where nothing is below the line."""
    found = evaluate(kpi, Gathered(grid, shares), BY_KEY)
    below = None if found.denominator is None else float(found.denominator[0])
    value = float(found.values[0])
    return (None if np.isnan(value) else value), float(found.numerator[0]), below


def by_unit(kpi: Kpi, grid: Grid) -> Values:
    """A value a unit, NaN where nothing stands below the line."""
    return evaluate(kpi, grid, BY_KEY).values


def map_values(
    rollup: Rollup, here: Present, waiting: Pending, codes: Mapping[str, int]
) -> dict[str, dict[str, float | None]]:
    """For every KPI with a map: the value of each ward by its code, this month or now."""
    grid = month_grid(rollup, month_of(rollup.today), waiting)
    now = NowGrid(here, grid)
    values = {}
    for kpi in BOARD:
        if kpi.on_map:
            of_units = by_unit(kpi, now if kpi.of == "now" else grid)
            told = np.round(of_units, kpi.decimals).tolist()
            values[kpi.key] = {
                code: None if told[column] != told[column] else told[column] for code, column in codes.items()
            }
    return values


def all_months(rollup: Rollup, waiting: Pending) -> dict[str, Values]:
    """Every KPI of every unit over all months held: arrays of (month, unit). What a whole board costs."""
    months = months_back(month_of(rollup.today), MONTHS)
    grids = [month_grid(rollup, month, waiting if month == months[-1] else {}) for month in months]
    return {kpi.key: np.stack([by_unit(kpi, grid) for grid in grids]) for kpi in BOARD}


def _rounded(value: float | None, kpi: Kpi) -> float | None:
    return None if value is None else round(value, kpi.decimals)
