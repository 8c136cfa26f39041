"""A figure opened into its records: the list behind a KPI's numerator or denominator, page by page.

A page costs the same wherever it stands in the list: it goes on after the last record seen (keyset).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Date, Float, Table, and_, func, literal_column, or_, select

from dashboard.columns import UtcDateTime
from dashboard.kpis import Kpi
from dashboard.models import figure_history
from dashboard.opening.cursor import After, after
from dashboard.opening.parts import Part, figures_of, source_of
from dashboard.opening.period import Period, period_of
from dashboard.opening.rows import Listed, listed
from dashboard.opening.sources import Branch
from dashboard.periods import Span
from dashboard.settings import Settings

PAGE = 50
EXPORT_PAGE = 1_000
FEW = 8  # units

# Why a figure shows no records: they came as figures; or only the number was kept of a day's devices.
NoRecords = Literal["", "loaded", "sampled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A page of the records behind a figure. `loaded_until`: up to this day figures came ready-made."""

    record: str
    rows: Sequence[Listed]
    more: str  # where the next page goes on; "" on the last one
    reason: NoRecords = ""
    loaded_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which records: of a KPI's part, of units (None: of all), of a span of days."""

    kpi: Kpi
    span: Span
    part: Part = "numerator"
    unit_ids: Sequence[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Where the records behind a figure are; `table` None where there are none, `reason` then says why."""

    record: str
    table: Table | None = None
    branches: tuple[Branch, ...] = ()
    reason: NoRecords = ""
    loaded_until: date | None = None


def open_records(
    connection: Connection,
    question: Question,
    now: datetime,
    settings: Settings,
    begin: str = "",
    size: int = PAGE,
    *,
    personal: bool = False,
) -> Opened:
    """A page of the records, newest first. `begin`: `more` of the page before; `personal`: whole names."""
    behind = behind_of(connection, question, now, settings)
    if behind.table is None:
        return Opened(
            record=behind.record, rows=(), more="", reason=behind.reason, loaded_until=behind.loaded_until
        )
    table, loaded = behind.table, behind.loaded_until
    rows = _page(connection, table, behind.branches, question.unit_ids, after(begin), size + 1)
    shown = listed(connection, table.name, rows[:size], now, personal=personal)
    more = shown[-1].after.text() if len(rows) > size else ""
    return Opened(record=table.name, rows=shown, more=more, loaded_until=loaded)


def behind_of(connection: Connection, question: Question, now: datetime, settings: Settings) -> Behind:
    """The table and the conditions of the records that are asked for."""
    part: Part = question.part if figures_of(question.kpi, question.part) else "numerator"
    figures = figures_of(question.kpi, part)
    source = source_of(question.kpi, part)
    until = loaded_until(connection, figures)
    whole = period_of(question.span, now, settings)
    live = question.kpi.of == "now" and whole.is_present and source.present is not None
    loaded = until if until is not None and until >= whole.first and not live else None
    if loaded is not None and not source.is_stock and loaded >= whole.last:
        return Behind(record=source.table.name, reason="loaded", loaded_until=loaded)
    period = period_of(question.span, now, settings, after=None if source.is_stock else loaded)
    found = source.branches(period, question.kpi.of)
    if found is None:
        return Behind(record=source.table.name, reason="sampled")
    table, branches = found
    return Behind(record=table.name, table=table, branches=tuple(branches), loaded_until=loaded)


def loaded_until(connection: Connection, figures: Sequence[str]) -> date | None:
    """The last day for which any of the figures was loaded ready-made."""
    statement = select(func.max(figure_history.c.until)).where(figure_history.c.figure.in_(figures))
    until: date | None = connection.execute(statement).scalar_one()
    return until


def _page(
    connection: Connection,
    table: Table,
    branches: Iterable[Branch],
    unit_ids: Sequence[int] | None,
    begin: After | None,
    size: int,
) -> list[Any]:
    """Each branch's first rows by its own index, then the first of them all."""
    keys = keys_of(table)
    rows: list[Any] = []
    for branch in branches:
        statement = select(table, branch.at.label("at")).where(branch.where)
        if unit_ids is not None and "unit_id" in table.c:
            statement = statement.where(of_units(connection, table, branch, unit_ids))
        if begin is not None and _fits(branch.at, begin):
            statement = statement.where(beyond(branch.at, keys, begin))
        statement = statement.order_by(branch.at.desc(), *(one.desc() for one in keys)).limit(size)
        rows.extend(connection.execute(statement))
    names = [str(one.key) for one in keys]
    return sorted(rows, key=lambda row: (row.at, *(getattr(row, name) for name in names)), reverse=True)[
        :size
    ]


def keys_of(table: Table) -> list[ColumnElement[Any]]:
    """What orders records of one moment."""
    key = table.c.device_id if "device_id" in table.primary_key.columns else table.c.id
    return [key, *(column for column in table.primary_key.columns if column.name == "day")]


def of_units(
    connection: Connection, table: Table, branch: Branch, unit_ids: Sequence[int]
) -> ColumnElement[bool]:
    """Of these units. SQLite thinks that a unit has a handful of records, and would read all of them first.

    So it may go by units only where they are few and an index has them in the order of the list.
    """
    column: ColumnElement[Any] = table.c.unit_id
    in_order = not branch.has_index and any(
        [one.name for one in index.columns][:2] == ["unit_id", branch.at.key] for index in table.indexes
    )
    if connection.dialect.name == "sqlite" and not (in_order and len(unit_ids) <= FEW):
        column = literal_column(f"+{table.name}.unit_id")
    return column.in_(unit_ids)


def _fits(at: ColumnElement[Any], begin: After) -> bool:
    """A token that somebody took from another list means nothing in this one."""
    told = type(begin.at)
    match at.type:
        case UtcDateTime():
            return told is datetime
        case Date():
            return told is date
        case Float():
            return told in (int, float)
        case _:
            return told is int


def beyond(at: ColumnElement[Any], keys: Sequence[ColumnElement[Any]], begin: After) -> ColumnElement[bool]:
    key, *days = keys
    later = key < begin.id
    if days and begin.day is not None:
        later = or_(later, and_(key == begin.id, days[0] < begin.day))
    # `at <= …` alone bounds the walk through the index
    return and_(at <= begin.at, or_(at < begin.at, later))


__all__ = [
    "EXPORT_PAGE",
    "PAGE",
    "Behind",
    "NoRecords",
    "Opened",
    "Part",
    "Period",
    "Question",
    "behind_of",
    "beyond",
    "figures_of",
    "keys_of",
    "of_units",
    "open_records",
    "source_of",
]
