"""Classes of a value, each darker than the one before, in round steps that a legend can name."""

from collections.abc import Iterable

from dashboard.reports.charts.ink import SHADES
from dashboard.reports.charts.scale import scale
from dashboard.reports.numbers import number


class Shades:
    """Of the values known. Not more than five; where all are alike there is one."""

    def __init__(self, values: Iterable[float | None], decimals: int) -> None:
        known = [value for value in values if value is not None]
        self.decimals = decimals
        if not known or min(known) == max(known):
            self._edges = tuple(known[:1])
            return
        measure = scale(known, 0, 1, zero=False, decimals=decimals, most=len(SHADES) + 1)
        inner = tuple(tick for tick in measure.ticks if min(known) < tick <= max(known))
        self._edges = (measure.ticks[0], *inner)[-len(SHADES) :]

    def number(self, value: float) -> int:
        """Which class, from 0."""
        return max(sum(value >= edge for edge in self._edges) - 1, 0)

    def fill(self, value: float) -> str:
        return self._darkness(self.number(value))

    def is_dark(self, value: float) -> bool:
        """Would black letters be lost on it?"""
        return self.fill(value) in SHADES[3:]

    def legend(self, language: str, unit: str) -> list[tuple[str, str]]:
        """Fill and words of each class: "từ 80", as its lower edge."""
        return [
            (self._darkness(n), "≥ " + number(edge, self.decimals, language, unit))
            for n, edge in enumerate(self._edges)
        ]

    def _darkness(self, number: int) -> str:
        """From the palest to the darkest; where all are alike pale for none, else between."""
        if len(self._edges) == 1:
            return SHADES[2] if self._edges[0] > 0 else SHADES[0]
        return SHADES[round(number * (len(SHADES) - 1) / (len(self._edges) - 1))]
