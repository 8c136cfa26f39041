"""Which letters the report's faces have: a file for paper shows a box for any other, instead of failing."""

from functools import cache
from pathlib import Path
from struct import unpack_from

FONTS = Path(__file__).parents[1] / "fonts"
BOX = "\u25a1"
_ASCII = 128


def shown(text: str) -> str:
    """The text with a box for each letter that some face of the report lacks."""
    for letter in sorted(set(text)):
        if ord(letter) >= _ASCII and ord(letter) not in known():
            text = text.replace(letter, BOX)
    return text


@cache
def known() -> frozenset[int]:
    """Code points that every face has."""
    return frozenset.intersection(*(_of(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))


def _of(font: bytes) -> frozenset[int]:
    """Of the font's character map, format 4: all of Unicode's first plane (OpenType, `cmap`)."""
    tables = {
        font[12 + 16 * n : 16 + 16 * n]: unpack_from(">I", font, 20 + 16 * n)[0]
        for n in range(unpack_from(">H", font, 4)[0])
    }
    start = tables[b"cmap"]
    maps = [
        start + unpack_from(">4xI", font, start + 4 + 8 * n)[0]
        for n in range(unpack_from(">H", font, start + 2)[0])
    ]
    at = next(one for one in maps if unpack_from(">H", font, one)[0] == 4)
    count = unpack_from(">H", font, at + 6)[0] // 2
    ends = unpack_from(f">{count}H", font, at + 14)
    starts = unpack_from(f">{count}H", font, at + 16 + 2 * count)
    return frozenset(
        code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)
    )
