"""The typesetter, with the product's own fonts: no font, clock or folder of the machine has a part in it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Literal

import typst

from dashboard.reports.files.letters import FONTS, shown

Standard = Literal["ua-1"]


def pdf(files: Mapping[str, str], made: datetime, standard: Standard) -> bytes:
    """`main.typ` as PDF; `made` is the moment that the file bears, aware. Raises typst.TypstError."""
    content: Any = _content(files)  # the binding takes files by name; its stub does not know that
    written: bytes = typst.compile(
        content, format="pdf", font_paths=_fonts(), pdf_standards=[standard], timestamp=made
    )
    return written


def png(files: Mapping[str, str], density: int) -> list[bytes]:
    """`main.typ` as a picture of each page, `density` pixels an inch."""
    content: Any = _content(files)
    drawn: Any = typst.compile(content, format="png", ppi=density, font_paths=_fonts())
    return drawn if isinstance(drawn, list) else [drawn]


def _content(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: shown(text).encode() for name, text in files.items()}


@cache
def _fonts() -> typst.Fonts:
    """Read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
