"""Where printed pages end: a chart or a short table is not cut in two."""

from collections.abc import Mapping, Sequence

WIDE, HIGH = 7.27, 10.19  # inches of an A4 page within the margins; turned, the other way round
_INCH = 96  # pixels
_DIGIT, _PADDING = 8, 5  # of the workbook's face


def breaks(
    blocks: Sequence[tuple[int, int]],
    heights: Mapping[int, int],
    usual: int,
    widths: Sequence[float],
    turned: bool,
) -> list[int]:
    """Rows before which a new page begins. `blocks`: first row and the row behind the last one; in order.

    Heights are in pixels, widths in digits. The sheet is made as small as its width asks for.
    """
    wide, high = (HIGH - 0.35, WIDE - 0.35) if turned else (WIDE, HIGH)
    shrunk = min(1.0, wide * _INCH / max(sum(width * _DIGIT + _PADDING for width in widths), 1))
    page = high * _INCH / shrunk * 0.96  # programs do not measure quite alike
    found, used, row = [], 0.0, 0
    for first, behind in blocks:
        while row < first:
            used, row = _further(used, heights.get(row, usual), page), row + 1
        block = sum(heights.get(one, usual) for one in range(first, behind))
        if used and used + block > page >= block:
            found.append(first)
            used = 0.0
        while row < behind:
            used, row = _further(used, heights.get(row, usual), page), row + 1
    return found


def _further(used: float, height: int, page: float) -> float:
    return used + height if used + height <= page else float(height)
