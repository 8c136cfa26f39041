"""A sheet as it grows downwards: its name, widths, links, and how it is printed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.i18n import Translator, translator
from dashboard.reports.document import Document
from dashboard.reports.files.sheets.looks import HEADER, Looks
from dashboard.reports.files.sheets.pages import breaks

ROW_PIXELS = 21  # of a line of the workbook's face
_NAME = 31  # Excel's most
_PORTRAIT = 92  # digits across A4 upright, at full size
_A4 = 9
_SMALL = 45  # percent: of a sheet that is wider than any page
_USUAL = 9.0  # digits in a column that nobody asked for
_MARGINS = {"left": 0.6, "right": 0.4, "top": 0.75, "bottom": 0.75}  # inches


@dataclass(slots=True, kw_only=True)
class Told:
    """The report that a workbook tells, and what its sheets share. `origin`: where links lead; "": none."""

    document: Document
    book: Workbook
    looks: Looks
    t: Translator
    zone: ZoneInfo
    origin: str
    names: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: Document, book: Workbook) -> "Told":
        return cls(
            document=document,
            book=book,
            looks=Looks(book),
            t=translator(document.language),
            zone=ZoneInfo(document.timezone),
            origin=document.verify_url.partition("/reports/verify")[0],
        )

    @property
    def number(self) -> str:
        return self.document.letter.number or self.t("Draft, not issued")


def named(title: str, taken: set[str]) -> str:
    """A sheet's name: at most 31 characters, none that Excel refuses, like no other but for capitals."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", unicodedata.normalize("NFC", title))
    name = _shortened(" ".join(plain.split()).strip("'"), _NAME) or "–"
    made, number = name, 2
    while made.casefold() in taken or made.casefold() == "history":  # Excel keeps that one for itself
        made = f"{_shortened(name, _NAME - 4)} ({number})"
        number += 1
    taken.add(made.casefold())
    return made


def _shortened(text: str, most: int) -> str:
    """Cut after a whole word."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut[: cut.rindex(" ")] if " " in cut[most // 2 :] else cut).rstrip(" ,;–-") + "…"


def lines_of(text: str, width: float) -> int:
    """In so many lines a text is broken at its spaces, in a cell so many digits wide."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, room = lines + 1, width
        for word in paragraph.split(" "):
            if len(word) > room and room < width:
                lines, room = lines + 1, width
            room -= len(word) + 1
    return lines


class Sheet:
    """`row`: the next free line. Widths are asked for before cells are written, in digits of the face."""

    def __init__(self, told: Told, title: str) -> None:
        self.told = told
        self.name = named(title, told.names)
        self.on: Worksheet = told.book.add_worksheet(self.name)
        self.row = 0
        self.widths: dict[int, float] = {}
        self._heights: dict[int, int] = {}
        self._blocks: list[tuple[int, int]] = []
        self.on.hide_gridlines(2)

    def want(self, widths: Iterable[float]) -> None:
        """Columns from the first that want so much room."""
        for column, width in enumerate(widths):
            self.widths[column] = max(self.widths.get(column, 0), width)

    def at(self, row: int) -> str:
        """The address of a line of this sheet, for a link."""
        quoted = self.name.replace("'", "''")
        return f"internal:'{quoted}'!A{row + 1}"

    def line(self, text: str, look: dict[str, object]) -> int:
        """A line of text over the sheet's columns; gives its row."""
        self.on.write_string(self.row, 0, text, self.told.looks.of(look))
        self.row += 1
        return self.row - 1

    def headers(self, titles: Iterable[str]) -> int:
        """The header row of a table; gives its row."""
        lines = 1
        for column, title in enumerate(titles):
            self.on.write_string(self.row, column, title, self.told.looks.of(HEADER))
            lines = max(lines, lines_of(title, self.widths.get(column, _USUAL)))
        self.high(lines)
        self.row += 1
        return self.row - 1

    def high(self, lines: int) -> None:
        """The next line holds so many lines of text: programs do not all find that out by themselves."""
        if lines > 1:
            self._heights[self.row] = ROW_PIXELS * lines
            self.on.set_row_pixels(self.row, ROW_PIXELS * lines)

    def together(self, first: int) -> None:
        """What was written since a row stands on one page, where a page holds it."""
        self._blocks.append((first, self.row))

    def number(self, row: int, column: int, value: float, look: object, href: str = "") -> None:
        """A number that opens its records: the link's own text is written over by it."""
        if href and self.told.origin:
            self.on.write_url(row, column, self.told.origin + href, look, "0")
        self.on.write_number(row, column, value, look)

    def text(self, row: int, column: int, value: str, look: object, href: str = "") -> None:
        """A text as it is: never a formula."""
        if href and self.told.origin:
            self.on.write_url(row, column, self.told.origin + href, look, value)
        else:
            self.on.write_string(row, column, value, look)

    def finish(self, *, header: int | None = None, is_wide: bool = False, on_one: bool = True) -> None:
        """Set widths and print. `header`: the row that each page begins with; `on_one`: one page wide."""
        for column, width in self.widths.items():
            self.on.set_column(column, column, width)
        self.on.set_paper(_A4)
        self.on.set_margins(**_MARGINS)
        is_turned = is_wide or sum(self.widths.values()) > _PORTRAIT
        if is_turned:
            self.on.set_landscape()
        if on_one:
            self.on.fit_to_pages(1, 0)
            widths = list(self.widths.values())
            self.on.set_h_pagebreaks(breaks(self._blocks, self._heights, ROW_PIXELS, widths, is_turned))
        else:
            self.on.set_print_scale(_SMALL)
        if header is not None:
            self.on.repeat_rows(header)
        number, code = self.told.number.replace("&", "&&"), self.told.document.code
        page = self.told.t("Page")
        self.on.set_header(f"&L&9 {number}&R&9 &A")
        self.on.set_footer(f"&L&9 {code}&R&9 {page} &P/&N")
