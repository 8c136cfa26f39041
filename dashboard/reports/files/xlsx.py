"""The report as a workbook: a sheet a section, native charts, true numbers, and raw figures behind them."""

import io
from datetime import UTC

from xlsxwriter import Workbook

from dashboard.reports.document import Document
from dashboard.reports.files.sheets import behind, front, section
from dashboard.reports.files.sheets.looks import FACE
from dashboard.reports.files.sheets.sheet import Told
from dashboard.reports.files.zipped import normalised
from dashboard.reports.letter import captions

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,  # what was typed somewhere is never run
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_row_height": 21,  # pixels, of this face
    "default_column_width": 72,
}
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def render(document: Document) -> bytes:
    """The file's bytes."""
    made = io.BytesIO()
    face = dict(FACE)  # XlsxWriter writes into it
    with Workbook(made, _OPTIONS | {"default_format_properties": face}) as book:
        _describe(book, document)
        _write(Told.of(document, book))
    tag = _LANGUAGES[document.language].encode()
    return normalised(
        made.getvalue(),
        {
            "docProps/core.xml": lambda xml: xml.replace(
                b"<dcterms:created", b"<dc:language>" + tag + b"</dc:language><dcterms:created", 1
            ),
            "xl/charts/*": lambda xml: xml.replace(b'"en-US"', b'"' + tag + b'"'),
        },
    )


def _describe(book: Workbook, document: Document) -> None:
    """Nothing in it is of the machine: "created" is when the figures were taken."""
    letter = document.letter
    properties = {
        "title": letter.subject,
        "subject": f"{letter.number} {document.period.name}".strip(),
        "author": letter.body,
        "company": letter.parent,
        "created": document.taken_at.astimezone(UTC).replace(tzinfo=None),
    }
    book.set_properties(properties)


def _write(told: Told) -> None:
    document = told.document
    first = front.begin(told)
    back = first.at(0)
    numbered = captions(document.sections, told.t)
    contents: list[tuple[str, str, bool]] = []
    for one in document.sections:
        for at, (text, address) in enumerate(section.write(told, one, numbered, back)):
            contents.append((text, address, at == 0))
    contents += [(text, address, True) for text, address in behind.write(told)]
    front.write(first, contents)
    first.on.activate()
