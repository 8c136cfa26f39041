"""WordprocessingML in small pieces: runs, paragraphs, measures. Sizes in points, lengths in millimetres."""

from collections.abc import Callable, Iterable

from dashboard.reports.charts.ink import escaped
from dashboard.reports.files.paper.items import Stretch

Link = Callable[[str], str]  # a whole address → the id of its relationship


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def emu(millimetres: float) -> int:
    return round(millimetres * 36_000)


def run(
    text: str,
    *,
    size: float = 0,
    bold: bool = False,
    italic: bool = False,
    caps: bool = False,
    more: str = "",
) -> str:
    """`more` is further properties, which the schema wants last. A line end in the text is one in Word."""
    look = f"{'<w:b/><w:bCs/>' if bold else ''}{'<w:i/><w:iCs/>' if italic else ''}"
    look += "<w:caps/>" if caps else ""
    look += f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>' if size else ""
    props = f"<w:rPr>{look}{more}</w:rPr>" if look or more else ""
    lines = (f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{props}{'<w:br/>'.join(lines)}</w:r>"


def runs(stretches: Iterable[Stretch], link: Link) -> str:
    return "".join(
        linked(run(one.text, bold=one.bold, italic=one.italic), one.link, link) for one in stretches
    )


def linked(told: str, address: str, link: Link) -> str:
    return f'<w:hyperlink r:id="{link(address)}">{told}</w:hyperlink>' if address else told


def paragraph(style: str, content: str, props: str = "") -> str:
    """`props`: further paragraph properties, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{props}</w:pPr>{content}</w:p>'


def rule(width: float, room: float) -> str:
    """A line of `width` mm, centred in `room` mm: a paragraph's upper border."""
    beside = twips(max(room - width, 0) / 2)
    return paragraph("Rule", "", f'<w:ind w:left="{beside}" w:right="{beside}"/>')


_NO_MARGINS = (
    "<w:tblCellMar>"
    + "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    + "</w:tblCellMar>"
)


def layout(widths: Iterable[float], cells: Iterable[str]) -> str:
    """Cells side by side with no borders, never broken over two pages; widths in mm."""
    told = list(widths)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in told)
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(told, cells, strict=True)
    )
    wide = f'<w:tblW w:w="{twips(sum(told))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return (
        f"<w:tbl><w:tblPr>{wide}{_NO_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{drawn}</w:tr></w:tbl>"
    )
