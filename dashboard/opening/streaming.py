"""All records behind a figure, millions of them: what their list shows and no more, nothing held open.

A page is read by its own short transaction and goes on after the last record seen. Moments stay as SQLite
keeps them, microseconds since 1970; personal data are masked here as everywhere.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Engine, Table, func, select, type_coerce

from dashboard.columns import UtcDateTime
from dashboard.db import reading
from dashboard.opening import Behind, Question, behind_of, beyond, keys_of, of_units
from dashboard.opening.cells import Cell
from dashboard.opening.cursor import After
from dashboard.opening.quick import NEEDED, making
from dashboard.opening.rows import COLUMNS, beside_of
from dashboard.opening.sources import Branch
from dashboard.settings import Settings

PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Stream:
    """The records behind a question as it was understood when it was asked."""

    store: Engine
    behind: Behind
    unit_ids: Sequence[int] | None
    now: datetime
    personal: bool

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS[self.behind.record]

    def count(self, most: int | None = None) -> int:
        """How many there are now; counted no further than `most`."""
        total = 0
        with reading(self.store) as connection:
            for branch in self.behind.branches:
                table = self._table
                few = select(keys_of(table)[0]).where(*self._where(connection, branch))
                if most is not None:
                    few = few.limit(max(0, most - total))
                statement = select(func.count()).select_from(few.subquery())
                total += connection.execute(statement).scalar_one()
        return total

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Cells in the order of `columns`, the newest record first."""
        branches = self.behind.branches
        if len(branches) == 1:
            return (cells for _row, cells in self._walk(branches[0]))
        # two branches share no record, so at and key differ before anything else of a row is compared
        walks = [self._walk(branch) for branch in branches]
        return (cells for _row, cells in heapq.merge(*walks, key=itemgetter(0), reverse=True))

    @property
    def _table(self) -> Table:
        table = self.behind.table
        if table is None:
            raise ValueError("no records stand behind this figure")
        return table

    def _where(self, connection: Connection, branch: Branch) -> list[ColumnElement[bool]]:
        where = [branch.where]
        if self.unit_ids is not None and "unit_id" in self._table.c:
            where.append(of_units(connection, self._table, branch, self.unit_ids))
        return where

    def _walk(self, branch: Branch) -> Iterator[tuple[Any, tuple[Cell, ...]]]:
        """A branch's records page by page, each as it was read and as its cells."""
        table, record = self._table, self.behind.record
        make = making(record)
        last: After | None = None
        while True:
            with reading(self.store) as connection:
                rows = self._page(connection, branch, last)
                beside = beside_of(connection, record, rows, self.now, personal=self.personal)
            keys = [str(one.key) for one in keys_of(table)]
            for row in rows:
                yield row, make(row, beside)
            if len(rows) < PAGE:
                return
            last = After(rows[-1].at, getattr(rows[-1], keys[0]), rows[-1].day if len(keys) > 1 else None)

    def _page(self, connection: Connection, branch: Branch, last: After | None) -> Sequence[Any]:
        table, keys = self._table, keys_of(self._table)
        is_raw = connection.dialect.name == "sqlite" and self.behind.record in NEEDED
        at = _raw(branch.at) if is_raw else branch.at
        needed = NEEDED.get(self.behind.record) or [column.name for column in table.c]
        wanted = [(_raw(table.c[name]) if is_raw else table.c[name]).label(name) for name in needed]
        # first what orders them, so that rows of several branches compare as they are
        ordered = [at.label("at"), *(one.label(f"key_{one.key}") for one in keys)]
        statement = select(*ordered, *wanted).where(*self._where(connection, branch))
        if last is not None:
            statement = statement.where(beyond(at, keys, last))
        statement = statement.order_by(at.desc(), *(one.desc() for one in keys)).limit(PAGE)
        return connection.execute(statement).all()


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A moment as SQLite keeps it."""
    return type_coerce(column, BigInteger) if isinstance(column.type, UtcDateTime) else column


def stream(
    store: Engine, question: Question, now: datetime, settings: Settings, *, personal: bool = False
) -> Stream:
    """`personal`: names as they are; whoever asks for them has asked `access.may` and told the audit log."""
    with reading(store) as connection:
        behind = behind_of(connection, question, now, settings)
    return Stream(store, behind, question.unit_ids, now, personal)
