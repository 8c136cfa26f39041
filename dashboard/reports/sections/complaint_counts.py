"""Complaints of a period counted from their records, by category, channel and clock at once.

By the same conditions under which the KPI pages list them (`opening.sources`): a line of a report is as long$
as the list that it opens.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, literal, select

from dashboard.complaints import EVERYWHERE, Clocks
from dashboard.desk.filters import below
from dashboard.durations import seconds_between
from dashboard.models import complaint, slice_
from dashboard.opening.sources import OF_FIGURE, OF_STOCK, Source
from dashboard.reports.sections.reach import Reach

C = complaint.c
_MINUTE = 60  # seconds


class Group(NamedTuple):
    """What one line of the store's answer tells of."""

    category: str
    category_name: str
    channel: str
    clock: int  # place among the city's clocks
    tier: str


@dataclass(slots=True)
class Counted:
    """Complaints of one group, or of several together. Minutes of those answered."""

    received: int = 0
    reopened: int = 0
    judged: int = 0
    confirmed: int = 0
    answered: int = 0
    minutes: int = 0
    in_time: int = 0
    decided: int = 0
    overdue: int = 0
    open: int = 0

    def add(self, other: "Counted") -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def less(self, other: "Counted") -> "Counted | None":
        """What is left beside a part of it; None where nothing is."""
        rest = Counted(*(getattr(self, name) - getattr(other, name) for name in self.__slots__))
        return None if rest == Counted() else rest


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(case((condition, 1), else_=0), Integer)


def _answer_minutes() -> ColumnElement[int]:
    """As `figures.complaints` counts them: whole ones, none where a source's clock runs back."""
    taken: ColumnElement[int] = seconds_between(C.requested_at, C.answered_at) // _MINUTE
    return case((taken > 0, taken), else_=0)


# What is counted of which records: the field of `Counted`, and what each record adds to it.
_ONE: ColumnElement[int] = literal(1)
_COUNTS: tuple[tuple[Source, Mapping[str, Callable[[], ColumnElement[int]]]], ...] = (
    (
        OF_FIGURE["complaints_received"],
        {
            "received": lambda: _ONE,
            "reopened": lambda: _flag(C.reopened > 0),
            "judged": lambda: _flag(C.confirmed.is_not(None)),
            "confirmed": lambda: _flag(C.confirmed.is_(True)),
        },
    ),
    (
        OF_FIGURE["complaints_answered"],
        {
            "answered": lambda: _ONE,
            "minutes": _answer_minutes,
            "in_time": lambda: _flag(C.answered_at <= C.due_at),
        },
    ),
    (OF_FIGURE["complaints_clock_decided"], {"decided": lambda: _ONE}),
    (OF_STOCK["complaints_overdue_entered", "complaints_overdue_left"], {"overdue": lambda: _ONE}),
    (OF_STOCK["complaints_received", "complaints_closed"], {"open": lambda: _ONE}),
)


def count(connection: Connection, reach: Reach, clocks: Clocks) -> dict[Group, Counted]:
    """Every group that has any."""
    found: dict[tuple[int, int, str], Counted] = defaultdict(Counted)
    for source, adds in _COUNTS:
        for row in _rows(connection, reach, source, adds, clocks):
            counted = found[row.slice_id, row.clock, row.tier]
            for name in adds:
                setattr(counted, name, getattr(counted, name) + int(getattr(row, name)))
    slices = _slices(connection, {slice_id for slice_id, _clock, _tier in found})
    made: dict[Group, Counted] = defaultdict(Counted)
    for (slice_id, clock, tier), counted in found.items():
        one = slices.get(slice_id)
        item, name, channel = ("", "", "other") if one is None else (one.item, one.item_name, one.channel)
        made[Group(item, name or item, channel, clock, tier)].add(counted)
    return dict(made)


def _rows(
    connection: Connection,
    reach: Reach,
    source: Source,
    adds: Mapping[str, Callable[[], ColumnElement[int]]],
    clocks: Clocks,
) -> Iterable[Any]:
    assert source.month is not None
    for branch in source.month(reach.period):
        columns = [C.slice_id, _clock(clocks).label("clock"), C.tier]
        columns += [told().label(name) for name, told in adds.items()]
        rows = select(*columns).where(branch.where, reach.of_units(connection, complaint))
        if connection.dialect.name == "sqlite":  # by the index of their list, not one of its choice
            rows = rows.order_by(branch.at.desc()).limit(-1)
        one = rows.subquery().c
        by = (one.slice_id, one.clock, one.tier)
        yield from connection.execute(
            select(*by, *(func.sum(one[name]).label(name) for name in adds)).group_by(*by)
        )


def _clock(clocks: Clocks) -> ColumnElement[int]:
    """By whose clock a complaint runs: tiers of two clocks may bear one name. The unit's own goes first."""
    common = next(place for place, clock in enumerate(clocks.clocks) if EVERYWHERE in clock.units)
    owned = [
        (len(ids), C.unit_id.in_(ids), place)
        for place, clock in enumerate(clocks.clocks)
        for code in clock.units
        if code != EVERYWHERE and (ids := below([code]))
    ]
    if not owned:
        return literal(common, Integer)
    narrow = sorted(owned, key=lambda one: one[0])
    return case(*((condition, place) for _size, condition, place in narrow), else_=common)


def _slices(connection: Connection, ids: Iterable[int]) -> dict[int, Any]:
    wanted = sorted(ids)
    return {
        row.id: row
        for start in range(0, len(wanted), 500)
        for row in connection.execute(select(slice_).where(slice_.c.id.in_(wanted[start : start + 500])))
    }


def grouped(counted: Mapping[Group, Counted], by: Callable[[Group], str]) -> dict[str, Counted]:
    """Added up by a name, those with most received first."""
    made: dict[str, Counted] = defaultdict(Counted)
    for group, one in counted.items():
        made[by(group)].add(one)
    return dict(sorted(made.items(), key=lambda pair: (-pair[1].received, -pair[1].open, pair[0])))


def total(counted: Iterable[Counted]) -> Counted:
    """All of them together."""
    made = Counted()
    for one in counted:
        made.add(one)
    return made
