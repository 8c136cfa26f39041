"""What opens a figure: the records behind it as conditions of the store, in the order of an index."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Table, and_

from dashboard.opening.period import Period

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Branch:
    """Records with `where`, the greatest `at` first. Branches of one figure share no record.

    `has_index`: of such records alone, in this order; few have to be walked through, whosever they are.
    """

    at: ColumnElement[Any]
    where: Condition
    has_index: bool = False


Branches = Callable[[Period], tuple[Branch, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is listed of a month, and of the present where that is not a sum of days.

    `month` None: the figure was sampled, and no records of a past month exist.
    """

    table: Table
    month: Branches | None
    present: Branches | None = None
    now_table: Table | None = None
    is_stock: bool = False

    def branches(
        self, period: Period, of: Literal["month", "now"]
    ) -> tuple[Table, tuple[Branch, ...]] | None:
        """None where nothing was kept that could be listed."""
        if of == "now" and period.is_present and self.present is not None:
            table = self.table if self.now_table is None else self.now_table
            return table, self.present(period)
        return None if self.month is None else (self.table, self.month(period))


def within(at: ColumnElement[Any], period: Period) -> Condition:
    return and_(at >= period.start, at < period.end)


def walked(begun: ColumnElement[Any], over: ColumnElement[Any], period: Period) -> ColumnElement[Any]:
    """By which index to find what was still there at the end: next to nothing is over in days to come."""
    return over if period.end > period.now else begun
