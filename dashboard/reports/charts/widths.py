"""How wide a text is in the report's face, in points: where labels have room, on every machine alike."""

import unicodedata
from collections.abc import Iterator
from functools import cache

# Advance widths of Liberation Serif (those of Times New Roman), thousandths of the type size.
_BY_WIDTH = {
    250: " .,\u00a0",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr",
    389: "Js",
    444: "?acez",
    500: "#$0123456789_bdghknopquvxyđ–",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYĐw",
    778: "&m",
    833: "%",
    889: "M",
    944: "W",
}
_WIDTH = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_OTHER = 600


def width(text: str, size: float) -> float:
    """Accents take no room: they stand over their letter."""
    return sum(map(_letter, text)) * size / 1000


@cache
def _letter(letter: str) -> int:
    bare = unicodedata.normalize("NFD", letter)[0]
    return 0 if unicodedata.combining(bare) else _WIDTH.get(bare, _OTHER)


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines of whole words, each within `room` where a word is not wider by itself."""
    return list(_lines(text.split(" "), size, room)) or [""]


def _lines(words: list[str], size: float, room: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
