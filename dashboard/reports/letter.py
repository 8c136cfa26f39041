"""The words around a report's text in the form of Decree 30/2020/NĐ-CP, once for page, paper and files."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from dashboard.i18n import Translator
from dashboard.reports.document import Document, Letter, Part, Section
from dashboard.reports.numbers import moment

ENDING = "./."  # closes the text of an administrative document
_BLANK = "\u2026\u2026"
_SHORT = "\u2026"  # the line of place and date stays one line
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Lines as they are written. `revision`, `verify`: "" where there is none."""

    country: str
    motto: str
    number: str
    dated: str
    title: str
    revision: str
    recipients_word: str
    recipients: tuple[str, ...]
    taken: str
    verify: str


def written(document: Document, t: Translator) -> Written:
    """In the document's language: `t` is of that."""
    letter = document.letter
    return Written(
        country=t("SOCIALIST REPUBLIC OF VIET NAM"),
        motto=t("Independence - Freedom - Happiness"),
        number=t("No.: {number}", number=letter.number or f"{_BLANK}{_BLANK}"),
        dated=_dated(letter, document.period.last, t),
        title=t("REPORT"),
        revision=_revision(document, t),
        recipients_word=t("To:"),
        recipients=(*(f"- {one};" for one in letter.recipients), f"- {letter.copies.rstrip('.')}."),
        taken=t("Figures as of {time}.", time=moment(document.taken_at, ZoneInfo(document.timezone))),
        verify=_verify(document, t),
    )


def heads(sections: tuple[Section, ...], t: Translator) -> tuple[str, ...]:
    """What stands before each title: "I." of a chapter, "PHỤ LỤC I" of an annex."""
    told, chapters, annexes = [], 0, 0
    for one in sections:
        if one.is_annex:
            annexes += 1
            told.append(t("ANNEX {number}", number=roman(annexes)))
        else:
            chapters += 1
            told.append(f"{roman(chapters)}.")
    return tuple(told)


def captions(sections: tuple[Section, ...], t: Translator) -> dict[tuple[str, str], str]:
    """ "Bảng 1. …" and "Hình 1. …" of each part, by (key of the section, key of the part), in their order."""
    told: dict[tuple[str, str], str] = {}
    tables = pictures = 0
    for section in sections:
        for part in section.parts:
            if part.kind == "table":
                tables += 1
                told[section.key, part.key] = _caption(part, t("Table {number}.", number=tables))
            else:
                pictures += 1
                told[section.key, part.key] = _caption(part, t("Figure {number}.", number=pictures))
    return told


def roman(number: int) -> str:
    """1 → I, 14 → XIV; for numbers below 40."""
    told = ""
    for value, letters in _ROMAN:
        while number >= value:
            told += letters
            number -= value
    return told


def _caption(part: Part, numbered: str) -> str:
    return f"{numbered} {part.title}"


def _dated(letter: Letter, last: date, t: Translator) -> str:
    """Days and months below ten with a nought, as the decree wants where digits could be put before."""
    on = letter.issued_on
    told = (f"{on.day:02d}", f"{on.month:02d}", str(on.year)) if on else (_SHORT, _SHORT, str(last.year))
    return t(
        "{place}, day {day} month {month} year {year}",
        place=letter.place,
        day=told[0],
        month=told[1],
        year=told[2],
    )


def _revision(document: Document, t: Translator) -> str:
    one = document.revision
    if one.number < 2:
        return ""
    return t("(Revision {number}, in place of {before})", number=one.number, before=one.revises)


def _verify(document: Document, t: Translator) -> str:
    if not document.code:
        return ""
    if not document.verify_url:
        return t("Verification code: {code}.", code=document.code)
    return t(
        "Verification code: {code}; verify at {address}.", code=document.code, address=document.verify_url
    )
