"""What the stage's conditions count, read from the store as it stands."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, exists, func, or_, select

from dashboard.models import device, feed, feed_state, incident, incident_source
from dashboard.rules.rule import GRAVITY
from dashboard.stages.condition import Counts

I, D, S = incident.c, device.c, incident_source.c  # noqa: E741  as short as in the statements


def count(connection: Connection, now: datetime) -> Counts:
    """A few small reads: open incidents, gauges over a level and feeds are few."""
    by_gravity, fires = _incidents(connection)
    return Counts(
        incidents=by_gravity,
        flood=_gauges(connection, now),
        fires=fires,
        silent=_silent(connection, now),
    )


def _incidents(connection: Connection) -> tuple[tuple[int, int, int, int, int], int]:
    """A silent device or feed is told by conditions of its own, and would here be counted a second time.

    One row of sums: grouped, SQLite would read an index of all incidents that ever were.
    """
    wanted: list[ColumnElement[int]] = [_sum(I.gravity == gravity) for gravity in range(len(GRAVITY))]
    statement = select(*wanted, _sum(I.kind == "fire")).where(I.resolved_at.is_(None), I.kind != "mute")
    found: Any = connection.execute(statement).one()
    zero, one, two, three, four, fires = found
    return (zero, one, two, three, four), fires


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _gauges(connection: Connection, now: datetime) -> tuple[int, int, int]:
    """Gauges by the level they stand over; a mute one as it last stood, until its incident is resolved."""
    statement = (
        select(D.level, func.count().label("number"))
        .where(D.kind == "gauge", D.level >= 1, or_(D.stale_at > now, _has_open_incident()))
        .group_by(D.level)
    )
    found: dict[Any, Any] = {row.level: row.number for row in connection.execute(statement)}
    return found.get(1, 0), found.get(2, 0), found.get(3, 0)


def _has_open_incident() -> ColumnElement[bool]:
    return exists(
        select(I.id)
        .join(incident_source, S.incident_id == I.id)
        .where(S.source == "gauge", S.source_id == D.id, I.resolved_at.is_(None))
        .correlate(device)
    )


def _silent(connection: Connection, now: datetime) -> dict[str, str]:
    """Feeds that have said nothing for longer than they may; figures come by the month, not now."""
    statement = (
        select(feed.c.name, feed.c.kind)
        .outerjoin(feed_state, feed_state.c.feed_id == feed.c.id)
        .where(feed.c.active, feed.c.kind != "figures")
        .where(or_(feed_state.c.silent_at.is_(None), feed_state.c.silent_at <= now))
        .order_by(feed.c.id)
    )
    return {row.name: row.kind for row in connection.execute(statement)}
