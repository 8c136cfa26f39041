"""The targets that hold, read from the store when one of them changed; and who changed what, when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from dashboard.models import target
from dashboard.targets.target import Level, Target

Key = tuple[str, str, int, str]  # kpi, level, year, source


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row of the history. `before` and `after` are values of the same target, None where it was none."""

    id: int
    kpi: str
    level: Level
    year: int
    source: str
    reference: bool
    before: float | None
    after: float | None
    set_by: str
    set_at: datetime


class Targets:
    """All targets that hold. `revision` tells whether they are still the newest."""

    def __init__(self, revision: int, found: Iterable[Target]) -> None:
        self.revision = revision
        self.every = tuple(sorted(found, key=lambda one: (one.kpi, one.year, one.level, one.id)))

    def of(self, kpi: str, level: str = "city") -> tuple[Target, ...]:
        """A KPI's targets for units of a level, those for every level among them, by year."""
        return tuple(one for one in self.every if one.kpi == kpi and one.level in ("", level))


_KNOWN: WeakKeyDictionary[Engine, Targets] = WeakKeyDictionary()


def held(connection: Connection) -> Targets:
    """The targets that hold; one look at the greatest id where nothing changed."""
    revision = connection.execute(select(func.max(target.c.id))).scalar_one() or 0
    known = _KNOWN.get(connection.engine)
    if known is None or known.revision != revision:
        known = Targets(revision, newest(connection).values())
        _KNOWN[connection.engine] = known
    return known


def newest(connection: Connection) -> dict[Key, Target]:
    """The targets that hold, by their key."""
    found: dict[Key, Target] = {}
    for change in _changes(connection):
        key = change.kpi, change.level, change.year, change.source
        if change.after is None:
            found.pop(key, None)
        else:
            found[key] = _target(change, change.after)
    return found


def _target(change: Change, value: float) -> Target:
    return Target(
        kpi=change.kpi,
        year=change.year,
        value=value,
        source=change.source,
        level=change.level,
        reference=change.reference,
        id=change.id,
    )


def history(connection: Connection, kpi: str = "") -> list[Change]:
    """Every change, the newest first; of one KPI where one is named."""
    return [change for change in _changes(connection) if kpi in ("", change.kpi)][::-1]


def _changes(connection: Connection) -> Iterator[Change]:
    """In the order in which they were made."""
    last: dict[Key, float | None] = {}
    for row in connection.execute(select(target).order_by(target.c.id)):
        key = row.kpi, row.level, row.year, row.source
        yield _change(row, last.get(key))
        last[key] = row.value


def _change(row: Any, before: float | None) -> Change:
    return Change(
        id=row.id,
        kpi=row.kpi,
        level=row.level,
        year=row.year,
        source=row.source,
        reference=row.reference,
        before=before,
        after=row.value,
        set_by=row.set_by,
        set_at=row.set_at,
    )
