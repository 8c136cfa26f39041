"""Incidents of a period from the store: how many came and went, and how long they took.

An incident that was merged into another is that other one's, and counted nowhere.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, func, literal, select

from dashboard.columns import UtcDateTime
from dashboard.desk.filters import hidden
from dashboard.durations import seconds_between
from dashboard.models import incident, incident_event
from dashboard.records import Severity
from dashboard.reports.sections.reach import Reach
from dashboard.rules import Rules

I = incident.c  # noqa: E741  as short as in the statements
E = incident_event.c
KEPT = I.state != "merged"
STAGES = ("acknowledge", "arrive", "resolve")
Seconds = NDArray[np.float64]
Words = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Times:
    """Of one stage: the median and the 90th percentile (seconds; of those that reached it), how many are past
    their clock, and how many have one."""

    median: float | None
    late_tenth: float | None
    past: int
    timed: int


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened in a period, an entry an incident, in seconds from the opening.

    `reached`: NaN where it was not; `held`: until the stage was reached or passed by, else until now;
    `limits`: what the stage's clock allows, NaN without one.
    """

    kinds: Words
    severities: Words
    reached: Mapping[str, Seconds]
    held: Mapping[str, Seconds]
    limits: Mapping[str, Seconds]

    def times(self, stage: str, chosen: NDArray[np.bool_]) -> Times:
        """Of those chosen."""
        reached = self.reached[stage][chosen]
        reached = reached[~np.isnan(reached)]
        limits, held = self.limits[stage][chosen], self.held[stage][chosen]
        has_clock = ~np.isnan(limits)
        past = int(np.count_nonzero(held[has_clock] > limits[has_clock]))
        timed = int(np.count_nonzero(has_clock))
        if not len(reached):
            return Times(None, None, past, timed)
        tenth = float(np.percentile(reached, 90, method="inverted_cdf"))
        return Times(float(np.median(reached)), tenth, past, timed)


def opened(connection: Connection, reach: Reach, rules: Rules) -> Opened:
    """One entry an incident that was opened in the period."""
    now = literal(reach.period.now, UtcDateTime())
    first = {
        "acknowledge": func.coalesce(I.acknowledged_at, I.dispatched_at, I.arrived_at, I.resolved_at, now),
        "arrive": func.coalesce(I.arrived_at, I.resolved_at, now),
        "resolve": func.coalesce(I.resolved_at, now),
    }
    own = {"acknowledge": I.acknowledged_at, "arrive": I.arrived_at, "resolve": I.resolved_at}
    columns: list[ColumnElement[Any]] = [I.kind, I.severity, I.rule]
    columns += [seconds_between(I.opened_at, own[stage]).label(f"{stage}_own") for stage in STAGES]
    columns += [seconds_between(I.opened_at, first[stage]).label(stage) for stage in STAGES]
    found = connection.execute(
        select(*columns).where(*_came(reach), KEPT, reach.of_units(connection, incident))
    ).all()
    told = list(zip(*found, strict=True)) or [()] * len(columns)
    kinds, severities, names, *seconds = told
    arrays = [np.array(one, dtype=np.float64) for one in seconds]
    return Opened(
        kinds=np.array(kinds, dtype=np.str_),
        severities=np.array(severities, dtype=np.str_),
        reached=dict(zip(STAGES, arrays[:3], strict=True)),
        held=dict(zip(STAGES, arrays[3:], strict=True)),
        limits={stage: _limits(stage, names, severities, rules) for stage in STAGES},
    )


def _limits(stage: str, names: Sequence[str], severities: Sequence[str], rules: Rules) -> Seconds:
    known: dict[tuple[str, str], float] = {}
    for pair in set(zip(names, severities, strict=True)):
        allowed: timedelta | None = getattr(rules[pair[0]], stage)
        pace = rules.pace.get(Severity(pair[1]), 1.0)
        known[pair] = np.nan if allowed is None else (allowed * pace).total_seconds()
    return np.array([known[pair] for pair in zip(names, severities, strict=True)], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many came, went, and were there at the end, by kind."""

    opened: Counter[str]
    resolved: Counter[str]
    open: Counter[str]


def numbers(connection: Connection, reach: Reach, start: datetime, end: datetime) -> Numbers:
    """Between two moments, `end` excluded."""
    came, went = I.opened_at, I.resolved_at
    still = _by_kind(connection, reach, came < end, went.is_(None))
    # What was there at the end and is gone by now: by the time at which it went, an index of all of it.
    still += _by_kind(connection, reach, went >= end, _aside(connection, came) < end)
    return Numbers(
        opened=_by_kind(connection, reach, came >= start, came < end),
        resolved=_by_kind(connection, reach, went >= start, went < end),
        open=still,
    )


def _by_kind(connection: Connection, reach: Reach, *where: ColumnElement[bool]) -> Counter[str]:
    kind = _aside(connection, I.kind)
    asked = select(kind, func.count()).where(*where, KEPT, reach.of_units(connection, incident))
    return Counter({row[0]: row[1] for row in connection.execute(asked.group_by(kind))})


def _aside(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, by which SQLite is not to go: without statistics it takes any index for a good one."""
    return hidden(column) if connection.dialect.name == "sqlite" else column


def merged(connection: Connection, reach: Reach) -> int:
    """How many were opened in the period and are part of another one."""
    asked = select(func.count()).where(
        *_came(reach), I.state == "merged", reach.of_units(connection, incident)
    )
    return int(connection.execute(asked).scalar_one())


def silent(connection: Connection, reach: Reach) -> Counter[str]:
    """By kind: those of which all devices fell silent in the period."""
    asked = (
        select(I.kind, func.count(I.id.distinct()))
        .select_from(incident_event)
        .join(incident, I.id == E.incident_id)
        .where(E.kind == "unknown", E.at >= reach.period.start, E.at < reach.period.end)
        .where(KEPT, reach.of_units(connection, incident))
        .group_by(I.kind)
    )
    return Counter({row[0]: row[1] for row in connection.execute(asked)})


def first_opened(connection: Connection) -> datetime | None:
    """When the oldest incident was opened; None without any."""
    oldest = select(I.opened_at).order_by(I.opened_at).limit(1)
    found: datetime | None = connection.execute(oldest).scalar()
    return found


def _came(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    return I.opened_at >= reach.period.start, I.opened_at < reach.period.end
