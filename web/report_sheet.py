"""A report as it will print, for the browser: letterhead and parts as HTML, what is written as blocks.

`assets/pages/report-pages.js` lays it out on sheets of A4. Everything of a document is escaped here.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.i18n import Translator, translator
from dashboard.reports.document import Block, Document, Letter, Section, Table
from dashboard.reports.letter import ENDING, Written, captions, heads, written
from web.report_figure import figure
from web.report_table import table


def sheet(document: Document) -> dict[str, Any]:
    """In the document's own language, whatever the reader's is."""
    t = translator(document.language)
    told = written(document, t)
    numbered = heads(document.sections, t)
    titles = captions(document.sections, t)
    return {
        "language": document.language,
        "head": _head(document.letter, told),
        "opening": blocks(document.letter.opening),
        "sections": [
            _section(document, one, head, titles, t)
            for one, head in zip(document.sections, numbered, strict=True)
        ],
        "ending": ENDING,
        "taken": told.taken,
        "foot": _foot(document.letter, told),
        "verify": told.verify,
    }


def blocks(told: Sequence[Block]) -> list[dict[str, Any]]:
    """As the browser draws and edits them."""
    return [one.model_dump(mode="json") for one in told]


def _section(
    document: Document, one: Section, head: str, titles: dict[tuple[str, str], str], t: Translator
) -> dict[str, Any]:
    def drawn(key: str, part: Any) -> str:
        title = titles[one.key, key]
        return table(part, title, document) if isinstance(part, Table) else figure(part, title, t)

    return {
        "key": one.key,
        "head": head,
        "title": one.title,
        "is_annex": one.is_annex,
        "commentary": blocks(one.commentary),
        "parts": [
            {"html": drawn(part.key, part), "is_wide": isinstance(part, Table) and part.is_wide}
            for part in one.parts
        ],
    }


def _head(letter: Letter, told: Written) -> str:
    """Two columns, the title, the subject: Decree 30/2020/NĐ-CP, Appendix I."""
    lines = (
        '<header class="letter-head"><div>',
        _line("parent", letter.parent),
        _line("body", letter.body, ruled=True),
        _line("number", told.number),
        "</div><div>",
        _line("country", told.country),
        _line("motto", told.motto, ruled=True),
        _line("dated", told.dated),
        "</div></header>",
        f'<h3 class="letter-title">{escape(told.title)}</h3>',
        _line("subject", letter.subject, ruled=True),
        _line("of-revision", told.revision),
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
