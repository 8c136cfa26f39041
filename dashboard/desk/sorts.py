"""The sorts of the list, and one question to it on its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection

from dashboard.desk.asker import Asker
from dashboard.desk.filters import conditions
from dashboard.desk.shapes import SORTS, Asked

# The column of each sort; those of `_WITH_TIME` go by time within equals, all by number at last.
COLUMNS = {
    "opened_at": "opened_at",
    "changed_at": "changed_at",
    "gravity": "gravity",
    "due_at": "due_at",
    "state": "state",
    "kind": "kind",
    "unit": "unit_id",
    "subject": "subject_key",
}
assert tuple(COLUMNS) == SORTS
_WITH_TIME = {"gravity", "state", "kind", "unit_id", "subject_key"}


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, on its way."""

    connection: Connection
    asked: Asked
    asker: Asker
    now: datetime
    columns: Sequence[Column[Any]]
    start: int
    end: int

    def told(self, by: str, *, any_state: bool = False) -> list[ColumnElement[bool]]:
        return conditions(self.connection, self.asked, self.asker, self.now, by=by, any_state=any_state)


def order(asked: Asked) -> tuple[str, ...]:
    """Names of the columns by which it is sorted."""
    name = COLUMNS[asked.sort]
    if name in _WITH_TIME or name == "due_at":
        return (name, "opened_at", "id")
    return (name, "id")


def directed(asked: Asked, columns: Sequence[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    return [column.desc() if asked.descending else column.asc() for column in columns]
