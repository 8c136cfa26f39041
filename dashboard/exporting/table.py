"""A table on its way into a file: typed columns, rows that may be a stream of millions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

# A moment is an aware datetime, or microseconds since 1970: what SQLite keeps needs no detour then.
Cell = str | int | float | datetime | date | None
Row = Sequence[Cell]
Kind = Literal["text", "number", "moment", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """`title` is in the reader's language; `decimals` None: as many as a number has."""

    title: str
    kind: Kind = "text"
    decimals: int | None = None
    width: int = 0  # in letters; 0: by kind and title


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`name`: of the file, without its ending. `about`: what a reader of the file alone has to know.

    `rows` is walked once. A text in a column of numbers stays a text.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    about: tuple[tuple[str, str], ...] = ()
    about_title: str = "?"
    made_at: datetime | None = None

    def with_rows(self, rows: Iterable[Row]) -> "Table":
        return replace(self, rows=rows)


def text(*titles: str) -> tuple[Column, ...]:
    """Columns of texts."""
    return tuple(Column(one) for one in titles)


def number(title: str, decimals: int | None = None) -> Column:
    return Column(title, "number", decimals)


def moment(title: str) -> Column:
    return Column(title, "moment")


def day(title: str) -> Column:
    return Column(title, "day")
