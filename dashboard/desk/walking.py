"""A page of many incidents, along the index of its sort: what fits lies so dense that it is met soon."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select

from dashboard.desk import search
from dashboard.desk.sorts import COLUMNS, Asking, directed, order
from dashboard.models import incident


def walk(one: Asking, words: tuple[str, ...]) -> Sequence[Any]:
    """A page of many, along the index of the sort."""
    name = COLUMNS[one.asked.sort]
    told = one.told(name)
    if name != "due_at":
        return _taken(one, told, words, order(one.asked), one.start, one.end)
    # Most have no due time and come last, either way; those that have one are few.
    due = [*told, incident.c.due_at.is_not(None)]
    found = _taken(one, due, words, order(one.asked), one.start, one.end)
    if len(found) == one.end - one.start:
        return found
    fits = [*due, search.by_text(words)] if words else due
    before = one.connection.execute(select(func.count()).select_from(incident).where(*fits)).scalar_one()
    rest = [*told, incident.c.due_at.is_(None)]
    taken = max(0, one.start - before), max(0, one.end - before)
    return [*found, *_taken(one, rest, words, ("opened_at", "id"), *taken)]


def _taken(
    one: Asking,
    told: Sequence[ColumnElement[bool]],
    words: tuple[str, ...],
    names: Sequence[str],
    start: int,
    end: int,
) -> Sequence[Any]:
    by = directed(one.asked, [incident.c[name] for name in names])
    asking: Select[Any] = select(*one.columns).where(*told).order_by(*by)
    if not words:
        return one.connection.execute(asking.offset(start).limit(end - start)).all()
    if one.connection.dialect.name == "sqlite":
        asking = asking.where(search.by_text(words))
        return one.connection.execute(asking.offset(start).limit(end - start)).all()
    inner = select(*one.columns, incident.c.search).where(*told).order_by(*by)
    return _in_windows(one.connection, inner, one.columns, words, start, end)


def _in_windows(
    connection: Connection,
    inner: Select[Any],
    columns: Sequence[Column[Any]],
    words: tuple[str, ...],
    start: int,
    end: int,
) -> Sequence[Any]:
    """PostgreSQL takes words for rare and would sort all that hold them: it sees ever more of the walk."""
    found: Sequence[Any] = ()
    for window in (max(2000, 20 * end) * 10**power for power in range(5)):
        walked = inner.limit(window).subquery()
        asking = select(*(walked.c[column.name] for column in columns))
        asking = asking.where(search.by_text(words, walked.c)).offset(start).limit(end - start)
        found = connection.execute(asking).all()
        if len(found) == end - start:
            break
    return found
