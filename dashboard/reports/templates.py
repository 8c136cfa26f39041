"""Which reports there are, in which words: what `template_file` reads and this process works with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Literal

Kind = Literal["month", "quarter", "half", "year"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "half", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a template says in one language."""

    name: str
    subject: str
    opening: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """What stands around the text; `symbol` is the part of the number after the /."""

    parent: str
    body: str
    place: str
    symbol: str
    authority: tuple[str, ...]
    recipients: tuple[str, ...]
    copies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One kind of report. `sections`: keys of chapters in order."""

    key: str
    kind: Kind
    sections: tuple[str, ...]
    words: Words
    english: Words

    @property
    def name(self) -> str:
        return self.words.name

    def said(self, language: str) -> Words:
        return self.english if language == "en" else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A report that is drafted by itself; `scope`: codes of units, none for the city."""

    template: str
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole file. `at`: the hour of drafts by the city's clock. `attach`: formats that are e-mailed."""

    templates: Mapping[str, Template]
    city: LetterWords
    unit: LetterWords
    at: time
    drafts: tuple[Drafted, ...]
    attach: tuple[str, ...]
