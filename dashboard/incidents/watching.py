"""What only the clock finds: mute devices and feeds, backlogs, alerts that ran out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from dashboard.incidents import loading
from dashboard.ingest.devices import stale_at
from dashboard.models import (
    alarm,
    device,
    dossier,
    feed,
    feed_state,
    incident,
    incident_key,
    incident_source,
    unit,
)
from dashboard.rules import Rules, Trigger
from dashboard.rules import alarms as alarm_rules
from dashboard.rules import backlog as backlog_rule
from dashboard.rules import mute as mute_rule
from dashboard.rules.rule import Mute


def mute(connection: Connection, rules: Rules, now: datetime) -> list[Trigger]:
    """Devices that are mute for too long, and mute incidents of which everything speaks again."""
    rule: Mute = rules["mute"]
    open_keys = _open_keys(connection, "mute:")
    found = mute_rule.found(rule, _silent(connection, now), open_keys, now) if rule.on else []
    return [*found, *_recovered(connection, rule, now)] if open_keys else found


def backlog(connection: Connection, rules: Rules, now: datetime) -> list[Trigger]:
    """Overdue dossiers by unit against their limits."""
    rule = rules["backlog"]
    if not rule.on:
        return []
    D = dossier.c  # noqa: N806  as short as in the statements
    counts = (
        select(D.unit_id, func.count().label("number"))
        .where(D.ended_at.is_(None), D.overdue_at < now)
        .group_by(D.unit_id)
    )
    overdue = {row.unit_id: row.number for row in connection.execute(counts)}
    columns = (unit.c[name] for name in backlog_rule.Place._fields)
    units = {row.id: backlog_rule.Place(*row) for row in connection.execute(select(*columns))}
    return list(backlog_rule.found(rule, overdue, units, _open_keys(connection, "backlog:"), now))


def expired_alerts(connection: Connection, rules: Rules, now: datetime) -> list[Trigger]:
    """Alerts that are in force no longer and behind which an incident is open."""
    if not rules["alert"].on:
        return []
    statement = (
        select(alarm, feed.c.name.label("feed"))
        .join(feed, feed.c.id == alarm.c.feed_id)
        .join(incident_source, incident_source.c.source_id == alarm.c.id)
        .join(incident, incident.c.id == incident_source.c.incident_id)
        .where(
            incident_source.c.source == "alarm",
            incident.c.resolved_at.is_(None),
            incident.c.closing_proposed_at.is_(None),
            incident.c.kind == alarm_rules.ALERT,
            alarm.c.ended_at.is_(None),
            alarm.c.expires_at <= now,
        )
    )
    rows = connection.execute(statement).all()
    return [alarm_rules.expired(row.feed, row) for row in rows]


def _open_keys(connection: Connection, prefix: str) -> set[str]:
    of = incident_key.c
    statement = select(of.dedup_key).where(loading.IS_OPEN, of.dedup_key.like(f"{prefix}%"))
    return set(connection.execute(statement).scalars())


def _silent(connection: Connection, now: datetime) -> Iterable[mute_rule.Silent]:
    statement = (
        select(
            device,
            feed.c.name.label("feed"),
            feed.c.title,
            feed.c.silent_after,
            feed_state.c.late_at,
            feed_state.c.silent_at,
        )
        .join(feed, feed.c.id == device.c.feed_id)
        .outerjoin(feed_state, feed_state.c.feed_id == feed.c.id)
        .where(device.c.stale_at <= now, feed.c.active)
    )
    for row in connection.execute(statement):
        never = row.stale_at - (stale_at(now, row.period) - now)  # when it was written down
        yield mute_rule.Silent(
            id=row.id,
            kind=row.kind,
            name=row.name or row.external_id,
            unit_id=row.unit_id,
            lat=row.lat,
            lon=row.lon,
            period=row.period,
            since=row.observed_at or never,
            feed=row.feed,
            feed_id=row.feed_id,
            feed_title=row.title,
            feed_late=row.late_at is None or row.late_at <= now,
            feed_silent=row.silent_at is None or row.silent_at <= now,
        )


def _recovered(connection: Connection, rule: Mute, now: datetime) -> list[Trigger]:
    """One word for each incident of which nothing is mute any more."""
    waiting = (
        select(incident.c.id, incident.c.dedup_key, incident.c.unit_id, incident.c.lat, incident.c.lon)
        .add_columns(func.min(incident_source.c.source).label("source"))
        .add_columns(func.min(incident_source.c.source_id).label("source_id"))
        .join(incident_source, incident_source.c.incident_id == incident.c.id)
        .join(incident_key, incident_key.c.incident_id == incident.c.id)
        .where(
            incident.c.resolved_at.is_(None),
            incident.c.kind == "mute",
            incident.c.closing_proposed_at.is_(None),
            loading.IS_OPEN,
            incident_key.c.dedup_key == incident.c.dedup_key,
            or_(incident_source.c.source == "device", incident_source.c.source == "feed"),
        )
        .group_by(incident.c.id, incident.c.dedup_key, incident.c.unit_id, incident.c.lat, incident.c.lon)
    )
    rows: list[Any] = list(connection.execute(waiting))
    live = loading.standing(connection, [row.id for row in rows], now)
    return [
        mute_rule.over(rule, key=row.dedup_key, row=row, source=row.source, source_id=row.source_id, now=now)
        for row in rows
        if not live[row.id]
    ]
