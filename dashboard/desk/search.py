"""Full-text search over incidents, without accents: the one place that knows how each store does it.

`incident.search` holds an incident's words, folded. Migrations 0008 and 0010 keep an index of every beginning
of every word, so that "ng" is a word like any other and the store walks one list a word: on SQLite an FTS5
table `incident_words` that triggers fill, on PostgreSQL a GIN index of a function. (Their own search for
prefixes merges the lists of all words that begin so, which takes a second over a million incidents.)
A word asked for is the beginning of a word of the incident, up to `LONGEST` letters.
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, cast, column, func, literal, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from dashboard.incidents.words import folded
from dashboard.models import incident

LONGEST = 16  # letters of a word that count
MOST = 12  # words of a question that count
_NUMBER = re.compile(r"#?\s*(\d{1,18})")


def fold(*texts: str) -> str:
    """Texts as they are searched: small letters without accents, words a space apart, none twice."""
    return " ".join(dict.fromkeys(word for one in texts for word in folded(one).split()))


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed: an incident's number (0: none), and words. A number after # is no word."""

    number: int
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.number or self.words)


def read(typed: str) -> Question:
    """Of any text; one without letters and digits asks for nothing."""
    told = _NUMBER.fullmatch(typed.strip())
    if told and typed.strip().startswith("#"):
        return Question(int(told[1]), ())
    words = tuple(word[:LONGEST] for word in fold(typed).split()[:MOST])
    return Question(int(told[1]) if told else 0, words)


def by_text(words: tuple[str, ...], of: Any = incident.c) -> ColumnElement[bool]:
    """For few incidents: looks into the words of each."""
    held = literal(" ") + of.search
    return and_(*(held.like(f"% {word}%") for word in words))


def by_index(connection: Connection, words: tuple[str, ...]) -> ColumnElement[bool]:
    """For many incidents: asks the store's index of words."""
    if connection.dialect.name == "sqlite":
        return incident.c.id.in_(_fts(words))
    asked = " & ".join(f"'{word}'" for word in words)
    held = func.incident_beginnings(incident.c.search)
    return held.op("@@")(cast(asked, TSQUERY))


def _fts(words: tuple[str, ...]) -> Any:
    held = table("incident_words", column("rowid"), column("incident_words"))
    asked = " AND ".join(f'"{word}"' for word in words)
    return select(held.c.rowid).where(held.c.incident_words.op("MATCH")(asked))


def count(connection: Connection, words: tuple[str, ...], most: int) -> int:
    """How many incidents hold all the words; `most` at most."""
    many = (
        _fts(words)
        if connection.dialect.name == "sqlite"
        else select(incident.c.id).where(by_index(connection, words))
    )
    some = many.limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())
