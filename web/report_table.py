"""A table of a report as HTML: fitted as on paper, real header cells, every number with records a link."""

from html import escape

from dashboard.i18n import Translator
from dashboard.reports.choices import own_path
from dashboard.reports.document import Cell, Document, Table
from dashboard.reports.files.paper.items import Grid, Written
from dashboard.reports.files.paper.tables import grid

_NO_CELL = Cell()


def table(
    told: Table, title: str, document: Document, t: Translator, *, may_turn: bool = False
) -> tuple[str, bool]:
    """A figure with caption, table and notes; does it want a page on its side?"""
    made, turned = grid(told, title, document, "", t, may_turn=may_turn)
    html = (
        f'<figure class="of-table" data-key="{escape(told.key)}"><figcaption>{escape(title)}</figcaption>'
        f'<table style="font-size:{made.size:g}pt"><colgroup>{_widths(made)}</colgroup>'
        f"<thead><tr>{_heads(made)}</tr></thead>"
        f"<tbody>{_rows(told, made)}</tbody></table>{_notes(made)}</figure>"
    )
    return html, turned


def link(text: str, href: str, note: str = "") -> str:
    """A number that opens its records in a tab of its own. What leads out of this product is no link."""
    title = f' title="{escape(note)}"' if note else ""
    path = own_path(href)
    if not path:
        return f"<span{title}>{escape(text)}</span>" if note else escape(text)
    return f'<a href="{escape(path)}" target="_blank" rel="noopener"{title}>{escape(text)}</a>'


def _widths(made: Grid) -> str:
    return "".join(f'<col style="width:{one.width:g}mm">' for one in made.columns)


def _heads(made: Grid) -> str:
    return "".join(f'<th scope="col">{escape(one.title)}</th>' for one in made.columns)


def _rows(told: Table, made: Grid) -> str:
    cells = told.rows or ((_NO_CELL,) * len(made.columns),)
    aligns = [one.align for one in made.columns]
    rows = []
    for number, (written, behind) in enumerate(zip(made.rows, cells, strict=True)):
        total = ' class="total"' if number < made.totals else ""
        inner = "".join(
            _cell(one, cell, align, is_first=place == 0)
            for place, (one, cell, align) in enumerate(zip(written, behind, aligns, strict=True))
        )
        rows.append(f"<tr{total}>{inner}</tr>")
    return "".join(rows)


def _cell(written: Written, cell: Cell, align: str, *, is_first: bool) -> str:
    inner = link(written.text, cell.href, cell.note)
    if written.mark:
        inner += f"<sup>({written.mark})</sup>"
    if is_first:
        return f'<th scope="row">{inner}</th>'
    return f"<td>{inner}</td>" if align == "left" else f'<td class="{align}">{inner}</td>'


def _notes(made: Grid) -> str:
    return "".join(f'<p class="note">{escape(one)}</p>' for one in made.notes)
