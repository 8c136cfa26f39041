"""Adds what changed to the daily figures, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, and_, func, select

from dashboard import bulk, slices
from dashboard.civil import month_of
from dashboard.figures import Bucket, Counted
from dashboard.models import daily_figure, figure_change, figure_day, gauge_day, slice_figure
from dashboard.slices import Slice

SliceBucket = tuple[date, str, int, int]  # (month's first day, figure, unit id, slice id)

# Figures that no records add up to: the greatest of a day's gauges, of what and of which gauges.
_GREATEST: Mapping[str, tuple[Column[float], ColumnElement[bool]]] = {
    "flood_peak": (gauge_day.c.peak, gauge_day.c.quantity == "level"),
    "tide_peak": (gauge_day.c.peak, gauge_day.c.quantity == "tide"),
    "rain_day": (gauge_day.c.total, gauge_day.c.total > 0),
}


@dataclass(slots=True)
class Tally:
    """What one transaction adds; `peaks` are the buckets of which the greatest may have changed."""

    added: dict[Bucket, float] = field(default_factory=lambda: defaultdict(float))
    sliced: dict[SliceBucket, float] = field(default_factory=lambda: defaultdict(float))
    slices: set[Slice] = field(default_factory=set)
    peaks: set[Bucket] = field(default_factory=set)

    def add(self, counted: Counted, unit_id: int, sign: int = 1, slice_id: int = 0) -> None:
        """Add what a record counts for to its unit, or with `sign` -1 take it away; 0 is no slice."""
        added, sliced = self.added, self.sliced  # looked up once: this is the hot path of the dossiers
        for day, figure, amount in counted:
            added[day, figure, unit_id] += sign * amount
            if slice_id:
                sliced[month_of(day), figure, unit_id, slice_id] += sign * amount

    def follow(self, before: Any, after: Any, counts: Callable[[Any], Counted]) -> None:
        """Add what a row (with `unit_id` and `slice_id`) counts for now instead of before; None: it is new.

        Of a record told again under its unit and slice most stands already, and is left alone.
        """
        given = list(counts(after))
        taken = [] if before is None else list(counts(before))
        if before is not None and (before.unit_id, before.slice_id) == (after.unit_id, after.slice_id):
            stands = [one for one in taken if one in given]
            taken = [one for one in taken if one not in stands]
            given = [one for one in given if one not in stands]
        if taken:
            self.add(iter(taken), before.unit_id, -1, before.slice_id)
        self.add(iter(given), after.unit_id, 1, after.slice_id)

    def write(self, connection: Connection) -> None:
        """Bring the store's figures up to date; rows in key order, so that two writers never deadlock."""
        # A record told again takes away what it added and adds most of it anew: that comes to nothing.
        added = {bucket: amount for bucket, amount in self.added.items() if amount}
        sliced = {bucket: amount for bucket, amount in self.sliced.items() if amount}
        _put(connection, added, adds=("value",))
        peaks = self._peaks(connection)
        put(connection, peaks)
        changed = {(day, figure) for day, figure, _unit in (*added, *peaks)}
        touch(connection, changed | _moved(changed, sliced))
        slices.keep(connection, self.slices)
        put_sliced(connection, sliced, adds=True)

    def _peaks(self, connection: Connection) -> dict[Bucket, float]:
        asked: dict[tuple[date, str], list[int]] = defaultdict(list)
        for day, figure, unit_id in sorted(self.peaks):
            asked[day, figure].append(unit_id)
        found = dict.fromkeys(sorted(self.peaks), 0.0)  # what lies below zero is no height
        for (day, figure), unit_ids in asked.items():
            for unit_id, greatest in connection.execute(_greatest(figure, day, unit_ids)):
                found[day, figure, unit_id] = max(0.0, greatest)
        return found


def _moved(changed: set[tuple[date, str]], sliced: Iterable[SliceBucket]) -> set[tuple[date, str]]:
    """What went from slice to slice and left the days as they were: their month's first day stands for it."""
    return {(month, figure) for month, figure, _unit, _slice in sliced} - {
        (month_of(day), figure) for day, figure in changed
    }


def _greatest(figure: str, day: date, unit_ids: Sequence[int]) -> Select[int, float]:
    column, of = _GREATEST[figure]
    here = and_(gauge_day.c.day == day, gauge_day.c.unit_id.in_(unit_ids))
    return select(gauge_day.c.unit_id, func.max(column)).where(here, of).group_by(gauge_day.c.unit_id)


def put(connection: Connection, values: dict[Bucket, float], *, loaded: bool = False) -> None:
    """Set buckets to values, whatever they held."""
    _put(connection, values, loaded=loaded)


def _put(
    connection: Connection, values: dict[Bucket, float], *, loaded: bool = False, adds: Sequence[str] = ()
) -> None:
    buckets = sorted(values)
    columns: bulk.Columns = {
        "day": [day for day, _figure, _unit_id in buckets],
        "figure": [figure for _day, figure, _unit_id in buckets],
        "unit_id": [unit_id for _day, _figure, unit_id in buckets],
        "loaded": [loaded] * len(buckets),
        "value": [values[bucket] for bucket in buckets],
    }
    bulk.put(connection, daily_figure, columns, keys=("day", "figure", "unit_id", "loaded"), adds=adds)


def put_sliced(connection: Connection, values: dict[SliceBucket, float], *, adds: bool) -> None:
    """Set the buckets of slices, or add to what they hold."""
    keys = ("month", "figure", "unit_id", "slice_id")
    buckets = sorted(values)
    columns: dict[str, list[Any]] = {
        name: [bucket[place] for bucket in buckets] for place, name in enumerate(keys)
    }
    columns["value"] = [values[bucket] for bucket in buckets]
    bulk.put(connection, slice_figure, columns, keys=keys, adds=("value",) if adds else ())


def touch(connection: Connection, changed: Iterable[tuple[date, str]]) -> None:
    """Mark figures of days as changed for those who hold them in memory."""
    pairs = sorted(set(changed))
    days = sorted({day for day, _figure in pairs})
    _revise(connection, figure_day, {"day": days}, ("day",))
    by_figure: dict[str, list[Any]] = {
        "day": [day for day, _figure in pairs],
        "figure": [figure for _day, figure in pairs],
    }
    _revise(connection, figure_change, by_figure, ("day", "figure"))


def _revise(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]], keys: Sequence[str]
) -> None:
    if columns["day"]:
        ones = {"revision": [1] * len(columns["day"])}
        bulk.put(connection, table, {**columns, **ones}, keys=keys, adds=("revision",))
