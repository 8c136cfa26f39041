"""What the HTTP services know: dossiers and complaints that changed since a moment, in the order of change.

A walk through pages sees one state: the first page fixes the moment that the later ones go by, so that what
changes meanwhile neither slips through between two pages nor shows twice.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator import complaints, dossiers, dvcqg, open311
from simulator.city import City
from simulator.clock import day_of, midnight
from simulator.dossiers import NEVER
from simulator.flood import Flood
from simulator.storm_complaints import with_storms

Told = dict[str, Any]
Query = dict[str, float | str]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Order = NDArray[np.int64]  # (changed, day, row), sorted
Day = TypeVar("Day")
_WALKS = 32
_KEPT = 14  # days after which a dossier's change is forgotten


@dataclass(frozen=True, slots=True)
class Walk(Generic[Day]):
    """What a query finds at a moment, in order; `days` are as they were then."""

    now: float
    order: Order
    days: dict[int, Day]

    def rows(self, page: int, size: int) -> list[tuple[Day, int]]:
        """The entries of a page, counted from 1."""
        return [
            (self.days[int(day)], int(row)) for _, day, row in self.order[(page - 1) * size : page * size]
        ]


class Walks(Generic[Day]):
    """The walks begun of late, by their questions."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[object, ...], Walk[Day]] = OrderedDict()

    def at(self, page: int, question: tuple[object, ...], begin: Callable[[], Walk[Day]]) -> Walk[Day]:
        """The walk that a page belongs to: the first page begins a new one."""
        if page == 1 or question not in self._known:
            self._known[question] = begin()
            self._known.move_to_end(question)
            while len(self._known) > _WALKS:
                self._known.popitem(last=False)
        return self._known[question]


def _sorted(parts: list[tuple[NDArray[np.int64], int, NDArray[np.int64]]]) -> Order:
    """(changes, day, rows) of several days as one list in the order of change."""
    changed = np.concatenate([part[0] for part in parts])
    days = np.concatenate([np.full(len(part[0]), part[1]) for part in parts])
    rows = np.concatenate([part[2] for part in parts])
    found: Order = np.column_stack([changed, days, rows])[np.lexsort((rows, days, changed))]
    return found


class DossierBook:
    """Dossiers that lived at `floor` or later, by their changes. Older changes are forgotten.

    `floor` is the midnight before the start, and a fortnight ago later on; `with_open` adds those that were
    open then to a query that names no moment, though nothing has happened to them since.
    """

    def __init__(self, city: City, start: float, *, with_open: bool = True) -> None:
        self._city, self._with_open = city, with_open
        self.floor = float(midnight(day_of(start)))
        self._days: dict[int, dossiers.Filed] = {}
        self._walks: Walks[dossiers.Filed] = Walks()
        self._learn(day_of(start))

    def page(self, since: float | None, page: int, size: int, now: float) -> tuple[list[Told], float]:
        """A page (from 1) of what changed from `since` on, and the moment that it goes by."""
        walk = self._walks.at(page, (since, size), lambda: self._changed(since, now))
        rows = walk.rows(page, size)
        return [dvcqg.dossier(self._city, filed, row, walk.now) for filed, row in rows], walk.now

    def _changed(self, since: float | None, now: float) -> Walk[dossiers.Filed]:
        self._learn(day_of(now))
        least = max(since or 0.0, self.floor)
        every = self._with_open and (since is None or since < self.floor)
        parts = []
        for day, filed in self._days.items():
            past = np.where(filed.events <= now, filed.events, -1).max(axis=1)
            rows = np.flatnonzero((past > 0) if every else (past >= least))
            parts.append((past[rows], day, rows))
        return Walk(now, _sorted(parts), dict(self._days))

    def _learn(self, today: int) -> None:
        """Know each day's dossiers up to today, and forget those that ended before the floor."""
        known = len(self._days)
        self.floor = max(self.floor, float(midnight(today - _KEPT)))
        for day in range(day_of(self.floor) - dossiers.LONGEST, today + 1):
            if day not in self._days:
                self._days[day] = dossiers.filed(self._city, day)
        if len(self._days) > known:
            self._days = {day: self._living(filed) for day, filed in self._days.items()}

    def _living(self, filed: dossiers.Filed) -> dossiers.Filed:
        ended = np.where(filed.events < NEVER, filed.events, -1).max(axis=1)
        return filed.only(ended >= self.floor)


class ComplaintBook:
    """Complaints of the last weeks, by their changes or by when they were made."""

    def __init__(self, city: City, start: float, flood: Flood) -> None:
        self._city = city
        self._flood = flood
        self.floor = float(midnight(day_of(start)))
        self._days: dict[int, complaints.Reported] = {}
        self._walks: Walks[complaints.Reported] = Walks()

    def page(self, query: Query, page: int, size: int, now: float) -> tuple[list[Told], float]:
        """A page (from 1) of a GeoReport query, in the order of change, and the moment that it goes by.

        Query: `start`, `end` (of the request), `updated` (changed from then on), `status`, `code`, `id`.
        Without any, what is open and what has changed since the midnight before the start.
        """
        question = (tuple(sorted(query.items())), size)
        walk = self._walks.at(page, question, lambda: self._matching(query, now))
        rows = walk.rows(page, size)
        return [open311.request(self._city, made, row, walk.now) for made, row in rows], walk.now

    def _matching(self, query: Query, now: float) -> Walk[complaints.Reported]:
        for day in range(day_of(self.floor) - complaints.LONGEST, day_of(now) + 1):
            if day not in self._days:
                self._days[day] = with_storms(self._city, complaints.reported(self._city, day), self._flood)
        parts = []
        for day, made in self._days.items():
            changed = np.where(made.moments <= now, made.moments, -1).max(axis=1)
            rows = np.flatnonzero((changed > 0) & self._wanted(query, made, changed, now))
            parts.append((changed[rows], day, rows))
        return Walk(now, _sorted(parts), dict(self._days))

    def _wanted(self, query: Query, made: complaints.Reported, changed: Whole, now: float) -> Mask:
        is_open = made.is_open(now)
        keep: Mask = (made.requested <= float(query.get("end", NEVER))) & (changed >= 0)
        if "start" in query or "updated" in query:
            keep &= made.requested >= float(query.get("start", 0))
            keep &= changed >= float(query.get("updated", 0))
        elif "id" not in query:
            keep &= is_open | (changed >= self.floor)
        if "status" in query:
            keep &= is_open == (query["status"] == "open")
        if "code" in query:
            codes = np.array([category.code for category in complaints.CATEGORIES])
            keep &= codes[made.category] == query["code"]
        if "id" in query:
            ids = np.array([open311.number_of(made, row) for row in range(len(keep))], dtype=np.str_)
            keep &= ids == query["id"]
        return keep
