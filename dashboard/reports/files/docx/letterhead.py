"""What Decree 30/2020/NĐ-CP puts above and below a report's text."""

from dashboard.reports.charts.ink import POINTS
from dashboard.reports.charts.widths import width
from dashboard.reports.files.docx.pieces import layout, paragraph, rule, run
from dashboard.reports.files.paper import LEFT
from dashboard.reports.files.paper.fitting import PORTRAIT
from dashboard.reports.files.paper.items import Signature, Top

_BOLD = 1.09  # bold letters are so much wider
_SPACE = '<w:spacing w:before="120"/>'
_BOX = '<w:bdr w:val="single" w:sz="6" w:space="2" w:color="000000"/>'


def top(told: Top) -> str:
    """Two columns, then the title."""
    right = PORTRAIT - LEFT
    body = paragraph("LetterLine", run(told.parent, size=12))
    body += paragraph("LetterLine", run(told.body, size=12, bold=True)) + rule(24, LEFT)
    body += paragraph("LetterLine", run(told.number, size=13), _SPACE)
    if told.draft:
        body += paragraph("LetterLine", run(told.draft, size=13, bold=True, more=_BOX), _SPACE)
    country = paragraph("LetterLine", run(told.country, size=12, bold=True))
    country += paragraph("LetterLine", run(told.motto, size=13, bold=True))
    country += rule(width(told.motto, 13) * _BOLD / POINTS, right)
    country += paragraph("LetterLine", run(told.dated, size=13, italic=True), _SPACE)
    title = paragraph("Title", run(told.title)) + paragraph("Subtitle", run(told.subject))
    if told.revision:
        title += paragraph("LetterLine", run(told.revision, italic=True))
    return layout((LEFT, right), (body, country)) + title + rule(45, PORTRAIT) + paragraph("Normal", "")


def signature(told: Signature) -> str:
    """Whom it goes to on the left, who signs on the right with room for the hand and the seal."""
    to = paragraph("Recipients", run(told.word, size=12, bold=True, italic=True))
    to += "".join(paragraph("Recipients", run(one)) for one in told.recipients)
    by = "".join(paragraph("LetterLine", run(one, size=13, bold=True, caps=True)) for one in told.authority)
    by += paragraph("LetterLine", "") * 5 + paragraph("LetterLine", run(told.signer, size=13, bold=True))
    return layout((PORTRAIT / 2, PORTRAIT / 2), (to, by))
