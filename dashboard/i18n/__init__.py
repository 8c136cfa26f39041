"""Every word on a screen: Babel catalogues read straight from `vi.po`, `vi.desk.po` … and the same in `en`.

What other systems tell is called as the files of figures call it (`figures/figures.toml`, a city's own).

A msgid is a short English sentence with `{names}`; a context tells apart what English writes alike.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dashboard.figures.told import ENTRIES

LANGUAGES = ("vi", "en")
PARTS = (  # one pair of files each
    "",
    ".desk",
    ".accounts",
    ".notices",
    ".wall",
    ".reports",
    ".reportdesk",
    ".digest",
    ".exports",
    ".api",
)
_SEPARATOR = "\x04"  # gettext's own, between a context and its msgid


@cache
def catalogs(language: str) -> tuple[Catalog, ...]:
    """The catalogues of a language, one a part. Raises KeyError for a language that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return tuple(_read(language, part) for part in PARTS)


def _read(language: str, part: str) -> Catalog:
    with (Path(__file__).parent / f"{language}{part}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def words(language: str) -> dict[str, str]:
    """msgid (or context, U+0004, msgid) → text, what the browser gets too; only what is translated."""
    return ENTRIES.words(language) | {
        _key(str(message.id), message.context or ""): str(message.string)
        for part in catalogs(language)
        for message in part
        if message.id and message.string
    }


def _key(message: str, context: str) -> str:
    return f"{context}{_SEPARATOR}{message}" if context else message


@dataclass(frozen=True, slots=True)
class Translator:
    """`t("Open for {hours} h", hours=3)`; `t("Open", context="complaints")`."""

    language: str

    def __call__(self, message: str, /, context: str = "", **values: object) -> str:
        text = words(self.language).get(_key(message, context), message)
        return text.format(**values) if values else text


def translator(language: str) -> Translator:
    """The translator of a language; English where the language is none of `LANGUAGES`."""
    return Translator(language if language in LANGUAGES else "en")
