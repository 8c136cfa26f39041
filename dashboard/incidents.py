"""An incident's life and timeline: triggered → acknowledged → dispatched → resolved → closed.

One open incident a `dedup_key`, held by a partial unique index. A source that falls silent never closes one.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select

from dashboard.db import upsert
from dashboard.models import incident
from dashboard.records import Severity
from dashboard.rules import Trigger
from dashboard.timeline import Held, Story

_CHUNK = 1000


def apply(connection: Connection, triggers: Sequence[Trigger]) -> None:
    """Open, raise or propose to close, in the order of the triggers' own times."""
    if not triggers:
        return
    in_order = sorted(triggers, key=lambda found: found.at)
    story = Story(_held(connection, {trigger.dedup_key for trigger in triggers}))
    first: dict[str, Trigger] = {}
    for trigger in in_order:
        if trigger.dedup_key not in story.held and not trigger.over:
            first.setdefault(trigger.dedup_key, trigger)
    opened = _opened(connection, first.values())
    # Two collectors may find the same fire at once: the second finds the first one's incident.
    story.held |= opened | _held(connection, first.keys() - opened.keys())
    begun = story.held.keys() - opened.keys()
    for trigger in in_order:
        key = trigger.dedup_key
        held = story.held.get(key)
        if held is None:
            continue
        if key not in begun:
            if trigger is first[key]:
                begun.add(key)
                story.open(held, trigger)
        elif trigger.over:
            story.propose_closing(held, trigger)
        else:
            story.go_on(held, trigger)
    story.write(connection)


def _held(connection: Connection, dedup_keys: Iterable[str]) -> dict[str, Held]:
    """The open incidents among these."""
    keys = sorted(dedup_keys)
    statement = select(incident).where(
        incident.c.dedup_key.in_(bindparam("keys", expanding=True)), incident.c.resolved_at.is_(None)
    )
    return {
        row.dedup_key: Held(
            row.id, Severity(row.severity), row.value, row.changed_at, row.closing_proposed_at
        )
        for start in range(0, len(keys), _CHUNK)
        for row in connection.execute(statement, {"keys": keys[start : start + _CHUNK]})
    }


def _opened(connection: Connection, triggers: Iterable[Trigger]) -> dict[str, Held]:
    """Open incidents; those that somebody else has opened meanwhile are left out."""
    rows = [
        {
            "kind": trigger.kind,
            "dedup_key": trigger.dedup_key,
            "severity": trigger.severity.value,
            "state": "triggered",
            "subject": trigger.subject,
            "value": trigger.value,
            "unit_id": trigger.unit_id,
            "lat": trigger.lat,
            "lon": trigger.lon,
            "opened_at": trigger.at,
            "changed_at": trigger.at,
        }
        for trigger in triggers
    ]
    if not rows:
        return {}
    statement = upsert(connection, incident).on_conflict_do_nothing()
    found = connection.execute(
        statement.returning(
            incident.c.id, incident.c.dedup_key, incident.c.severity, incident.c.value, incident.c.changed_at
        ),
        rows,
    )
    return {row.dedup_key: Held(row.id, Severity(row.severity), row.value, row.changed_at) for row in found}
