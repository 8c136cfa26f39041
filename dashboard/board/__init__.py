"""The board: the one JSON that every screen draws from, worked out once for all of them.

Its cost does not grow with the records behind it: months are held in memory (`rollup`), the present is a few
small queries. What changes slowly is looked up at most every few seconds.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from dashboard.board.desk import desk
from dashboard.board.devices import gauges, tide
from dashboard.board.feeds import Feeds, feed_rows
from dashboard.board.incidents import incidents_open
from dashboard.board.kpis import Seen, kpi_row, line_of, map_values, seen
from dashboard.board.present import KINDS, Pending, Present, due_soon, pending, present
from dashboard.board.promises import Promises
from dashboard.board.unknown import UNKNOWN_FIGURES, unknown_unit
from dashboard.civil import day_end, day_of, day_start, month_of
from dashboard.db import reading
from dashboard.figures import FIGURES
from dashboard.kpis import BOARD, Values
from dashboard.kpis.evaluate import whole
from dashboard.outages import Missing, missing_by_kind
from dashboard.rollup import Rollup
from dashboard.settings import Settings
from dashboard.successions import history, units_at
from dashboard.targets import held

SLOW, SOON = timedelta(seconds=5), timedelta(seconds=1)
# The figures that the board reads; the others are nobody's business until a page asks.
_READ = {figure for kpi in BOARD for figure in kpi.formula.figures()} | set(UNKNOWN_FIGURES)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The board of one moment, and what other documents of that moment are worked out from."""

    board: Json
    now: datetime
    today: date
    rollup: Rollup
    here: Present
    waiting: Pending
    seen: Seen
    promises: Promises


class Board:
    """Works the board out; keep one and call `compute` when something changed and once a second.

    `more`: keys of figures that somebody reads from its looks beside the board's own.
    """

    def __init__(self, store: Engine, settings: Settings, more: Collection[str] = ()) -> None:
        self._store = store
        self._settings = settings
        # Former units too: the city's total holds the records made under them.
        columns = {one.id: column for column, one in enumerate(history().units)}
        figures = tuple(figure for figure in FIGURES if figure.key in _READ.union(more))
        self._rollup = Rollup(units=columns, today=date.min, figures=figures)
        self._slow: dict[str, tuple[datetime, Any]] = {}
        self._held_lines: tuple[tuple[date, int, int], dict[str, list[float | None]]] | None = None

    def compute(self, now: datetime, filling: bool = False) -> Json:
        """The board as of `now`; one consistent state of the store. Raises SQLAlchemy's errors.

        `filling`: history is still being loaded, so no KPI has a value that could be judged.
        """
        with reading(self._store) as connection:
            return self.look(connection, now, filling).board

    def look(self, connection: Connection, now: datetime, filling: bool = False) -> Look:
        """The same, and what it was worked out from."""
        today = day_of(now, self._settings.zone)
        rollup = self._rollup
        rollup.refresh(connection, today)
        columns = rollup.units
        waiting: Pending = self._seldom(
            "pending", now, lambda: pending(connection, columns, now, self._settings.zone)
        )
        here: Present = present(connection, columns, now, ("gauge",))
        # thousands of devices, of which every second many speak
        here |= self._seldom("devices", now, lambda: present(connection, columns, now, KINDS[:2]), SOON)
        here |= self._seldom(
            "due_soon", now, lambda: due_soon(connection, columns, now, self._settings.calendar)
        )
        feeds = feed_rows(connection, now, self._seldom("rejected", now, lambda: Feeds.rejected(connection)))
        missing = self._seldom("missing", now, lambda: self._missing(connection, today, now))
        promises = Promises(held(connection), missing, today)
        found = seen(rollup, here, waiting, feeds, filling=filling)
        shares = whole(len(columns))
        lines = self._lines(found, shares)
        codes = {one.code: columns[one.id] for one in units_at(today) if one.level == "ward"}
        board = {
            "now": now,
            "city": self._settings.city,
            "kpis": [kpi_row(kpi, found, promises, shares, line=lines[kpi.key]) for kpi in BOARD],
            "map": map_values(rollup, here, waiting, codes),
            "gauges": gauges(connection, now),
            "tide": self._seldom("tide", now, lambda: tide(connection, now)),
            **incidents_open(connection, now),
            "desk": desk(connection, now),
            "feeds": [feed.json() for feed in feeds],
            "unknown_unit": self._seldom("unknown", now, lambda: unknown_unit(rollup)),
        }
        return Look(
            board=board,
            now=now,
            today=today,
            rollup=rollup,
            here=here,
            waiting=waiting,
            seen=found,
            promises=promises,
        )

    def _lines(self, found: Seen, shares: Values) -> dict[str, list[float | None]]:
        """The values of the months behind, worked out again when any of them changed."""
        present = found.months[-1]
        told = sum(number for month, number in self._rollup.revisions().items() if month < present)
        state = present, self._rollup.loads, told
        if self._held_lines is None or self._held_lines[0] != state:
            self._held_lines = state, {kpi.key: line_of(kpi, found, shares) for kpi in BOARD}
        return self._held_lines[1]

    def _missing(self, connection: Connection, today: date, now: datetime) -> dict[str, Missing]:
        """Of this month, up to now, by kind of feed."""
        zone = self._settings.zone
        month = day_start(month_of(today), zone), day_end(today, zone)
        return missing_by_kind(connection, *month, now)

    def _seldom(self, name: str, now: datetime, look_up: Callable[[], Any], after: timedelta = SLOW) -> Any:
        held = self._slow.get(name)
        if held is None or now - held[0] >= after or now < held[0]:
            held = (now, look_up())
            self._slow[name] = held
        return held[1]
