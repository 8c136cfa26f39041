"""A table of a report as HTML: real header cells, every number that has records a link to them."""

from html import escape
from zoneinfo import ZoneInfo

from dashboard.reports.choices import own_path
from dashboard.reports.document import Cell, Column, Document, Table
from dashboard.reports.numbers import shown

_TEXTS = ("text", "date", "moment")


def table(told: Table, title: str, document: Document) -> str:
    """A figure with caption, table and notes; a note is marked at its number and told below."""
    zone = ZoneInfo(document.timezone)
    notes: dict[str, int] = {}
    widths = sum(column.width for column in told.columns) or 1
    columns = "".join(f'<col style="width:{100 * one.width / widths:.2f}%">' for one in told.columns)
    heads = "".join(_head(one) for one in told.columns)
    rows = []
    for number, row in enumerate(told.rows):
        cells = [
            _cell(cell, column, shown(cell, column, document.language, zone), notes, is_first=place == 0)
            for place, (cell, column) in enumerate(zip(row, told.columns, strict=True))
        ]
        rows.append(f"<tr{_TOTAL if number < told.totals else ''}>{''.join(cells)}</tr>")
    return (
        f'<figure class="of-table{" is-wide" if told.is_wide else ""}" data-key="{escape(told.key)}">'
        f"<figcaption>{escape(title)}</figcaption>"
        f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>{_notes(told, notes)}</figure>"
    )


_TOTAL = ' class="total"'


def _head(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit and column.kind == "number" else ""
    return f'<th scope="col">{escape(column.title + unit)}</th>'


def _cell(cell: Cell, column: Column, text: str, notes: dict[str, int], *, is_first: bool) -> str:
    inner = link(text, cell.href, cell.note)
    if cell.note:
        inner += f"<sup>({notes.setdefault(cell.note, len(notes) + 1)})</sup>"
    if is_first:
        return f'<th scope="row">{inner}</th>'
    is_text = column.kind in _TEXTS
    return f"<td>{inner}</td>" if is_text else f'<td class="n">{inner}</td>'


def link(text: str, href: str, note: str = "") -> str:
    """A number that opens its records in a tab of its own. No path of this product is no link."""
    title = f' title="{escape(note)}"' if note else ""
    if not own_path(href):
        return f"<span{title}>{escape(text)}</span>" if note else escape(text)
    return f'<a href="{escape(href)}" target="_blank" rel="noopener"{title}>{escape(text)}</a>'


def _notes(told: Table, notes: dict[str, int]) -> str:
    lines = [f"({number}) {note}" for note, number in notes.items()]
    lines += [told.note] if told.note else []
    return "".join(f'<p class="note">{escape(one)}</p>' for one in lines)
