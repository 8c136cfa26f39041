"""How wide a table's columns are, and in which size it fits: no number is broken over two lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.reports.charts.ink import POINTS
from dashboard.reports.charts.widths import width, wrapped

PORTRAIT, LANDSCAPE = 160.0, 247.0  # mm between the margins
SIZES = (11.0, 10.0, 9.0, 8.0)
_AROUND = 3.4  # mm of a cell that are no text
_BOLD = 1.09  # bold letters are so much wider


@dataclass(frozen=True, slots=True)
class Fit:
    """Widths in mm, type in points. `turned`: only a page on its side has room for it."""

    size: float
    widths: tuple[float, ...]
    turned: bool


def fit(
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    *,
    turned: bool,
) -> Fit:
    """`shares`: how wide the columns want to be. No word is broken, nor a number from its unit.

    The largest type that fits, 10 points or more before a page is turned; at last what fits least badly.
    """
    longest = [_longest(n, titles, rows) for n in range(len(titles))]
    tries = [(size, False) for size in SIZES[:2]] if not turned else []
    tries += [(size, True) for size in SIZES]
    for size, is_turned in tries:
        least = [one * size / POINTS + _AROUND for one in longest]
        room = LANDSCAPE if is_turned else PORTRAIT
        if sum(least) <= room:
            return Fit(size, _shared(least, shares, room), is_turned)
    scale = LANDSCAPE / sum(least)
    return Fit(SIZES[-1], tuple(round(one * scale, 2) for one in least), True)


def _longest(n: int, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    """The longest word of this column, in bold type of one point."""
    words = {word for text in (titles[n], *{row[n] for row in rows}) for word in text.split(" ")}
    return max(width(word, 1) for word in words) * _BOLD


def _shared(least: Sequence[float], shares: Sequence[float], room: float) -> tuple[float, ...]:
    """As the shares want, but for the columns that need more."""
    widths, free = list(least), set(range(len(least)))
    while free:
        left = room - sum(widths[n] for n in range(len(least)) if n not in free)
        whole = sum(shares[n] for n in free) or 1.0
        short = {n for n in free if left * shares[n] / whole < least[n]}
        if not short:
            for n in free:
                widths[n] = left * shares[n] / whole
            break
        free -= short
    return tuple(round(one, 2) for one in widths)


def balanced(text: str, size: float, room: float) -> str:
    """As few lines as fit into `room` mm in bold type, and those as even as may be."""
    least = room * POINTS / _BOLD
    lines = wrapped(text, size, least)
    for _step in range(40):
        least *= 0.97
        narrower = wrapped(text, size, least)
        if len(narrower) > len(lines) or max(width(line, size) for line in narrower) > least:
            break
        lines = narrower
    return "\n".join(lines)
