"""Open incidents out of the store: those that hold a key, those that may be joined; locked for the change."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, or_, select, text, union_all

from dashboard.incidents.held import COLUMNS, Held, Sources
from dashboard.models import alarm, complaint, device, feed_state, incident, incident_key, incident_source
from dashboard.rules import Rules, Trigger

_CHUNK = 1000
# As the partial index says it: SQLAlchemy's own "open = 1" would look through all keys on SQLite.
IS_OPEN = text("incident_key.open")
_OPENING = 9  # the first half of the advisory lock of all who open incidents


def lock(connection: Connection) -> None:
    """One who opens or joins at a time: two who look at once would each find nothing near."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:one, 0)"), {"one": _OPENING})


def by_key(connection: Connection, keys: Iterable[str], now: datetime) -> dict[str, Held]:
    """The open incidents that hold these keys."""
    wanted = sorted(set(keys))
    statement = select(incident_key.c.dedup_key, incident_key.c.incident_id).where(
        incident_key.c.dedup_key.in_(bindparam("keys", expanding=True)), IS_OPEN
    )
    owners = {
        row.dedup_key: row.incident_id
        for start in range(0, len(wanted), _CHUNK)
        for row in connection.execute(statement, {"keys": wanted[start : start + _CHUNK]})
    }
    held = _by_id(connection, sorted(set(owners.values())), now)
    return {key: held[owner] for key, owner in owners.items() if owner in held}


def joinable(
    connection: Connection, triggers: Sequence[Trigger], rules: Rules, now: datetime, known: Iterable[Held]
) -> list[Held]:
    """Open incidents of the kinds that these may join, not older than the longest time of a join."""
    kinds = {kind for one in triggers for kind in (one.kind, *rules.joined_kinds(one.kind))}
    longest = max((join.within for join in rules.joins), default=timedelta(0))
    since = min(one.at for one in triggers) - longest
    same = {held.id: held for held in known}
    recent: ColumnElement[bool] = incident.c.changed_at >= since
    if "flood" in kinds:  # only these have gauges, and while one stands over its level they go on
        recent = or_(recent, _over_a_level(now))
    is_open = incident.c.resolved_at.is_(None)
    found = _rows(connection, _incidents(now).where(is_open, incident.c.kind.in_(kinds), recent))
    return [same.get(held.id, held) for held in found]


def standing(connection: Connection, ids: Sequence[int], now: datetime) -> dict[int, Sources]:
    """Of each incident the sources that say now what they said when they came to it."""
    made: dict[int, Sources] = {one: set() for one in ids}
    for start in range(0, len(ids), _CHUNK):
        for row in connection.execute(_standing(ids[start : start + _CHUNK], now)):
            made[row.incident_id].add((row.source, row.source_id))
    return made


def _standing(ids: Sequence[int], now: datetime) -> Any:
    of = incident_source.c
    in_force = or_(alarm.c.expires_at.is_(None), alarm.c.expires_at > now)

    def part(source: str, table: Any, *where: ColumnElement[bool], key: str = "id") -> Select[Any]:
        joined = incident_source.join(table, and_(of.source == source, table.c[key] == of.source_id))
        columns = of.incident_id, of.source, of.source_id
        return select(*columns).select_from(joined).where(of.incident_id.in_(ids), *where)

    return union_all(
        part("gauge", device, device.c.level > 0),
        part("device", device, device.c.stale_at <= now),
        part("alarm", alarm, alarm.c.ended_at.is_(None), alarm.c.false_alarm.is_(False), in_force),
        part("feed", feed_state, feed_state.c.silent_at <= now, key="feed_id"),
        part("complaint", complaint, complaint.c.open),
    )


def _incidents(now: datetime) -> Select[Any]:
    of = incident.c
    going_on = _over_a_level(now).label("going_on")
    return select(*(of[name] for name in COLUMNS), going_on).order_by(of.id).with_for_update(of=incident)


def _over_a_level(now: datetime) -> ColumnElement[bool]:
    """Whether a gauge of it stands over its level and speaks."""
    gauges = and_(incident_source.c.source == "gauge", device.c.id == incident_source.c.source_id)
    standing = (
        select(incident_source.c.incident_id)
        .join(device, gauges)
        .where(incident_source.c.incident_id == incident.c.id, device.c.level > 0, device.c.stale_at > now)
    )
    return standing.correlate(incident).exists()


def _by_id(connection: Connection, ids: Sequence[int], now: datetime) -> dict[int, Held]:
    found: dict[int, Held] = {}
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        for held in _rows(connection, _incidents(now).where(incident.c.id.in_(part))):
            if held.id is not None and held.resolved_at is None:
                found[held.id] = held
    return found


def _rows(connection: Connection, statement: Select[Any]) -> list[Held]:
    return [Held.of(row) for row in connection.execute(statement)]
