"""The text of the Word file from first page to last, and the numbered lists that it needs."""

from collections.abc import Mapping

from dashboard.reports.files.docx import letterhead
from dashboard.reports.files.docx.pictures import picture
from dashboard.reports.files.docx.pieces import Link, paragraph, run, runs, twips
from dashboard.reports.files.docx.tables import table
from dashboard.reports.files.paper import Paper
from dashboard.reports.files.paper.items import AnnexHeading, Grid, Heading, Item, Line, Picture, Sheets

A4 = (210.0, 297.0)
MARGINS = {"top": 20.0, "bottom": 20.0, "left": 30.0, "right": 20.0}  # mm
_EDGE = 10.0  # mm from the page's edge to the page number, and to the code
FIRST_LIST = 10  # below it are the lists of the styles
_STYLES = {"paragraph": "BodyText", "bullet": "ListBullet", "number": "ListNumber"}


class Body:
    """`images` and `link` give relationships; `references` are those to header and footer."""

    def __init__(self, images: Mapping[str, str], link: Link, references: str) -> None:
        self.lists = 0  # numbered ones, each counting from 1
        self._pictures = 0
        self._images, self._link, self._references = images, link, references

    def written(self, told: Paper) -> str:
        parts = [letterhead.top(told.top)]
        for number, sheets in enumerate(told.sheets):
            parts += [self._item(item) for item in sheets.items]
            ending = _section(sheets, self._references, is_first=number == 0)
            is_last = number == len(told.sheets) - 1
            parts.append(ending if is_last else _break(ending))
        return "".join(parts)

    def _item(self, item: Item) -> str:
        if isinstance(item, Line):
            return self._line(item)
        if isinstance(item, Heading):
            return paragraph("Heading1", run(item.text))
        if isinstance(item, AnnexHeading):
            return _annex(item)
        if isinstance(item, Grid):
            return table(item, self._link)
        if isinstance(item, Picture):
            self._pictures += 1
            return picture(item, self._pictures, self._images[item.name])
        return letterhead.signature(item)

    def _line(self, line: Line) -> str:
        props = "<w:keepNext/>" if line.stays else ""
        if line.kind == "number":
            self.lists += line.number == 1
            number = FIRST_LIST + self.lists - 1
            props = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return paragraph(_STYLES[line.kind], runs(line.runs, self._link), props)


def _annex(item: AnnexHeading) -> str:
    breaks = "<w:pageBreakBefore/>" if item.breaks else ""
    return paragraph("AnnexHeading", run(f"{item.number}\n{item.text}"), breaks) + paragraph(
        "AnnexOf", run(item.of)
    )


def _break(ending: str) -> str:
    """A section's last paragraph carries its page; it takes no room of its own."""
    return f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{ending}</w:pPr></w:p>'


def _section(sheets: Sheets, references: str, *, is_first: bool) -> str:
    """No page number on the first page of all."""
    wide, high = (twips(side) for side in (A4[::-1] if sheets.turned else A4))
    turned = ' w:orient="landscape"' if sheets.turned else ""
    margins = " ".join(f'w:{side}="{twips(width)}"' for side, width in MARGINS.items())
    edge = f'w:header="{twips(_EDGE)}" w:footer="{twips(_EDGE)}" w:gutter="0"'
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar {margins} {edge}/>'
        f"{'<w:titlePg/>' if is_first else ''}</w:sectPr>"
    )
