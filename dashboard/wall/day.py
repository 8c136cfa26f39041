"""The figures of the present civil day by unit, as walls show them; read again only where they changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from sqlalchemy import Connection, select

from dashboard.figure_table import FigureTable
from dashboard.figures import FIGURES
from dashboard.kpis import Values
from dashboard.models import figure_change
from dashboard.rollup import Rollup
from dashboard.views.cells import gather

CAUSES = ("processing", "supplement", "intake")  # why a dossier was resolved late, docs/figures.md
_READ = frozenset(
    (
        *("dossiers_received", "dossiers_received_online", "dossiers_resolved"),
        *("dossiers_resolved_on_time", "dossiers_resolved_late"),
        *(f"dossiers_late_{cause}" for cause in CAUSES),
        *("complaints_received", "complaints_answered", "complaints_clock_in_time"),
        *("fire_alarms", "rain_day"),
    )
)


@dataclass(slots=True)
class Day:
    """Costs one small question a look, and those figures that moved; nothing grows with the history."""

    _table: FigureTable | None = None
    _values: Values = field(default_factory=lambda: np.zeros((0, 0)))
    _of: tuple[date, int] | None = None
    _changes: Mapping[str, int] = field(default_factory=dict)

    def refresh(self, connection: Connection, rollup: Rollup) -> None:
        """Bring it up to the day and the state that the rollup has."""
        if self._table is None or self._of != (rollup.today, rollup.loads):
            self._table = FigureTable([figure for figure in FIGURES if figure.key in _READ], rollup.units)
            self._values, self._changes = self._table.empty(), {}
            self._of = (rollup.today, rollup.loads)
        of_day = select(figure_change.c.figure, figure_change.c.revision).where(
            figure_change.c.day == rollup.today
        )
        changes = {figure: revision for figure, revision in connection.execute(of_day) if figure in _READ}
        moved = {figure for figure, revision in changes.items() if self._changes.get(figure) != revision}
        if moved:
            read = self._table.merged(connection, rollup.today, rollup.today, moved)
            rows = [self._table.row[figure] for figure in moved]
            self._values[rows] = read[rows]
        self._changes = changes

    def of(self, figure: str, shares: Values) -> float:
        """One figure of all places together that have `shares`, as a column."""
        assert self._table is not None
        return float(gather(figure, self._values[self._table.row[figure]], shares)[0])
