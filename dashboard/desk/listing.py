"""A page of the list: any filter, sort and search in the same time, however many incidents there are.

First it is counted, up to `CAP`, what fits, along the index that narrows most. Where that is all of it,
the page is sorted out of it and the total is exact. Where there is more, what fits lies so dense that a walk
along the index of the sort meets a page of it soon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, select

from dashboard.desk import search
from dashboard.desk.asker import Asker
from dashboard.desk.filters import is_open
from dashboard.desk.rows import rows
from dashboard.desk.shapes import Asked, Rows
from dashboard.desk.sorts import COLUMNS, Asking, directed, order
from dashboard.desk.walking import walk
from dashboard.models import incident

CAP = 10_000  # incidents up to which a total is exact
LONGEST_PAGE = 500
SHORT = timedelta(days=92)
_FEW = {
    "resolved_at",
    "assignee_id",
    "due_at",
    "unit_id",
}  # whose index leaves few enough to read their words


def page(connection: Connection, asked: Asked, asker: Asker, now: datetime) -> Rows:
    """Rows `asked.start` to before `asked.end`, `LONGEST_PAGE` at most."""
    end = min(asked.end, asked.start + LONGEST_PAGE)
    found = find(connection, asked, asker, now, (incident.c.id,), asked.start, end)
    last = found.total
    if last is None and len(found.rows) < end - asked.start:
        last = asked.start + len(found.rows)
    return Rows(rows=rows(connection, [held.id for held in found.rows]), last=last, total=found.total)


@dataclass(frozen=True, slots=True)
class Found:
    """The columns asked for of a page, and how many fit, where that is known."""

    rows: Sequence[Any]
    total: int | None


def find(
    connection: Connection,
    asked: Asked,
    asker: Asker,
    now: datetime,
    columns: Sequence[Column[Any]],
    start: int,
    end: int,
) -> Found:
    """These columns of incidents `start` to before `end`, sorted."""
    one = Asking(connection, asked, asker, now, columns, start, end)
    question = search.read(asked.search)
    if asked.search.strip() and not question:
        return Found((), 0)
    if question.number:
        exact = [*one.told("id", any_state=not question.words), incident.c.id == question.number]
        if (not question.words) or _count(connection, exact):
            return _sorted(one, exact, _count(connection, exact))
    narrow = _narrow(one, question)
    total = _count(connection, narrow) if narrow is not None else CAP + 1
    if narrow is not None and total <= CAP:
        return _sorted(one, narrow, total)
    if narrow is not None and COLUMNS[asked.sort] != "opened_at" and _is_short(asked, now):
        return Found(_sorted(one, narrow, total).rows, None)
    return Found(walk(one, question.words), None)


def _is_short(asked: Asked, now: datetime) -> bool:
    """A time so short that all of it is sorted sooner than a walk through all times finds it."""
    return asked.since is not None and (asked.until or now) - asked.since <= SHORT


def _narrow(one: Asking, question: search.Question) -> list[ColumnElement[bool]] | None:
    """What must hold, along the index that leaves least; None where it is not to be counted."""
    by = _narrowest(one.asked, one.asker)
    told = one.told(by)
    if not question.words:
        return told
    if by in _FEW:
        return [*told, search.by_text(question.words)]
    if search.count(one.connection, question.words, CAP + 1) <= CAP:
        return [search.by_index(one.connection, question.words), *one.told("id")]
    # The newest first are met soon; how many there are beside them is not worth reading all their words.
    by_time = one.asked.sort == "opened_at"
    return None if by_time or not told else [*told, search.by_text(question.words)]


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


def _count(connection: Connection, told: Sequence[ColumnElement[bool]]) -> int:
    """How many fit, `CAP` + 1 at most."""
    some = select(incident.c.opened_at).where(*told).limit(CAP + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def _sorted(one: Asking, told: Sequence[ColumnElement[bool]], total: int) -> Found:
    """A page of few: all of them are read, then sorted; what has no value comes last, either way."""
    if total <= one.start:
        return Found((), total)
    names = dict.fromkeys([*(column.name for column in one.columns), *order(one.asked)])
    few = select(*(incident.c[name] for name in names)).where(*told).cte("few")
    few = few.prefix_with("MATERIALIZED")
    names_of_order = order(one.asked)
    by = [few.c[names_of_order[0]].is_(None), *directed(one.asked, [few.c[name] for name in names_of_order])]
    asking = select(*(few.c[column.name] for column in one.columns)).order_by(*by)
    found = one.connection.execute(asking.offset(one.start).limit(one.end - one.start))
    return Found(found.all(), total)
