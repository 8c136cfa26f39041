"""The same cells as `cells` makes, for tables of millions: made of a row's values in their order.

tests/dashboard/test_streaming.py holds the two equal.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from dashboard.opening.cells import CELLS, Beside, Cell
from dashboard.opening.rows import COLUMNS

# What is read of a record, after the moment and the id by which it is ordered; other tables are read whole.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "dossier": (
        "id", "external_id", "procedure_name", "procedure_code", "unit_id", "channel", "status",
        "accepted_at", "submitted_at", "overdue_at", "ended_at",
    ),
    "complaint": (
        "id", "external_id", "category_name", "category_code", "unit_id", "channel", "requested_at",
        "due_at", "answered_at", "closed_at",
    ),
}  # fmt: skip

Cells = tuple[Cell, ...]
Make = Callable[[Any, Beside], Cells]


def making(record: str) -> Make:
    """A record's cells in the order of its columns."""
    make, pick = CELLS[record], itemgetter(*COLUMNS[record])
    return _QUICK.get(record) or (lambda row, beside: pick(make(row, beside)))


def _dossier(row: Any, beside: Beside) -> Cells:
    (_at, _key, number_of, number, name, code, unit, channel, status, accepted_at, submitted_at, overdue_at,
     ended_at) = row  # fmt: skip
    return (
        number, name or code, beside.units[unit], beside.names.get(number_of, ""), channel, status,
        accepted_at or submitted_at, overdue_at, ended_at,
    )  # fmt: skip


def _complaint(row: Any, beside: Beside) -> Cells:
    _at, _key, number_of, number, name, code, unit, channel, requested_at, due_at, answered_at, closed_at = (
        row
    )
    return (
        number, name or code, beside.units[unit], beside.names.get(number_of, ""), channel,
        requested_at, due_at, answered_at, closed_at,
    )  # fmt: skip


_QUICK: Mapping[str, Make] = {"dossier": _dossier, "complaint": _complaint}
