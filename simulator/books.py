"""What the HTTP services know: dossiers and complaints that changed since a moment, in the order of change.

A walk through pages sees one state: the first page fixes the moment that the later ones go by, so that what
changes meanwhile neither slips through between two pages nor shows twice.
"""

from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator import complaints, dossiers, dvcqg, open311
from simulator.city import City
from simulator.clock import day_of, midnight
from simulator.dossiers import NEVER

Order = NDArray[np.int64]  # (changed, day, row), sorted
_WALKS = 32


class Walks:
    """The moments by which the pages of recent queries go."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[object, ...], tuple[float, Order]] = OrderedDict()

    def begin(self, key: tuple[object, ...], now: float, order: Order) -> None:
        self._known[key] = (now, order)
        self._known.move_to_end(key)
        while len(self._known) > _WALKS:
            self._known.popitem(last=False)

    def find(self, key: tuple[object, ...]) -> tuple[float, Order] | None:
        return self._known.get(key)


def _sorted(parts: list[tuple[NDArray[np.int64], int, NDArray[np.int64]]]) -> Order:
    """(changes, day, rows) of several days as one list in the order of change."""
    changed = np.concatenate([part[0] for part in parts])
    days = np.concatenate([np.full(len(part[0]), part[1]) for part in parts])
    rows = np.concatenate([part[2] for part in parts])
    found: Order = np.column_stack([changed, days, rows])[np.lexsort((rows, days, changed))]
    return found


class DossierBook:
    """Dossiers that lived at `floor` or later, by their changes. Older changes are forgotten.

    `floor` is the midnight before the start; `with_open` adds those that were open then to a query that
    names no moment, though nothing has happened to them since.
    """

    def __init__(self, city: City, start: float, *, with_open: bool = True) -> None:
        self._city, self._with_open = city, with_open
        self.floor = float(midnight(day_of(start)))
        self._days: dict[int, dossiers.Filed] = {}
        self._walks = Walks()
        self._learn(day_of(start))

    def page(
        self, since: float | None, number: int, size: int, now: float
    ) -> tuple[list[dict[str, Any]], float]:
        """Page `number` (from 1) of what changed from `since` on, and the moment that it goes by."""
        key = (since, size)
        walk = self._walks.find(key) if number > 1 else None
        if walk is None:
            walk = (now, self._changed(since, now))
            self._walks.begin(key, *walk)
        asked_at, order = walk
        told = [
            dvcqg.dossier(self._city, self._days[int(day)], int(row), asked_at)
            for _, day, row in order[(number - 1) * size : number * size]
        ]
        return told, asked_at

    def _changed(self, since: float | None, now: float) -> Order:
        self._learn(day_of(now))
        least = max(since or 0.0, self.floor)
        every = self._with_open and (since is None or since < self.floor)
        parts = []
        for day, filed in self._days.items():
            past = np.where(filed.events <= now, filed.events, -1).max(axis=1)
            rows = np.flatnonzero((past > 0) if every else (past >= least))
            parts.append((past[rows], day, rows))
        return _sorted(parts)

    def _learn(self, today: int) -> None:
        """Know each day's dossiers up to today; of those before the floor only who lived on."""
        for day in range(day_of(self.floor) - dossiers.LONGEST, today + 1):
            if day not in self._days:
                filed = dossiers.filed(self._city, day)
                ended = np.where(filed.events < NEVER, filed.events, -1).max(axis=1)
                self._days[day] = filed.only(ended >= self.floor)


class ComplaintBook:
    """Complaints of the last weeks, by their changes or by when they were made."""

    def __init__(self, city: City, start: float) -> None:
        self._city = city
        self.floor = float(midnight(day_of(start)))
        self._days: dict[int, complaints.Reported] = {}
        self._walks = Walks()

    def page(
        self, query: dict[str, float | str], number: int, size: int, now: float
    ) -> tuple[list[dict[str, Any]], float]:
        """Page `number` (from 1) of a GeoReport query, in the order of change, and the moment it goes by.

        Query: `start`, `end` (of the request), `updated` (changed from then on), `status`, `code`, `id`.
        """
        key = (tuple(sorted(query.items())), size)
        walk = self._walks.find(key) if number > 1 else None
        if walk is None:
            walk = (now, self._matching(query, now))
            self._walks.begin(key, *walk)
        asked_at, order = walk
        told = [
            open311.request(self._city, self._days[int(day)], int(row), asked_at)
            for _, day, row in order[(number - 1) * size : number * size]
        ]
        return told, asked_at

    def _matching(self, query: dict[str, float | str], now: float) -> Order:
        self._learn(day_of(now))
        parts = []
        for day, made in self._days.items():
            moments = np.column_stack([made.requested, made.forwarded, made.answered])
            changed = np.where(moments <= now, moments, -1).max(axis=1)
            keep = (changed > 0) & self._wanted(query, made, changed, now)
            rows = np.flatnonzero(keep)
            parts.append((changed[rows], day, rows))
        return _sorted(parts)

    def _wanted(
        self, query: dict[str, float | str], made: complaints.Reported, changed: NDArray[np.int64], now: float
    ) -> NDArray[np.bool_]:
        is_open = made.answered > now
        keep: NDArray[np.bool_] = is_open | (changed >= self.floor)
        if "start" in query or "updated" in query:
            keep = (made.requested >= float(query.get("start", 0))) & (
                changed >= float(query.get("updated", 0))
            )
        keep = keep & (made.requested <= float(query.get("end", NEVER)))
        if "status" in query:
            keep = keep & (is_open == (query["status"] == "open"))
        if "code" in query:
            codes = np.array([category.code for category in complaints.CATEGORIES])
            keep = keep & (codes[made.category] == query["code"])
        return keep

    def _learn(self, today: int) -> None:
        for day in range(day_of(self.floor) - complaints.LONGEST, today + 1):
            if day not in self._days:
                self._days[day] = complaints.reported(self._city, day)
