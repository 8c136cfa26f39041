"""KPIs worked out: figures gathered for whoever is asked about first, the formula over them after."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.figures import BY_KEY as FIGURE
from dashboard.kpis.kpi import Formula, Grid, Kpi, Values


@dataclass(frozen=True, slots=True)
class Gathered:
    """A grid over other places: each target's share of each place of `grid`, as a matrix (place, target)."""

    grid: Grid
    shares: Values

    def period(self, figure: str) -> Values:
        values = self.grid.period(figure)
        if FIGURE[figure].is_citywide:
            return np.full(self.shares.shape[1], values.sum())
        if FIGURE[figure].merge == "max":
            held: Values = np.where(self.shares > 0, values[:, None], 0.0)
            greatest: Values = held.max(axis=0, initial=0.0)
            return greatest
        return values @ self.shares

    def ever(self, figure: str) -> Values:
        return self.grid.ever(figure) @ self.shares


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A KPI at every place, NaN where it has no value; and what stands above and below its line."""

    values: Values
    numerator: Values
    denominator: Values | None


def evaluate(kpi: Kpi, grid: Grid, kpis: Mapping[str, Kpi]) -> Evaluated:
    """The KPI at every place of a grid. `kpis`: where the parts of a sum are found."""
    if kpi.formula.of:
        return _summed(kpi, grid, kpis)
    return _worked_out(kpi.formula, grid)


def _worked_out(formula: Formula, grid: Grid) -> Evaluated:
    above, below = formula.parts(grid)
    if below is None:
        values = np.where(above > 0, above, np.nan) if formula.told else above
        if formula.seen_by is not None:
            there, mute = map(grid.period, formula.seen_by)
            values = np.where(there > mute, values, np.nan)
        return Evaluated(_capped(values * formula.scale, formula), above, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(below > 0, above / below * formula.scale, np.nan)
    if formula.factor is not None:
        share = _worked_out(formula.factor, grid).values
        values = values * np.where(np.isnan(share), 1.0, share)
    values = _capped(values, formula)
    if formula.empty is not None:
        values = np.where(below > 0, values, formula.empty)
    return Evaluated(values, above, below)


def _capped(values: Values, formula: Formula) -> Values:
    return values if formula.cap is None else np.minimum(values, formula.cap)


def _summed(kpi: Kpi, grid: Grid, kpis: Mapping[str, Kpi]) -> Evaluated:
    """Points that are known, of the points that could be had from what is known."""
    parts = [(kpis[key], evaluate(kpis[key], grid, kpis)) for key in kpi.formula.of]
    known = [~np.isnan(part.values) for _one, part in parts]
    got = np.sum([np.nan_to_num(part.values) for _one, part in parts], axis=0)
    most = np.sum([_most(one, part, has) for (one, part), has in zip(parts, known, strict=True)], axis=0)
    return Evaluated(np.where(np.any(known, axis=0), got, np.nan), got, most)


def _most(kpi: Kpi, part: Evaluated, has: "np.typing.NDArray[np.bool_]") -> Values:
    if kpi.formula.of and part.denominator is not None:
        return part.denominator
    return np.where(has, kpi.most or 0.0, 0.0)


def whole(places: int) -> Values:
    """The shares that gather all places into one: the city."""
    return np.ones((places, 1))
