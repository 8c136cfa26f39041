"""The documents that walls draw from: of the city, and of each unit that somebody looks at.

Worked out with the board, in the same reading of the store: what both show is the same.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from dashboard.board import Board, Look
from dashboard.board.incidents import incidents_open
from dashboard.db import reading
from dashboard.settings import Settings
from dashboard.wall.promised import promised
from dashboard.wall.whose import Whose, whose_wall

Json = dict[str, Any]
BOARD = ""  # the board itself among what is worked out
SHARED = ("now", "city", "map", "gauges", "tide", "incidents", "incidents_open", "feeds")
PROMISES = (
    "online_share",
    "on_time_share",
    "paid_online_share",
    "complaints_48h_share",
    "cameras_online_share",
    "dossiers_overdue",
)


class Documents:
    """Keep one a process; not thread-safe."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._board = Board(store, settings)

    def compute(self, now: datetime, walls: Collection[str], filling: bool = False) -> Mapping[str, Json]:
        """The board under "", and the document of each wall. Raises SQLAlchemy's errors.

        A name that is no wall's is left out. `filling`: history is still being loaded.
        """
        with reading(self._store) as connection:
            look = self._board.look(connection, now, filling)
            documents = {BOARD: look.board}
            for name in walls:
                whose = whose_wall(name, look.today, tuple(look.rollup.units))
                if whose is not None:
                    documents[name] = self._wall(connection, look, whose)
            return documents

    def _wall(self, connection: Connection, look: Look, whose: Whose) -> Json:
        shared = {key: look.board[key] for key in SHARED}
        return {
            **shared,
            **_of_unit(connection, look, whose),
            "unit": None if whose.unit is None else {"code": whose.unit.code, "name": whose.unit.name},
            "displays": 1,
            "stage": _stage(),
            "promises": promised(look, whose, PROMISES),
            "today": {},
            "tide_ahead": None,
        }


def _of_unit(connection: Connection, look: Look, whose: Whose) -> Json:
    """What of the shared is the unit's own: its incidents and gauges."""
    if whose.unit_ids is None or whose.units is None:
        return {}
    codes = {unit.code for unit in whose.units}
    return {
        **incidents_open(connection, look.now, whose.unit_ids),
        "gauges": [gauge for gauge in look.board["gauges"] if gauge["unit"] in codes],
    }


def _stage() -> Json:
    return {
        "stage": 1,
        "proposed": 1,
        "by": "",
        "reason": "",
        "since": None,
        "until": None,
        "reasons": [],
        "unsure": False,
    }
