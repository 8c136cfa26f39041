"""How wide a table's columns are, and in which size it fits: no number is broken over two lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.reports.charts.ink import POINTS
from dashboard.reports.charts.widths import width, wrapped

PORTRAIT, LANDSCAPE = 160.0, 247.0  # mm between the margins
SIZES = (11.0, 10.0, 9.0, 8.0)
_AROUND = 3.4  # mm of a cell that are no text
_LONG = 26.0  # wider than so many letters M, a text is set on more lines
_EASE = 13.0  # so many letters M make a column of text easy to read
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

    The largest type that fits, 9 points or more before a page is turned; at last what fits least badly.
    """
    columns = range(len(titles))
    longest = [_longest(n, titles, rows) for n in columns]
    texts = [_text(n, rows) for n in columns]
    wants = [min(max(texts[n], width(titles[n], 1) * _BOLD / 2), _LONG) for n in columns]
    eased = [max(need, min(text, _EASE)) for need, text in zip(longest, texts, strict=True)]
    for size, is_turned, asked in _tries(longest, eased, turned=turned):
        room = LANDSCAPE if is_turned else PORTRAIT
        if sum(_mm(one, size) for one in asked) <= room:
            least, wanted = ([_mm(one, size) for one in told] for told in (asked, wants))
            return Fit(size, _shared(least, wanted, shares, room), is_turned)
    least = [_mm(one, SIZES[-1]) for one in longest]
    return Fit(SIZES[-1], tuple(round(one * LANDSCAPE / sum(least), 2) for one in least), True)


def _tries(
    longest: Sequence[float], eased: Sequence[float], *, turned: bool
) -> Iterator[tuple[float, bool, Sequence[float]]]:
    """Size, on its side, what the columns need: ease before size, size before a page that is turned."""
    if not turned:
        yield from ((size, False, eased) for size in SIZES[:3])
        yield from ((size, False, longest) for size in SIZES[1:3])
    yield from ((size, True, eased) for size in SIZES[:3])
    yield from ((size, True, longest) for size in SIZES)


def _mm(ems: float, size: float) -> float:
    return ems * size / POINTS + _AROUND


def _longest(n: int, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    """The longest word of this column, in bold type of one point."""
    words = {word for text in (titles[n], *{row[n] for row in rows}) for word in text.split(" ")}
    return max(width(word, 1) for word in words) * _BOLD


def _text(n: int, rows: Sequence[Sequence[str]]) -> float:
    """Its longest text on one line."""
    lines = (line for text in {row[n] for row in rows} for line in text.split("\n"))
    return max((width(line, 1) for line in lines), default=0.0) * _BOLD


def _shared(
    least: Sequence[float], wanted: Sequence[float], shares: Sequence[float], room: float
) -> tuple[float, ...]:
    """What each needs, then what each wants as far as there is room, then the rest by their shares."""
    more = [max(want - need, 0.0) for want, need in zip(wanted, least, strict=True)]
    spare = room - sum(least)
    part = min(spare / (sum(more) or 1.0), 1.0)
    rest = (spare - part * sum(more)) / (sum(shares) or 1.0)
    return tuple(
        round(need + part * extra + rest * share, 2)
        for need, extra, share in zip(least, more, shares, strict=True)
    )


def lines(row: Sequence[str], fitted: Fit) -> int:
    """How many lines the row takes."""
    return max(
        (
            len(wrapped(text, fitted.size, (wide - _AROUND) * POINTS))
            for text, wide in zip(row, fitted.widths, strict=True)
        ),
        default=1,
    )


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
