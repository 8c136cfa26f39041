"""How cells look: one face, hairlines, hatched ground where nothing is known; number formats of columns."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from dashboard.reports.document import Kind

FACE: dict[str, Any] = {
    "font_name": "Times New Roman",
    "font_size": 12,
    "font_scheme": False,
}  # none of a theme
BLUE, PALE_BLUE, GREY, HAIR, HEAD = "#1d4a86", "#b9cbe3", "#595959", "#cfcfcf", "#e6edf6"
DAY, MOMENT = "dd/mm/yyyy", "hh:mm dd/mm/yyyy"
_HATCHED = 14  # "light up", as the pages hatch what is silent
_NOTED = '"*"'

Look = dict[str, Any]
TITLE: Look = {"bold": True, "font_size": 14}
CAPTION: Look = {"bold": True}
SAID: Look = {"text_wrap": True, "valign": "top"}
NOTE: Look = {"italic": True, "font_color": GREY}
LINK: Look = {"font_color": BLUE, "underline": 1}
HEADER: Look = {
    "bold": True,
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
    "bg_color": HEAD,
    "border": 1,
    "border_color": "#9a9a9a",
}
_BOX: Look = {"border": 1, "border_color": HAIR, "valign": "top"}


def plain(decimals: int) -> str:
    """A number: 1,240.5 or 1.240,5, as the reader's own program writes it."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def percent(decimals: int) -> str:
    """A true percentage: 0.684 is shown as 68.4%."""
    return "0" + ("." + "0" * decimals if decimals else "") + "%"


def of_kind(kind: Kind, decimals: int, *, is_noted: bool = False) -> str:
    """The number format of a column's cells; a star behind a number says that there is a remark."""
    match kind:
        case "text":
            return "@"
        case "date":
            return DAY
        case "moment":
            return MOMENT
        case "share":
            return percent(decimals) + (_NOTED if is_noted else "")
        case _:
            return plain(decimals) + (_NOTED if is_noted else "")


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._cells: dict[tuple[str, bool, bool, bool], Format] = {}  # asked for each cell

    def of(self, look: Look) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(FACE | look)
        return self._made[key]

    def cell(self, number_format: str, *, is_text: bool, is_total: bool, is_linked: bool) -> Format:
        key = number_format, is_text, is_total, is_linked
        if key not in self._cells:
            self._cells[key] = self.of(_cell_look(*key))
        return self._cells[key]

    def unknown(self, *, is_total: bool = False) -> Format:
        """Empty, so that a formula over it holds, but seen to be no nought."""
        hatched: Look = {"pattern": _HATCHED, "fg_color": "#bfbfbf", "bg_color": "#ffffff"}
        return self.of(_BOX | hatched | ({"bold": True} if is_total else {}))


def _cell_look(number_format: str, is_text: bool, is_total: bool, is_linked: bool) -> Look:
    look = _BOX | {"num_format": number_format, "align": "left" if is_text else "right"}
    look |= {"text_wrap": True, "indent": 1} if is_text else {}
    look |= {"bold": True, "bg_color": "#f2f2f2"} if is_total else {}
    return look | ({"font_color": BLUE} if is_linked else {})
