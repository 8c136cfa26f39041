"""A document laid out for paper, the same for Word and PDF: what stands on which pages, in which words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from dashboard.i18n import Translator, translator
from dashboard.reports import letter
from dashboard.reports.charts import natural_height, svg
from dashboard.reports.document import Block, Chart, Document, Section, Table
from dashboard.reports.files.paper.cleaning import cleaned
from dashboard.reports.files.paper.fitting import PORTRAIT, balanced
from dashboard.reports.files.paper.items import (
    AnnexHeading,
    Heading,
    Item,
    Line,
    Picture,
    Sheets,
    Signature,
    Stretch,
    Top,
)
from dashboard.reports.files.paper.tables import grid
from dashboard.reports.numbers import day
from dashboard.reports.outline import outline

VERIFY_PATH = "/reports/verify"
LEFT = 58.0  # mm of the issuing body's side; the country's has the rest
_SUBJECT = 145.0
_HIGHEST = 222.0  # mm of a page that a picture with its caption has


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`made`: the moment of issue that a file bears, aware UTC; a draft's that of its figures.

    `foot` stands at the foot of each page. `pictures`: SVG by name.
    """

    language: str
    title: str
    author: str
    made: datetime
    top: Top
    foot: str
    sheets: tuple[Sheets, ...]
    pictures: dict[str, str]


def paper(document: Document) -> Paper:
    """Of the document alone."""
    t = translator(document.language)
    pictures: dict[str, str] = {}
    told = letter.written(document, t)
    items = _turned(_all(document, told, pictures, t))
    made = Paper(
        language=document.language,
        title=f"{told.title}: {document.letter.subject}",
        author=document.letter.body,
        made=_made(document),
        top=_top(document, told, t),
        foot=told.verify,
        sheets=tuple(
            Sheets(turned=turned, items=tuple(item for _turned, item in some))
            for turned, some in groupby(items, key=lambda one: one[0])
        ),
        pictures=pictures,
    )
    whole: Paper = cleaned(made)
    return replace(whole, title=whole.title.replace("\n", " "))


def _made(document: Document) -> datetime:
    """Whole seconds: a file's properties hold no finer moment."""
    on = document.letter.issued_on
    if on:
        return datetime.combine(on, time(), ZoneInfo(document.timezone)).astimezone(UTC)
    return document.taken_at.astimezone(UTC).replace(microsecond=0)


def _top(document: Document, told: letter.Written, t: Translator) -> Top:
    return Top(
        parent=balanced(document.letter.parent, 12, LEFT),
        body=balanced(document.letter.body, 12, LEFT),
        number=told.number,
        draft="" if document.letter.number else t("DRAFT"),
        country=told.country,
        motto=told.motto,
        dated=told.dated,
        title=told.title,
        subject=balanced(document.letter.subject, 14, _SUBJECT),
        revision=told.revision,
    )


def _turned(items: Iterable[tuple[bool, Item]]) -> Iterator[tuple[bool, Item]]:
    """An annex whose first table is wide is turned from its heading on, and needs no other break."""
    told = list(items)
    before = turns = False
    for n, (turned, item) in enumerate(told):
        if isinstance(item, AnnexHeading):
            turns = _begins_wide(told[n + 1 :])
            item = replace(item, breaks=turns == before)
            turned = turns
        elif isinstance(item, Line):
            turned = turns and not item.stays
        else:
            turns = False
        yield turned, item
        before = turned


def _begins_wide(rest: Iterable[tuple[bool, Item]]) -> bool:
    first = next((one for one in rest if not isinstance(one[1], Line)), None)
    return first is not None and first[0]


def _all(
    document: Document, told: letter.Written, pictures: dict[str, str], t: Translator
) -> Iterator[tuple[bool, Item]]:
    base = document.verify_url.removesuffix(VERIFY_PATH) if document.verify_url.endswith(VERIFY_PATH) else ""
    sections = outline(document, t)
    heads, captions = letter.heads(sections, t), letter.captions(sections, t)
    yield from ((False, line) for line in _lines(document.letter.opening, base))
    signed = False
    for section, head in zip(sections, heads, strict=True):
        if section.is_annex and not signed:
            yield from _end(document, told)
            signed = True
        yield False, _heading(document, section, head, t)
        yield from ((False, line) for line in _lines(section.commentary, base))
        for part in section.parts:
            caption = captions[section.key, part.key]
            if isinstance(part, Table):
                # Thousands of links of an annex were two thirds of the PDF, and 100 MB of memory.
                links = "" if section.is_annex else base
                table, turned = grid(part, caption, document, links, t, may_turn=section.is_annex)
                yield turned, table
            else:
                yield False, _picture(part, caption, f"{section.key}-{part.key}.svg", pictures, t)
    if not signed:
        yield from _end(document, told)


def _heading(document: Document, section: Section, head: str, t: Translator) -> Item:
    if not section.is_annex:
        return Heading(number=head, text=section.title)
    on = document.letter.issued_on
    of = t(
        "(Attached to report no. {number} of {day} of {body})",
        number=document.letter.number or "\u2026\u2026",
        day=day(on) if on else "\u2026/\u2026/\u2026",
        body=document.letter.body,
    )
    return AnnexHeading(number=head, text=section.title, of=of, breaks=True)


def _end(document: Document, told: letter.Written) -> Iterator[tuple[bool, Item]]:
    """The figures' moment closes the text, then the signature."""
    closing = told.taken.rstrip(".") + letter.ENDING
    yield False, Line(runs=(Stretch(text=closing),), stays=True)
    yield (
        False,
        Signature(
            authority=document.letter.authority,
            signer=document.letter.signer,
            word=told.recipients_word,
            recipients=told.recipients,
        ),
    )


def _lines(blocks: Iterable[Block], base: str) -> Iterator[Line]:
    number = 0
    for block in blocks:
        number = number + 1 if block.kind == "number" else 0
        yield Line(
            kind=block.kind,
            number=number,
            runs=tuple(
                Stretch(
                    text=run.text,
                    bold=run.bold,
                    italic=run.italic,
                    link=base + run.href if base and run.href else "",
                )
                for run in block.runs
            ),
        )


def _picture(chart: Chart, caption: str, name: str, pictures: dict[str, str], t: Translator) -> Picture:
    high = min(natural_height(chart, PORTRAIT), _HIGHEST)
    pictures[name] = svg(chart, t, PORTRAIT, high)
    return Picture(
        caption=caption, alt=chart.alt or caption, name=name, width=PORTRAIT, height=round(high, 2)
    )
