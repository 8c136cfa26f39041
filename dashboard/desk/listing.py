"""A page of the list: any filter, sort and search in the same time, however many incidents there are.

First up to `CAP` + 1 incidents that fit are gathered along the index that narrows most. Where that is all of
them they are sorted here and the total is exact. Where there are more they lie so dense that a walk along the
index of the sort meets a page of them soon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dashboard.desk import search
from dashboard.desk.asker import Asker
from dashboard.desk.filters import conditions, is_open
from dashboard.desk.rows import rows
from dashboard.desk.shapes import SORTS, Asked, Rows
from dashboard.models import incident

CAP = 10_000  # incidents up to which a total is exact
LONGEST_PAGE = 500
# What each sort looks at; the newest last within equals (ascending). The names are those of indexed columns.
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
_WITH_TIME = {"gravity", "state", "kind", "unit_id", "subject_key"}  # by time within equals


@dataclass(frozen=True, slots=True)
class _Found:
    """Numbers of the page, and how many there are, where that is known."""

    ids: list[int]
    total: int | None


def page(connection: Connection, asked: Asked, asker: Asker, now: datetime) -> Rows:
    """Rows `asked.start` to before `asked.end`, `LONGEST_PAGE` at most."""
    end = min(asked.end, asked.start + LONGEST_PAGE)
    found = find(connection, asked, asker, now, asked.start, end)
    last = found.total
    if last is None and len(found.ids) < end - asked.start:
        last = asked.start + len(found.ids)
    return Rows(rows=rows(connection, found.ids), last=last, total=found.total)


def find(connection: Connection, asked: Asked, asker: Asker, now: datetime, start: int, end: int) -> _Found:
    """Numbers of incidents, sorted."""
    question = search.read(asked.search)
    if asked.search.strip() and not question:
        return _Found([], 0)
    gathered = _gather(connection, asked, asker, now, question)
    if len(gathered) <= CAP:
        with_time = COLUMNS[asked.sort] in _WITH_TIME
        order = sorted(gathered, key=lambda held: _key(held, with_time), reverse=asked.descending)
        order.sort(key=lambda held: held.key is None)  # what has no value comes last, either way
        return _Found([held.id for held in order[start:end]], len(order))
    return _Found(_walk(connection, asked, asker, now, question, start, end), None)


def _key(held: Any, with_time: bool) -> tuple[Any, ...]:
    """As the store orders by columns; what has no value is put last afterwards."""
    if held.key is None:
        return (0, held.opened_at, held.id)
    return (1, held.key, held.opened_at, held.id) if with_time else (1, held.key, held.id)


def _gather(
    connection: Connection, asked: Asked, asker: Asker, now: datetime, question: search.Question
) -> Sequence[Any]:
    """(what it is sorted by, opened_at, id) of up to `CAP` + 1 that fit."""
    statement = select(incident.c[COLUMNS[asked.sort]].label("key"), incident.c.opened_at, incident.c.id)
    limited = statement.limit(CAP + 1)
    if question.number:
        any_state = not question.words
        told = conditions(connection, asked, asker, now, by="id", any_state=any_state)
        exact = connection.execute(limited.where(incident.c.id == question.number, *told)).all()
        if exact or not question.words:
            return exact
    by = _narrowest(asked, asker)
    told = conditions(connection, asked, asker, now, by=by)
    if not question.words:
        return connection.execute(limited.where(*told)).all()
    if by in _FEW:
        return connection.execute(limited.where(*told, search.by_text(question.words))).all()
    ids = search.first(connection, question.words, CAP + 1)
    if len(ids) > CAP:
        return connection.execute(limited.where(*told, search.by_index(connection, question.words))).all()
    told = conditions(connection, asked, asker, now, by="id")
    return connection.execute(limited.where(incident.c.id.in_(ids), *told)).all()


_FEW = {"resolved_at", "assignee_id", "due_at"}


def _narrowest(asked: Asked, asker: Asker) -> str:
    """The column whose index leaves least."""
    if asked.mine or asked.assignees:
        return "assignee_id"
    if asked.overdue:
        return "due_at"
    if is_open(asked):
        return "resolved_at"
    if asked.units or asker.units is not None:
        return "unit_id"
    return "opened_at"


def _walk(
    connection: Connection,
    asked: Asked,
    asker: Asker,
    now: datetime,
    question: search.Question,
    start: int,
    end: int,
) -> list[int]:
    name = COLUMNS[asked.sort]
    within = asked.since is not None or asked.until is not None
    by = "opened_at" if within else name
    told = conditions(connection, asked, asker, now, by=by)
    if question.words:
        told.append(search.by_index(connection, question.words))
    if name != "due_at":
        return _ordered(connection, told, asked, name, start, end)
    # Most have no due time and come last, either way; those that have one are few.
    due = [*told, incident.c.due_at.is_not(None)]
    ids = _ordered(connection, due, asked, name, start, end)
    if len(ids) == end - start:
        return ids
    before = connection.execute(select(func.count()).select_from(incident).where(*due)).scalar_one()
    rest = [*told, incident.c.due_at.is_(None)]
    return ids + _ordered(connection, rest, asked, "opened_at", max(0, start - before), max(0, end - before))


def _ordered(
    connection: Connection,
    told: Sequence[ColumnElement[bool]],
    asked: Asked,
    name: str,
    start: int,
    end: int,
) -> list[int]:
    columns = [incident.c[name], *([incident.c.opened_at] if name in _WITH_TIME else []), incident.c.id]
    order = [column.desc() if asked.descending else column.asc() for column in columns]
    asking = select(incident.c.id).where(*told).order_by(*order).offset(start).limit(end - start)
    return list(connection.execute(asking).scalars())
