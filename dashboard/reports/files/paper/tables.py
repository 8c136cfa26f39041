"""A document's table as it is set: numbers written, notes numbered, columns fitted."""

from collections.abc import Sequence
from typing import Literal
from zoneinfo import ZoneInfo

from dashboard.i18n import Translator
from dashboard.reports.document import Cell, Column, Document, Table
from dashboard.reports.files.paper.fitting import Fit, fit, lines
from dashboard.reports.files.paper.items import Grid, Heads, Written
from dashboard.reports.numbers import shown

_SHORT = 14  # lines
_MARK = "00"  # has the room of a raised note's number


def grid(
    table: Table, caption: str, document: Document, base: str, t: Translator, *, may_turn: bool
) -> tuple[Grid, bool]:
    """The table, and whether its page is turned. `base` stands before the paths of links.

    `may_turn`: as soon as it wants to. Amid a chapter each turn leaves two pages half empty: there it is
    turned only where no type of a readable size fits.
    """
    zone = ZoneInfo(document.timezone)
    texts = [
        [
            shown(cell, column, document.language, zone)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    marks = _marks(table.rows)
    marked = [
        [text + (_MARK if cell.note else "") for cell, text in zip(row, told, strict=True)]
        for row, told in zip(table.rows, texts, strict=True)
    ]
    titles = [_title(column) for column in table.columns]
    fitted = fit(
        titles,
        marked,
        [column.width for column in table.columns],
        turned=table.is_wide and may_turn,
    )
    rows = tuple(
        tuple(
            Written(
                text=text, link=base + cell.href if base and cell.href else "", mark=marks.get(cell.note, 0)
            )
            for cell, text in zip(row, told, strict=True)
        )
        for row, told in zip(table.rows, texts, strict=True)
    )
    notes = tuple(f"({number}) {note}" for note, number in marks.items())
    made = Grid(
        caption=caption,
        size=fitted.size,
        columns=_columns(titles, table.columns, fitted),
        rows=rows or ((Written(text=t("No data")), *(Written(text="") for _ in table.columns[1:])),),
        totals=table.totals,
        notes=(*notes, *([table.note] if table.note else [])),
        is_short=sum(lines(row, fitted) for row in marked) <= _SHORT,
    )
    return made, fitted.turned


def _title(column: Column) -> str:
    """With its unit, but for shares: they carry their % in each cell."""
    named = column.unit and column.kind == "number" and f"({column.unit})" not in column.title
    return f"{column.title} ({column.unit})" if named else column.title


def _columns(titles: Sequence[str], columns: Sequence[Column], fitted: Fit) -> tuple[Heads, ...]:
    return tuple(
        Heads(title=title, width=width, align=_align(column))
        for title, column, width in zip(titles, columns, fitted.widths, strict=True)
    )


def _align(column: Column) -> Literal["left", "center", "right"]:
    match column.kind:
        case "text":
            return "left"
        case "date" | "moment":
            return "center"
        case _:
            return "right"


def _marks(rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Each note once, by its place in the table."""
    notes = dict.fromkeys(cell.note for row in rows for cell in row if cell.note)
    return {note: number for number, note in enumerate(notes, 1)}
