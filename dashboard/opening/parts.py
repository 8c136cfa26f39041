"""Which figures a KPI's numerator and denominator are made of, and the records behind them together."""

from collections.abc import Callable, Sequence
from typing import Literal

from dashboard.kpis import Kpi
from dashboard.opening.period import Period
from dashboard.opening.sources import OF_FIGURE, OF_STOCK, Branch, Source
from dashboard.opening.sources.source import Branches

Part = Literal["numerator", "denominator"]


def figures_of(kpi: Kpi, part: Part) -> tuple[str, ...]:
    """The figures that a part adds up, a stock's two (come in, gone out); none where there is none."""
    formula = kpi.formula
    return (*formula.numerator, *formula.left) if part == "numerator" else formula.denominator


def source_of(kpi: Kpi, part: Part) -> Source:
    """The records behind a part. Raises KeyError for figures that nobody has said how to open."""
    formula = kpi.formula
    if formula.left:
        return OF_STOCK[formula.numerator[0], formula.left[0]]
    sources = [OF_FIGURE[figure] for figure in figures_of(kpi, part)]
    return sources[0] if len(sources) == 1 else _together(sources)


def _together(sources: Sequence[Source]) -> Source:
    """Figures that are added up share no record, so their lists can be put one beside another."""
    first = sources[0]
    return Source(
        table=first.table,
        month=_all([one.month for one in sources]),
        present=_all([one.present for one in sources]),
        now_table=first.now_table,
        is_stock=first.is_stock,
    )


def _all(told: Sequence[Branches | None]) -> Callable[[Period], tuple[Branch, ...]] | None:
    known = [one for one in told if one is not None]
    if len(known) < len(told):
        return None
    return lambda period: tuple(branch for one in known for branch in one(period))
