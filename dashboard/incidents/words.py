"""All words by which an incident is found: small and without accents."""

import re
from functools import cache

from dashboard.placenames import lower, plain
from dashboard.successions import history

LONGEST = 2000  # characters; what joins later adds to them
_WORD = re.compile(r"[^\W_]+")
# What a person types for a kind; not shown anywhere.
_KINDS = {
    "fire": "cháy báo cháy hỏa hoạn pccc fire",
    "alert": "cảnh báo alert",
    "flood": "ngập triều cường nước flood",
    "complaint": "phản ánh complaint",
    "camera": "camera sự kiện",
    "mute": "mất tín hiệu im lặng mute",
    "backlog": "hồ sơ tồn đọng trễ hạn backlog",
    "building": "xây dựng không phép trái phép viễn thám building",
}


def search_words(*, incident_id: int, kind: str, subject: str, place: str, unit_id: int) -> str:
    """Subject, place, names of the unit and of those above it, kind, number: words a space apart."""
    text = " ".join((subject, place, *_names(unit_id), _KINDS.get(kind, kind), f"#{incident_id}"))
    return folded(text)[:LONGEST]


def with_more(search: str, *texts: str) -> str:
    """The words with those of what has joined."""
    more = [words for words in map(folded, texts) if words and words not in search]
    return " ".join((search, *more))[:LONGEST]


def folded(text: str) -> str:
    """Letters and digits alone, words a space apart: as `search` has them and as a person types them."""
    return " ".join(_WORD.findall(plain(lower(text))))


@cache
def _names(unit_id: int) -> tuple[str, ...]:
    """Names of a unit and of those above it, without the city's own."""
    unit = next((one for one in history().units if one.id == unit_id), None)
    if unit is None or unit.parent_id is None:
        return ()
    return (unit.name, *_names(unit.parent_id))


@cache
def unit_name(unit_id: int) -> str:
    """The unit's name; "" for an unknown one and for the city."""
    return (*_names(unit_id), "")[0]
