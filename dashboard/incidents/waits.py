"""Gauges over a level whose minimum time has not passed: kept in the store between two readings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from dashboard.db import upsert
from dashboard.models import device, feed, level_wait
from dashboard.rules.floods import Wait

W = level_wait.c


def taken(connection: Connection, gauge_ids: Sequence[int]) -> Mapping[int, list[Wait]]:
    """What these gauges wait for, taken out of the store: `keep` puts back what is left."""
    statement = delete(level_wait).where(W.device_id.in_(bindparam("ids", expanding=True)))
    found: dict[int, list[Wait]] = defaultdict(list)
    for start in range(0, len(gauge_ids), 1000):
        part = {"ids": list(gauge_ids[start : start + 1000])}
        for row in connection.execute(statement.returning(*level_wait.c), part):
            found[row.device_id].append(_wait(row))
    return found


def keep(connection: Connection, waits: Iterable[tuple[int, Wait]]) -> None:
    """Write down what gauges wait for."""
    rows = [{"device_id": gauge_id, **wait._asdict()} for gauge_id, wait in waits]
    if rows:
        connection.execute(upsert(connection, level_wait).on_conflict_do_nothing(), rows)


def passed(connection: Connection, now: datetime) -> list[tuple[Any, Wait]]:
    """Waits that are over, taken out of the store, each with its gauge and the name of its feed."""
    statement = delete(level_wait).where(W.due_at <= now).returning(*level_wait.c)
    over = {(row.device_id, row.level): _wait(row) for row in connection.execute(statement)}
    if not over:
        return []
    gauges = select(device, feed.c.name.label("feed")).join(feed, feed.c.id == device.c.feed_id)
    wanted = {gauge_id for gauge_id, _level in over}
    rows = {row.id: row for row in connection.execute(gauges.where(device.c.id.in_(wanted)))}
    ordered = sorted(over.items(), key=lambda one: one[1].due_at)
    return [(rows[gauge_id], wait) for (gauge_id, _level), wait in ordered]


def _wait(row: Any) -> Wait:
    return Wait(row.level, row.value, row.since, row.due_at)
