"""Records already stored, worked out anew: when the register of procedures, a clock or the rules changed.

What each counted for is taken from the figures, what it counts for now is added, a page a transaction.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, bindparam, select, update

from dashboard.db import reading, writing
from dashboard.figures import Counted, complaint_figures, dossier_figures
from dashboard.ingest import complaints, dossiers
from dashboard.models import complaint, dossier
from dashboard.procedures import Register
from dashboard.records import Supplement
from dashboard.settings import Settings
from dashboard.slices import Slice
from dashboard.tally import Tally

_PAGE = 2_000
# The columns that follow from what was told, and what its figures are broken down by.
Remake = Callable[["Row"], tuple[dict[str, Any], Slice]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of record is worked out again; `remake` looks up what it needs once a page."""

    table: Table
    figures: Callable[[Any, tzinfo], Counted]
    remake: Callable[[Connection, Settings], Remake]


def _dossiers(connection: Connection, settings: Settings) -> Remake:
    register = Register()
    register.refresh(connection)

    def remake(row: "Row") -> tuple[dict[str, Any], Slice]:
        procedure = register[row.procedure_code]
        return dossiers.worked_out(row, procedure, settings.calendar), dossiers.slice_of(row, procedure)

    return remake


def _complaints(_connection: Connection, settings: Settings) -> Remake:
    clocks, work = settings.complaint_clocks, settings.calendar

    def remake(row: "Row") -> tuple[dict[str, Any], Slice]:
        return complaints.worked_out(row, row.unit_id, clocks, work), complaints.slice_of(row)

    return remake


_DOSSIERS = _Kind(dossier, dossier_figures, _dossiers)
_COMPLAINTS = _Kind(complaint, complaint_figures, _complaints)


def restate(store: Engine, settings: Settings, procedures: Collection[str] | None = None) -> int:
    """Work out again the dossiers of these procedures (None: of all). Returns how many changed."""
    if procedures is None:
        return _restate(store, settings, _DOSSIERS)
    if not procedures:
        return 0
    return _restate(store, settings, _DOSSIERS, dossier.c.procedure_code.in_(sorted(procedures)))


def restate_complaints(store: Engine, settings: Settings) -> int:
    """Work out again all complaints. Returns how many changed."""
    return _restate(store, settings, _COMPLAINTS)


def _restate(store: Engine, settings: Settings, kind: _Kind, *where: ColumnElement[bool]) -> int:
    changed = 0
    for ids in _pages(store, kind.table, *where):
        with writing(store) as connection:
            changed += _page(connection, settings, kind, ids)
    return changed


def _pages(store: Engine, table: Table, *where: ColumnElement[bool]) -> Iterator[list[int]]:
    last = 0
    while True:
        statement = select(table.c.id).where(table.c.id > last, *where).order_by(table.c.id).limit(_PAGE)
        with reading(store) as connection:
            ids = list(connection.execute(statement).scalars())
        if not ids:
            return
        yield ids
        last = ids[-1]


def _page(connection: Connection, settings: Settings, kind: _Kind, ids: list[int]) -> int:
    # Locked, so that no message changes a record between reading and writing it.
    table = kind.table
    statement = select(table).where(table.c.id.in_(ids)).order_by(table.c.id).with_for_update()
    rows = connection.execute(statement).all()
    remake = kind.remake(connection, settings)
    tally, changes = Tally(), []
    for row in rows:
        told = Row(row)
        made, slice_ = remake(told)
        if all(getattr(row, name) == value for name, value in made.items()):
            continue
        changes.append({"row_id": row.id, **made})
        tally.slices.add(slice_)
        tally.add(kind.figures(row, settings.zone), row.unit_id, -1, row.slice_id)
        told.put(made)
        tally.add(kind.figures(told, settings.zone), row.unit_id, 1, made["slice_id"])
    if changes:
        names = [name for name in changes[0] if name != "row_id"]
        values: dict[str, Any] = {name: bindparam(name) for name in names}
        connection.execute(update(table).where(table.c.id == bindparam("row_id")).values(values), changes)
        tally.write(connection)
    return len(changes)


class Row:
    """A stored record as a message told it (`dossiers.Told`), with what is worked out anew put over it."""

    def __init__(self, row: Any) -> None:
        self._row = row
        self._made: dict[str, Any] = {}
        if "supplements" in row._mapping:
            self._made["supplements"] = tuple(map(_supplement, row.supplements))

    def put(self, made: dict[str, Any]) -> None:
        """What holds from now on."""
        self._made |= made

    def __getattr__(self, name: str) -> Any:
        made = self.__dict__["_made"]
        return made[name] if name in made else getattr(self.__dict__["_row"], name)


def _supplement(told: dict[str, str | None]) -> Supplement:
    times = {name: None if text is None else datetime.fromisoformat(text) for name, text in told.items()}
    return Supplement(**times)  # type: ignore[arg-type]  # requested_at is always told
