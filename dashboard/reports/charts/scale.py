"""A chart's measure: round numbers along an axis, and where a value stands between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1, 2, 2.5, 5)


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` at `start` to `high` at `end`, both in points; `ticks` are round values within."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(
    values: Iterable[float | None], start: float, end: float, *, zero: bool, decimals: int, most: int = 6
) -> Scale:
    """Over what is known. `zero`: zero is on it, as bars want; else only where values come near it.

    No tick is finer than the values' own `decimals`: there is no half complaint.
    """
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if zero or (low >= 0 and low < high * 0.6):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:  # one value alone has nothing to stand out from but zero
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    step, shown = _step(high - low, most, decimals)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(round(n * step, 10) for n in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks, shown, start, end)


def _step(span: float, most: int, decimals: int) -> tuple[float, int]:
    """The smallest round step that needs no more than `most` ticks, and its decimals."""
    exponent = max(floor(log10(span / most)), -decimals)
    while True:
        for factor in _STEPS:
            step = factor * 10.0**exponent
            told = max(0, -exponent) + (factor == 2.5 and exponent <= 0)
            if span / step <= most - 1 and told <= decimals:
                return step, told
        exponent += 1


def apart(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places as near to those wanted as may be, `least` apart, in the same order; for labels beside lines."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed: list[float] = []
    for n in order:
        placed.append(max(wanted[n], placed[-1] + least if placed else low))
    ceiling = high
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - least
    return [placed[order.index(n)] for n in range(len(wanted))]
