"""Which records a report's sections read themselves: of whose units, between which moments."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, literal_column, true

from dashboard.opening.period import Period, period_of
from dashboard.reports.asked import Wanted
from dashboard.successions import history
from dashboard.views.scope import Scope, scope_of


@dataclass(frozen=True)
class Reach:
    """`scopes`: of those whom the report tells of, each with its share in every unit that ever was."""

    period: Period
    places: tuple[int, ...]
    scopes: tuple[Scope, ...]

    @cached_property
    def units(self) -> tuple[int, ...] | None:
        """Ids of the units that lie in it whole: their records are the report's. None: every unit."""
        found: set[int] = set()
        for scope in self.scopes:
            ids = scope.whole_places(self.places)
            if ids is None:
                return None
            found.update(ids)
        return tuple(sorted(found))

    @cached_property
    def shares(self) -> dict[int, float]:
        """By unit id, as far as there is one."""
        found: dict[int, float] = {}
        for scope in self.scopes:
            for place, share in zip(self.places, scope.shares.tolist(), strict=True):
                if share:
                    found[place] = found.get(place, 0.0) + share
        return found

    def of_units(self, connection: Connection, table: Table) -> ColumnElement[bool]:
        """A condition on a table's units. SQLite is to go by time: it takes any index for a good one."""
        if self.units is None:
            return true()
        column: ColumnElement[Any] = table.c.unit_id
        if connection.dialect.name == "sqlite":
            column = literal_column(f"+{table.name}.unit_id")
        return column.in_(self.units)


def reach(wanted: Wanted) -> Reach:
    """Of the report's period, up to today where it is not over."""
    places = tuple(sorted(unit.id for unit in history().units))
    scopes = tuple(
        scope_of(wanted.reader.understood(wanted.of(one.address), wanted.now), places) for one in wanted.whose
    )
    return Reach(period_of(wanted.span, wanted.now, wanted.settings), places, scopes)
