"""The KPIs on the board: value, targets, state, twelve months, and the values on the map."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from dashboard.board.feeds import FeedRow, worst
from dashboard.board.present import MonthGrid, NowGrid, Pending, Present, month_grid
from dashboard.board.promises import Promises
from dashboard.civil import month_of, months_back
from dashboard.feeds import FeedState
from dashboard.kpis import BOARD, BY_KEY, Grid, Kpi, Values
from dashboard.kpis.evaluate import Gathered, evaluate, whole
from dashboard.rollup import MONTHS, Rollup

LINE = 13  # months on a tile: this one and twelve before


def kpi_rows(
    rollup: Rollup,
    here: Present,
    waiting: Pending,
    feeds: Sequence[FeedRow],
    promises: Promises,
    filling: bool = False,
) -> list[dict[str, Any]]:
    """Every KPI of the board for the whole city, in the order of `KPIS`."""
    months = months_back(month_of(promises.today), LINE)
    grids = [month_grid(rollup, month, waiting if month == months[-1] else {}) for month in months]
    now = NowGrid(here, grids[-1])
    places = len(rollup.units)
    return [_row(kpi, months, grids, now, feeds, promises, filling, places) for kpi in BOARD]


def _row(
    kpi: Kpi,
    months: Sequence[date],
    grids: Sequence[MonthGrid],
    now: NowGrid,
    feeds: Sequence[FeedRow],
    promises: Promises,
    filling: bool,
    places: int,
) -> dict[str, Any]:
    grid: Grid = now if kpi.of == "now" else grids[-1]
    value, numerator, denominator = city(kpi, grid, places)
    sources = [feed for feed in feeds if feed.kind in kpi.behind]
    source = worst(sources)
    silent = source is None or source.state is FeedState.SILENT
    # Half of a first load is no figure: it would be judged, and wrongly.
    filling = filling or any(feed.filling for feed in sources)
    shown = None if silent or filling else value
    line = [city(kpi, one, places)[0] for one in grids[:-1]]
    return {
        **promises.row(kpi, shown, line),
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
            for month, told in zip(months, [*line, value], strict=True)
        ],
        "previous": _rounded(line[-1], kpi),
        "parts": {"numerator": numerator, "denominator": denominator},
        "data_at": None if source is None else source.spoke_at,
        "filling": filling,
        "feed_state": FeedState.SILENT if source is None else source.state,
        "silent_since": source.spoke_at if source is not None and silent else None,
        "last_value": None if filling else _rounded(value, kpi),
    }


def city(kpi: Kpi, grid: Grid, places: int) -> tuple[float | None, float, float | None]:
    """(value, numerator, denominator) of all places together; no value where nothing is below the line."""
    found = evaluate(kpi, Gathered(grid, whole(places)), BY_KEY)
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
