"""Overdue dossiers of a unit over its limit."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from dashboard.rules.rule import Backlog
from dashboard.rules.trigger import Trigger


class Place(NamedTuple):
    """A unit as the rule needs it."""

    id: int
    code: str
    name: str
    lat: float | None
    lon: float | None


def backlog_key(unit_id: int) -> str:
    return f"backlog:{unit_id}"


def found(
    rule: Backlog,
    overdue: Mapping[int, int],
    units: Mapping[int, Place],
    open_keys: Collection[str],
    now: datetime,
) -> Iterator[Trigger]:
    """Units over their limit that are in no open incident; and those that have come back below it."""
    for unit in units.values():
        limit, number = rule.limits.get(unit.code, rule.limit), overdue.get(unit.id, 0)
        is_open = backlog_key(unit.id) in open_keys
        if number >= limit and not is_open:
            yield _trigger(rule, unit, number, now)
        elif is_open and number < limit * rule.back:
            yield _trigger(rule, unit, number, now, over=True)


def _trigger(rule: Backlog, unit: Place, number: int, now: datetime, *, over: bool = False) -> Trigger:
    return Trigger(
        rule=rule.key,
        kind="backlog",
        dedup_key=backlog_key(unit.id),
        severity=rule.severity,
        subject=unit.name,
        place=unit.name,
        unit_id=unit.id,
        lat=unit.lat,
        lon=unit.lon,
        source="unit",
        source_id=unit.id,
        at=now,
        value=float(number),
        over=over,
    )
