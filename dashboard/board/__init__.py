"""The board: the one JSON that every screen draws from, worked out once for all of them.

Its cost does not grow with the records behind it: months are held in memory (`rollup`), the present is a few
small queries. What changes slowly is looked up at most every few seconds.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from dashboard.board.desk import desk
from dashboard.board.devices import gauges, tide
from dashboard.board.feeds import Feeds, feed_rows
from dashboard.board.incidents import incidents_open
from dashboard.board.kpis import kpi_rows, map_values
from dashboard.board.present import Pending, Present, due_soon, pending, present
from dashboard.board.promises import Promises
from dashboard.board.unknown import UNKNOWN_FIGURES, unknown_unit
from dashboard.civil import day_end, day_of, day_start, month_of
from dashboard.db import reading
from dashboard.figures import FIGURES
from dashboard.kpis import BOARD
from dashboard.outages import Missing, missing_by_kind
from dashboard.rollup import Rollup
from dashboard.settings import Settings
from dashboard.successions import history, units_at
from dashboard.targets import held

SLOW = timedelta(seconds=5)
# The figures that the board reads; the others are nobody's business until a page asks.
_READ = {figure for kpi in BOARD for figure in kpi.formula.figures()} | set(UNKNOWN_FIGURES)
SHOWN = tuple(figure for figure in FIGURES if figure.key in _READ)

Json = dict[str, Any]


class Board:
    """Works the board out; keep one and call `compute` when something changed and once a second."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        # Former units too: the city's total holds the records made under them.
        columns = {one.id: column for column, one in enumerate(history().units)}
        self._rollup = Rollup(units=columns, today=date.min, figures=SHOWN)
        self._slow: dict[str, tuple[datetime, Any]] = {}
        self._kpis: tuple[Any, ...] | None = None

    def compute(self, now: datetime, filling: bool = False) -> Json:
        """The board as of `now`; one consistent state of the store. Raises SQLAlchemy's errors.

        `filling`: history is still being loaded, so no KPI has a value that could be judged.
        """
        with reading(self._store) as connection:
            return self._compute(connection, now, filling)

    def _compute(self, connection: Connection, now: datetime, filling: bool) -> Json:
        today = day_of(now, self._settings.zone)
        rollup = self._rollup
        rollup.refresh(connection, today)
        columns = rollup.units
        waiting: Pending = self._seldom(
            "pending", now, lambda: pending(connection, columns, now, self._settings.zone)
        )
        here: Present = present(connection, columns, now)
        here |= self._seldom(
            "due_soon", now, lambda: due_soon(connection, columns, now, self._settings.calendar)
        )
        feeds = feed_rows(connection, now, self._seldom("rejected", now, lambda: Feeds.rejected(connection)))
        missing = self._seldom("missing", now, lambda: self._missing(connection, today, now))
        promises = Promises(held(connection), missing, today)
        codes = {one.code: columns[one.id] for one in units_at(today) if one.level == "ward"}
        return {
            "now": now,
            "city": self._settings.city,
            "kpis": kpi_rows(rollup, here, waiting, feeds, promises, filling),
            "map": map_values(rollup, here, waiting, codes),
            "gauges": gauges(connection, now),
            "tide": self._seldom("tide", now, lambda: tide(connection, now)),
            **incidents_open(connection, now),
            "desk": desk(connection, now),
            "feeds": [feed.json() for feed in feeds],
            "unknown_unit": self._seldom("unknown", now, lambda: unknown_unit(rollup)),
        }

    def _missing(self, connection: Connection, today: date, now: datetime) -> dict[str, Missing]:
        """Of this month, up to now, by kind of feed."""
        zone = self._settings.zone
        month = day_start(month_of(today), zone), day_end(today, zone)
        return missing_by_kind(connection, *month, now)

    def _seldom(self, name: str, now: datetime, look_up: Callable[[], Any]) -> Any:
        held = self._slow.get(name)
        if held is None or now - held[0] >= SLOW or now < held[0]:
            held = (now, look_up())
            self._slow[name] = held
        return held[1]
