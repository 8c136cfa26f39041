"""Dossiers already stored, worked out anew: when the register of procedures or the rules changed.

What each counted for is taken from the figures, what it counts for now is added, a page a transaction.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select, update

from dashboard.db import reading, writing
from dashboard.figures import dossier_figures
from dashboard.ingest.dossiers import slice_of, worked_out
from dashboard.models import dossier
from dashboard.procedures import Register
from dashboard.records import Supplement
from dashboard.settings import Settings
from dashboard.tally import Tally

_PAGE = 2_000


def restate(store: Engine, settings: Settings, procedures: Collection[str] | None = None) -> int:
    """Work out again the dossiers of these procedures (None: of all). Returns how many changed."""
    if procedures is not None and not procedures:
        return 0
    changed = 0
    for ids in _pages(store, procedures):
        with writing(store) as connection:
            changed += _restate(connection, settings, ids)
    return changed


def _pages(store: Engine, procedures: Collection[str] | None) -> Iterator[list[int]]:
    last = 0
    while True:
        statement = select(dossier.c.id).where(dossier.c.id > last).order_by(dossier.c.id).limit(_PAGE)
        if procedures is not None:
            statement = statement.where(dossier.c.procedure_code.in_(sorted(procedures)))
        with reading(store) as connection:
            ids = list(connection.execute(statement).scalars())
        if not ids:
            return
        yield ids
        last = ids[-1]


def _restate(connection: Connection, settings: Settings, ids: list[int]) -> int:
    # Locked, so that no message changes a dossier between reading and writing it.
    statement = select(dossier).where(dossier.c.id.in_(ids)).order_by(dossier.c.id).with_for_update()
    rows = connection.execute(statement).all()
    register = Register()
    register.refresh(connection, max(row.received_at for row in rows))
    tally, changes = Tally(), []
    for row in rows:
        told = Row(row)
        made = worked_out(told, register[row.procedure_code], settings.calendar)
        if all(getattr(row, name) == value for name, value in made.items()):
            continue
        changes.append({"row_id": row.id, **made})
        tally.slices.add(slice_of(told, register[row.procedure_code]))
        tally.add(dossier_figures(row, settings.zone), row.unit_id, -1, row.slice_id)
        told.put(made)
        tally.add(dossier_figures(told, settings.zone), row.unit_id, 1, made["slice_id"])
    if changes:
        names = [name for name in changes[0] if name != "row_id"]
        values: dict[str, Any] = {name: bindparam(name) for name in names}
        connection.execute(update(dossier).where(dossier.c.id == bindparam("row_id")).values(values), changes)
        tally.write(connection)
    return len(changes)


class Row:
    """A stored dossier as `dossiers.Told`, and as a row with what is worked out put over it."""

    def __init__(self, row: Any) -> None:
        self._row = row
        self._made: dict[str, Any] = {"supplements": tuple(map(_supplement, row.supplements))}

    def put(self, made: dict[str, Any]) -> None:
        """What holds from now on."""
        self._made |= made

    def __getattr__(self, name: str) -> Any:
        made = self.__dict__["_made"]
        return made[name] if name in made else getattr(self.__dict__["_row"], name)


def _supplement(told: dict[str, str | None]) -> Supplement:
    times = {name: None if text is None else datetime.fromisoformat(text) for name, text in told.items()}
    return Supplement(**times)  # type: ignore[arg-type]  # requested_at is always told
