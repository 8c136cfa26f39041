"""Which figures a KPI's numerator and denominator are made of: asked of its formula itself."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from dashboard.kpis import Kpi, Values
from dashboard.opening.sources import OF_FIGURE, OF_STOCK, Source

Part = Literal["numerator", "denominator"]


@dataclass(slots=True)
class _Listening:
    """A grid (kpis.Grid) that writes down what it is asked for; each figure is a value of its own."""

    asked: list[str] = field(default_factory=list)

    def period(self, figure: str) -> Values:
        return self._told(figure)

    def ever(self, figure: str) -> Values:
        return self._told(figure)

    def _told(self, figure: str) -> Values:
        self.asked.append(figure)
        return np.zeros(1)


def figures_of(kpi: Kpi, part: Part) -> tuple[str, ...]:
    """One figure, or a stock's two (come in, gone out); none where the KPI has no denominator.

    A ratio asks for its numerator first (`kpis.ratio`).
    """
    if kpi.formula.parts is None:
        return ()
    grid = _Listening()
    _above, below = kpi.formula.parts(grid)
    if below is None:
        return tuple(grid.asked) if part == "numerator" else ()
    return tuple(grid.asked[:1] if part == "numerator" else grid.asked[1:])


def source_of(figures: tuple[str, ...]) -> Source:
    """Raises KeyError for figures that nobody has said how to open."""
    if len(figures) == 2:
        return OF_STOCK[figures[0], figures[1]]
    return OF_FIGURE[figures[0]]
