"""The documents that walls draw from: of the city, and of each unit that somebody looks at.

Worked out with the board, in the same reading of the store: what both show is the same.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from dashboard.board import Board, Look
from dashboard.board.incidents import incidents_open
from dashboard.db import reading
from dashboard.kpis import BY_KEY
from dashboard.settings import Settings
from dashboard.stages import current
from dashboard.views.cells import figures_read
from dashboard.wall.day import Day
from dashboard.wall.promised import Promised
from dashboard.wall.scenes import version, wall
from dashboard.wall.tide_ahead import TideAhead
from dashboard.wall.today import today_of
from dashboard.wall.whose import Whose, whose_wall

Json = dict[str, Any]
BOARD = ""  # the board itself among what is worked out
LATELY = timedelta(seconds=1)
SHARED = ("now", "city", "map", "gauges", "tide", "incidents", "incidents_open", "feeds")


class Documents:
    """Keep one a process; not thread-safe."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._keys = wall(settings).promises
        kpis = (*map(BY_KEY.__getitem__, self._keys), BY_KEY["dossiers_open"])
        self._board = Board(store, settings, {figure for kpi in kpis for figure in figures_read(kpi)})
        self._promised = Promised()
        self._day = Day()
        self._tide = TideAhead()
        self._held: dict[str, tuple[datetime, Json]] = {}
        self._today: date | None = None
        self._known: dict[str, Whose | None] = {}

    def compute(self, now: datetime, walls: Collection[str], filling: bool = False) -> Mapping[str, Json]:
        """The board under "", and the document of each wall. Raises SQLAlchemy's errors.

        A name that is no wall's is left out. `filling`: history is still being loaded.
        """
        with reading(self._store) as connection:
            look = self._board.look(connection, now, filling)
            documents = {BOARD: look.board}
            if walls:
                documents |= self._walls(connection, look, walls)
            return documents

    def _walls(self, connection: Connection, look: Look, names: Collection[str]) -> dict[str, Json]:
        self._promised.refresh(look, self._keys, look.now)
        self._day.refresh(connection, look.rollup)
        same = {
            "displays": version(connection),
            "stage": self._lately("stage", look, lambda: current(connection, look.now)),
            "tide_ahead": self._tide.of(connection, look.board["tide"], look.now),
        }
        found = {name: self._whose(look, name) for name in names}
        return {
            name: self._wall(connection, look, whose) | same
            for name, whose in found.items()
            if whose is not None
        }

    def _whose(self, look: Look, name: str) -> Whose | None:
        """Looked up once a day: what a unit holds changes with the days alone."""
        if self._today != look.today:
            self._today, self._known = look.today, {}
        if name not in self._known:
            self._known[name] = whose_wall(name, look.today, tuple(look.rollup.units))
        return self._known[name]

    def _wall(self, connection: Connection, look: Look, whose: Whose) -> Json:
        return {
            **{key: look.board[key] for key in SHARED},
            **self._of_unit(connection, look, whose),
            "unit": None if whose.unit is None else {"code": whose.unit.code, "name": whose.unit.name},
            "promises": self._promised.rows(look, whose, self._keys),
            "today": today_of(look, whose, self._day),
        }

    def _of_unit(self, connection: Connection, look: Look, whose: Whose) -> Json:
        """What of the shared is the unit's own: its incidents and gauges."""
        ids = whose.unit_ids
        if ids is None:
            return {}
        gauges = whose.gauges(look)
        of_city = look.board["incidents"]
        if look.board["incidents_open"] > len(of_city):
            name = f"incidents {ids[0]} {look.board['desk']['seq']}"
            own = self._lately(name, look, lambda: incidents_open(connection, look.now, ids))
            return {**own, "gauges": gauges}
        told = [one for one in of_city if one["unit"] in whose.codes]
        return {"incidents_open": len(told), "incidents": told, "gauges": gauges}

    def _lately(self, name: str, look: Look, look_up: Callable[[], Json]) -> Json:
        """Looked up once a second: it changes by the clock too."""
        held = self._held.get(name)
        if held is None or not timedelta() <= look.now - held[0] < LATELY:
            self._held = {key: one for key, one in self._held.items() if look.now - one[0] < LATELY}
            held = self._held[name] = (look.now, look_up())
        return held[1]
