"""Figures gathered for whoever is asked about: a grid (kpis.Grid) whose places are spans, or units."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.figures import BY_KEY as FIGURE
from dashboard.figures import FIGURES
from dashboard.kpis import BY_KEY, Kpi, Values

ROW = {figure.key: number for number, figure in enumerate(FIGURES)}


@dataclass(frozen=True, slots=True)
class Cells:
    """Each figure's values, place beside place."""

    of_period: Mapping[str, Values]
    of_ever: Mapping[str, Values]

    def period(self, figure: str) -> Values:
        return self.of_period[figure]

    def ever(self, figure: str) -> Values:
        return self.of_ever[figure]


def gather(figure: str, values: Values, shares: Values) -> Values:
    """One figure of every place, by (place, target) shares: summed, or the greatest of those in it."""
    if FIGURE[figure].is_citywide:
        return np.full(shares.shape[1], values.sum())
    if FIGURE[figure].merge == "max":
        held = np.where(shares > 0, values[:, None], 0.0)
        greatest: Values = held.max(axis=0, initial=0.0)
        return greatest
    gathered: Values = values @ shares
    return gathered


def parts_of(kpi: Kpi) -> list[Kpi]:
    """A KPI, or the KPIs that it sums, down to those with figures."""
    if not kpi.formula.of:
        return [kpi]
    return [part for key in kpi.formula.of for part in parts_of(BY_KEY[key])]


def figures_read(kpi: Kpi) -> tuple[str, ...]:
    """Every figure that a KPI or its parts read, over a period or ever."""
    return tuple(dict.fromkeys(key for part in parts_of(kpi) for key in part.formula.figures()))
