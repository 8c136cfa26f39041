"""What a KPI is: a formula over figures, with the words and the source that go with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


class Grid(Protocol):
    """Figures as arrays, one place a unit, or one for a whole subtree: gathered before any formula."""

    def period(self, figure: str) -> Values:
        """Over the period: summed, or the greatest, or the last, as the figure says."""
        ...

    def ever(self, figure: str) -> Values:
        """Summed over all days up to the period's end: what a stock is made of."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """Figures added up, over the period: `numerator` ÷ `denominator` × `scale`, at most `cap`.

    Without a denominator the numerator is the value. `left`: a stock, what has ever come in less what has
    gone out again. `empty`: the value where nothing stands below the line.
    `greatest`: below the line stands the greatest of the denominator's figures, not their sum.
    `factor`: a share by which the value is multiplied, where it has a value itself.
    `told`: figures that come ready-made; 0 over a whole period means that nobody told one.
    `of`: the value is the sum of these KPIs' values, as far as they have one.
    `seen_by`: the devices that there are, and those of them that are mute: where none is left that speaks,
    nobody knows, and there is no value.
    """

    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    scale: float = 1.0
    cap: float | None = None
    empty: float | None = None
    greatest: bool = False
    told: bool = False
    factor: "Formula | None" = None
    of: tuple[str, ...] = ()
    seen_by: tuple[str, str] | None = None

    def parts(self, grid: Grid) -> tuple[Values, Values | None]:
        """What stands above and below the line, None where there is no line."""
        if self.left:
            in_and_out = _sum(map(grid.ever, self.numerator)) - _sum(map(grid.ever, self.left))
            return np.maximum(in_and_out, 0.0), None
        above = _sum(map(grid.period, self.numerator))
        if not self.denominator:
            return above, None
        below = [grid.period(figure) for figure in self.denominator]
        return above, np.max(below, axis=0) if self.greatest else _sum(below)

    def figures(self) -> tuple[str, ...]:
        """Every figure that it reads."""
        factor = () if self.factor is None else self.factor.figures()
        return (*self.numerator, *self.denominator, *self.left, *factor, *(self.seen_by or ()))


def _sum(told: Iterable[Values]) -> Values:
    first, *more = told
    for values in more:
        first = first + values
    return first


def ratio(numerator: str, denominator: str, scale: float = 100.0) -> Formula:
    """A share in per cent over the period; with another scale an average (minutes as hours: 1 / 60)."""
    return Formula(numerator=(numerator,), denominator=(denominator,), scale=scale)


def points(numerator: str, denominator: str, scale: float, cap: float, empty: float | None = None) -> Formula:
    """Points of an index: a share times `scale`, at most `cap`."""
    return Formula(numerator=(numerator,), denominator=(denominator,), scale=scale, cap=cap, empty=empty)


def stock(entered: str, left: str) -> Formula:
    """What has come in and not gone out by the period's end."""
    return Formula(numerator=(entered,), left=(left,))


def count(figure: str) -> Formula:
    """A figure as it is."""
    return Formula(numerator=(figure,))


def total(*keys: str) -> Formula:
    """The sum of other KPIs."""
    return Formula(of=keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One promise. `name` and `formula_text` are texts of the catalogue; `of`: this month so far, or now.

    `feeds`: the kinds of feed behind it, where they are more or others than its group's.
    `on_board`: it is worked out for every screen at every change; the others when somebody asks.
    `estimate`: marked "ước tính" wherever it is shown; `most`: the greatest value there can be.
    """

    key: str
    name: str
    group: str
    formula: Formula
    formula_text: str
    source: str
    unit: str = ""  # "%", "m", "mm", "days", "hours", "minutes", "points" or a count
    decimals: int = 0
    direction: Literal["up", "down"] = "down"
    of: Literal["month", "now"] = "now"
    on_map: bool = True
    on_board: bool = False
    feeds: tuple[str, ...] = ()
    estimate: bool = False
    most: float | None = None

    @property
    def behind(self) -> tuple[str, ...]:
        """The kinds of feed that its figures come from."""
        return self.feeds or (self.group,)
