"""Charts in Word: drawn as PNG by the same typesetter as the PDF, with what they show in words."""

from collections.abc import Mapping

from dashboard.reports.charts.ink import escaped
from dashboard.reports.files import typesetting
from dashboard.reports.files.docx.pieces import emu, paragraph, run
from dashboard.reports.files.paper.items import Picture

_DENSITY = 200  # pixels an inch
_EACH = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("{name}")\n'


def drawn(pictures: Mapping[str, str]) -> dict[str, bytes]:
    """PNG by name. All are drawn in one go."""
    if not pictures:
        return {}
    source = "#pagebreak()\n".join(_EACH.format(name=f"{n}.svg") for n in range(len(pictures)))
    files = {f"{n}.svg": svg for n, svg in enumerate(pictures.values())}
    return dict(zip(pictures, typesetting.png({"main.typ": source} | files, _DENSITY), strict=True))


def picture(told: Picture, number: int, relation: str) -> str:
    """The picture with its caption below. `number` is unique in the file, `relation` leads to the PNG."""
    wide, high = emu(told.width), emu(told.height)
    named = f'id="{number}" name="{escaped(told.name)}" descr="{escaped(told.alt)}"'
    inline = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr {named} title="{escaped(told.caption)}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline>"
    )
    return paragraph("Picture", f"<w:r><w:drawing>{inline}</w:drawing></w:r>") + paragraph(
        "Caption", run(told.caption)
    )
