"""A table in Word: its first row on each page, no row broken, described for who does not see it."""

from dashboard.reports.charts.ink import escaped
from dashboard.reports.files.docx.pieces import Link, linked, paragraph, run, twips
from dashboard.reports.files.paper.items import FEW, Grid, Heads, Written

_RAISED = '<w:vertAlign w:val="superscript"/>'


def table(told: Grid, link: Link) -> str:
    """Caption, table, notes."""
    widths = "".join(f'<w:gridCol w:w="{twips(one.width)}"/>' for one in told.columns)
    total = sum(twips(one.width) for one in told.columns)
    last = len(told.rows) - 1
    rows = _head(told) + "".join(
        _row(
            row,
            told,
            link,
            bold=n < told.totals,
            stays=n < last and (told.is_short or n < FEW or last - n < FEW),
        )
        for n, row in enumerate(told.rows)
    )
    notes = "".join(paragraph("TableNote", run(note)) for note in told.notes)
    return (
        paragraph("Caption", run(told.caption), "<w:keepNext/>")
        + f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{total}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escaped(told.caption)}"/>'
        "</w:tblPr>"
        f"<w:tblGrid>{widths}</w:tblGrid>{rows}</w:tbl>"
        + (notes or paragraph("TableNote", ""))  # two tables that touch would be one
    )


def _head(told: Grid) -> str:
    cells = "".join(
        _cell(
            one,
            paragraph(
                "TableText", run(one.title, size=told.size, bold=True), '<w:keepNext/><w:jc w:val="center"/>'
            ),
        )
        for one in told.columns
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(row: tuple[Written, ...], told: Grid, link: Link, *, bold: bool, stays: bool) -> str:
    """`stays`: on the page of the next row."""
    keeps = "<w:keepNext/>" if stays else ""
    cells = "".join(
        _cell(
            one,
            paragraph(
                "TableText", _text(cell, told.size, link, bold=bold), f'{keeps}<w:jc w:val="{one.align}"/>'
            ),
        )
        for one, cell in zip(told.columns, row, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(one: Heads, content: str) -> str:
    props = f'<w:tcW w:w="{twips(one.width)}" w:type="dxa"/><w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{content}</w:tc>"


def _text(cell: Written, size: float, link: Link, *, bold: bool) -> str:
    mark = run(f"({cell.mark})", size=size, more=_RAISED) if cell.mark else ""
    return linked(run(cell.text, size=size, bold=bold), cell.link, link) + mark
