"""A report as it will print, for the browser: letterhead and parts as HTML, what is written as blocks.

`assets/pages/report-pages.js` lays it out on sheets of A4. Everything of a document is escaped here.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.i18n import Translator, translator
from dashboard.reports.document import Block, Document, Letter, Part, Section, Table
from dashboard.reports.letter import ENDING, Written, captions, heads, written
from dashboard.reports.numbers import day
from dashboard.reports.outline import outline
from web.report_figure import figure
from web.report_table import table


def sheet(document: Document) -> dict[str, Any]:
    """In the document's own language, whatever the reader's is."""
    t = translator(document.language)
    told = written(document, t)
    sections = outline(document, t)
    numbered, titles = heads(sections, t), captions(sections, t)
    return {
        "language": document.language,
        "head": _head(document.letter, told, t),
        "opening": blocks(document.letter.opening),
        "sections": [
            _section(document, one, head, titles, t) for one, head in zip(sections, numbered, strict=True)
        ],
        "closing": told.taken.rstrip(".") + ENDING,
        "attached": _attached(document, t),
        "foot": _foot(document.letter, told),
        "verify": told.verify,
    }


def blocks(told: Sequence[Block]) -> list[dict[str, Any]]:
    """As the browser draws and edits them."""
    return [one.model_dump(mode="json") for one in told]


def _section(
    document: Document, one: Section, head: str, titles: dict[tuple[str, str], str], t: Translator
) -> dict[str, Any]:
    def drawn(part: Part) -> dict[str, Any]:
        title = titles[one.key, part.key]
        if not isinstance(part, Table):
            return {"html": figure(part, title, t), "is_wide": False}
        html, turned = table(part, title, document, t, may_turn=one.is_annex)
        return {"html": html, "is_wide": turned}

    return {
        "key": one.key,
        "head": head,
        "title": one.title,
        "is_annex": one.is_annex,
        "commentary": blocks(one.commentary),
        "parts": [drawn(part) for part in one.parts],
    }


def _attached(document: Document, t: Translator) -> str:
    """Below the title of each annex."""
    on = document.letter.issued_on
    return t(
        "(Attached to report no. {number} of {day} of {body})",
        number=document.letter.number or "\u2026\u2026",
        day=day(on) if on else "\u2026/\u2026/\u2026",
        body=document.letter.body,
    )


def _head(letter: Letter, told: Written, t: Translator) -> str:
    """Two columns, the title, the subject: Decree 30/2020/NĐ-CP, Appendix I. A draft says that it is one."""
    lines = (
        '<header class="letter-head"><div>',
        _line("parent", letter.parent),
        _line("body", letter.body, ruled=True),
        _line("number", told.number),
        _line("of-draft", "" if letter.number else t("DRAFT")),
        "</div><div>",
        _line("country", told.country),
        _line("motto", told.motto, ruled=True),
        _line("dated", told.dated),
        "</div></header>",
        f'<h3 class="letter-title">{escape(told.title)}</h3>',
        _line("subject", letter.subject, ruled=not told.revision),
        _line("of-revision", told.revision, ruled=True),
    )
    return "".join(lines)


def _foot(letter: Letter, told: Written) -> str:
    """Whom it goes to on the left, who signs on the right."""
    recipients = "".join(f"<li>{escape(one)}</li>" for one in told.recipients)
    authority = "".join(f"<p>{escape(one)}</p>" for one in letter.authority)
    return (
        '<footer class="letter-foot"><div class="recipients">'
        f"<p>{escape(told.recipients_word)}</p><ul>{recipients}</ul></div>"
        f'<div class="signature">{authority}<p class="signer">{escape(letter.signer)}</p></div></footer>'
    )


def _line(name: str, text: str, *, ruled: bool = False) -> str:
    if not text:
        return ""
    return f'<p class="{name}{" ruled" if ruled else ""}"><span>{escape(text)}</span></p>'
