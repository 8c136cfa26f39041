"""The files of a report: the explicit list of formats is the registry.

Whatever is rendered comes of the document alone, by no clock, zone, locale or folder of the machine: the same
document gives the same bytes.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.reports.document import Document
from dashboard.reports.files import csv, docx, json, pdf, xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`key` is the file's ending too. `render` gives the file's bytes."""

    key: str
    media_type: str
    render: Callable[[Document], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: tuple[Format, ...] = (
    Format(key="docx", media_type=f"{_OFFICE}.wordprocessingml.document", render=docx.render),
    Format(key="pdf", media_type="application/pdf", render=pdf.render),
    Format(key="xlsx", media_type=f"{_OFFICE}.spreadsheetml.sheet", render=xlsx.render),
    Format(key="csv", media_type="text/csv; charset=utf-8", render=csv.render),
    Format(key="json", media_type="application/json", render=json.render),
)
BY_KEY = {one.key: one for one in FORMATS}


def render(document: Document, key: str) -> bytes:
    """The report as a file. Raises KeyError for a format that there is none of."""
    return BY_KEY[key].render(document)


def file_name(document: Document, key: str) -> str:
    """ASCII: BC-15-2025-10.xlsx; of a revision BC-15-2025-10-lan-2.xlsx, a draft BC-du-thao-2025-10.xlsx."""
    number, _slash, symbol = document.letter.number.partition("/")
    kind = _ascii(symbol.partition("-")[0]) or "BC"
    parts = [kind, _ascii(number) or "du-thao", _ascii(document.period.text)]
    if document.revision.number > 1:
        parts.append(f"lan-{document.revision.number}")
    return "-".join(parts) + f".{key}"


def _ascii(text: str) -> str:
    """Letters without their accents; all between words that is none is one hyphen."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^A-Za-z0-9]+", "-", bare).strip("-")
