"""Full-text search over incidents, without accents: the one place that knows how each store does it.

`incident.search` holds an incident's words, folded. Migration 0008 keeps an index of them: on SQLite an FTS5
table `incident_words` that triggers fill with every beginning of every word (so that "ng" is a word like any
other, and the store walks one list a word), on PostgreSQL a GIN index of `to_tsvector('simple', search)`.
A word asked for is the beginning of a word of the incident, up to `LONGEST` letters.
"""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, bindparam, literal, select, text

from dashboard.incidents.words import folded
from dashboard.models import incident

LONGEST = 16  # letters of a word that count
MOST = 12  # words of a question that count
_NUMBER = re.compile(r"#?\s*(\d{1,18})")

_SQLITE = "incident.id IN (SELECT rowid FROM incident_words WHERE incident_words MATCH :asked_words)"
_POSTGRESQL = "to_tsvector('simple', incident.search) @@ to_tsquery('simple', :asked_words)"


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


def by_text(words: tuple[str, ...]) -> ColumnElement[bool]:
    """For few incidents: looks into the words of each."""
    held = literal(" ") + incident.c.search
    return and_(*(held.like(f"% {word}%") for word in words))


def by_index(connection: Connection, words: tuple[str, ...]) -> ColumnElement[bool]:
    """For many incidents: asks the store's index of words."""
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(f'"{word}"' for word in words)
        return text(_SQLITE).bindparams(bindparam("asked_words", asked))  # type: ignore[return-value]
    asked = " & ".join(f"'{word}':*" for word in words)
    return text(_POSTGRESQL).bindparams(bindparam("asked_words", asked))  # type: ignore[return-value]


def first(connection: Connection, words: tuple[str, ...], most: int) -> list[int]:
    """Incidents that hold all the words, `most` at most: of more, any."""
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(f'"{word}"' for word in words)
        found = connection.execute(
            text("SELECT rowid FROM incident_words WHERE incident_words MATCH :asked LIMIT :most"),
            {"asked": asked, "most": most},
        )
    else:
        found = connection.execute(select(incident.c.id).where(by_index(connection, words)).limit(most))
    return [row[0] for row in found]
