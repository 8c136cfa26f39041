"""What one opened record consists of: facts, a clock, steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.opening.rows import Cell


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a clock: what happened (a word of the catalogue) and when; `told`: the source's words."""

    what: str
    at: datetime | None
    told: str = ""
    status: int | None = None  # of a dossier's step


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`facts` by name, as they stand on the page; `clock` in the order of its times, unknown ones last."""

    kind: str
    id: int
    number: str
    feed: str
    facts: Mapping[str, Cell]
    clock: tuple[Moment, ...]
    steps: tuple[Moment, ...] = ()


def whole(
    kind: str, row: Any, facts: Mapping[str, Cell], times: tuple[Moment, ...], steps: tuple[Moment, ...] = ()
) -> Record:
    known = sorted((one for one in times if one.at is not None), key=lambda one: (one.at is None, one.at))
    clock = (*known, *(one for one in times if one.at is None))
    return Record(
        kind=kind,
        id=row.id,
        number=row.external_id,
        feed=row.feed_name,
        facts=facts,
        clock=clock,
        steps=steps,
    )
