"""Brings the store up to date with a story, in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard import bulk
from dashboard.db import upsert
from dashboard.incidents.held import Held
from dashboard.incidents.story import Step, Story
from dashboard.incidents.words import search_words, with_more
from dashboard.models import incident, incident_event, incident_key, incident_source
from dashboard.rules import gravity

PROGRAM = "program"  # who did it, where no person did
_ONE_BY_ONE = 5  # so many steps of joining at once; more of them are one step with a number
_NOT_TOLD = ("id", "severity", "going_on", "live", "keys", "is_changed", "version")
_CHANGED = (
    "state",
    "search",
    "value",
    "changed_at",
    "closing_proposed_at",
    "resolved_at",
    "due_at",
    "wake_at",
)


def write(connection: Connection, story: Story) -> None:
    """New incidents, changes, keys, sources, timeline."""
    _open(connection, story.opened)
    _change(connection, [held for held in _held(story) if held.is_changed and held not in story.opened])
    _keep_keys(connection, _held(story))
    if story.sources:
        connection.execute(upsert(connection, incident_source).on_conflict_do_nothing(), _sources(story))
    if story.steps:
        connection.execute(insert(incident_event), [_event(step) for step in _grouped(story.steps)])


def _held(story: Story) -> list[Held]:
    return list({id(step.held): step.held for step in story.steps}.values())


def _open(connection: Connection, opened: Sequence[Held]) -> None:
    """A person may have opened one under the same key meanwhile: then that one is gone on with."""
    if not opened:
        return
    statement = upsert(connection, incident).on_conflict_do_nothing()
    columns = incident.c.id, incident.c.dedup_key
    found = connection.execute(statement.returning(*columns), [_row(held) for held in opened])
    ids = {row.dedup_key: row.id for row in found}
    missing = [held.keys[0] for held in opened if held.keys[0] not in ids]
    if missing:
        theirs = select(*columns).where(incident.c.dedup_key.in_(missing), incident.c.resolved_at.is_(None))
        ids |= {row.dedup_key: row.id for row in connection.execute(theirs)}
    for held in opened:
        held.id = ids[held.keys[0]]
        words = search_words(
            incident_id=held.id,
            kind=held.kind,
            subject=held.subject,
            place=held.place,
            unit_id=held.unit_id,
        )
        held.search = with_more(words, held.search)
    words_of: Mapping[str, list[Any]] = {
        "id": [held.id for held in opened],
        "search": [held.search for held in opened],
    }
    bulk.change(connection, incident, words_of, key="id")


def _row(held: Held) -> dict[str, Any]:
    told = {name: getattr(held, name) for name in held.__slots__ if name not in _NOT_TOLD}
    return told | {
        "severity": held.severity.value,
        "gravity": gravity(held.severity),
        "dedup_key": held.keys[0],
        "opened_by": PROGRAM,
        "closed_at": held.resolved_at,
    }


def _change(connection: Connection, changed: Sequence[Held]) -> None:
    columns: Mapping[str, list[Any]] = {
        "id": [held.id for held in changed],
        "severity": [held.severity.value for held in changed],
        "gravity": [gravity(held.severity) for held in changed],
        "version": [held.version + 1 for held in changed],
        "closed_at": [held.resolved_at for held in changed],
        **{name: [getattr(held, name) for held in changed] for name in _CHANGED},
    }
    bulk.change(connection, incident, columns, key="id")
    ended = [held.id for held in changed if held.resolved_at is not None]
    if ended:
        connection.execute(update(incident).where(incident.c.id.in_(ended)).values(cause="recovered"))
        connection.execute(
            update(incident_key).where(incident_key.c.incident_id.in_(ended)).values(open=False)
        )


def _keep_keys(connection: Connection, helds: Iterable[Held]) -> None:
    rows = [
        {"incident_id": held.id, "dedup_key": key, "open": held.resolved_at is None}
        for held in helds
        for key in dict.fromkeys(held.keys)
    ]
    if rows:
        # Where a person has just taken a key back for another incident, it stays there.
        connection.execute(upsert(connection, incident_key).on_conflict_do_nothing(), rows)


def _sources(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "incident_id": one.held.id,
            "source": one.trigger.source,
            "source_id": one.trigger.source_id,
            "attached_at": one.trigger.at,
            "reason": one.reason,
            "dedup_key": one.trigger.dedup_key,
        }
        for one in story.sources
    ]


def _grouped(steps: Sequence[Step]) -> list[Step]:
    """Of a burst that joins one incident, a few steps and then one with how many more: sources tell all."""
    joined: dict[int, list[Step]] = defaultdict(list)
    kept = []
    for step in steps:
        if step.kind == "joined":
            joined[id(step.held)].append(step)
            if len(joined[id(step.held)]) > _ONE_BY_ONE:
                continue
        kept.append(step)
    for burst in joined.values():
        if more := burst[_ONE_BY_ONE:]:
            last = more[-1]
            kept.append(Step(last.held, last.at, "joined", last.detail | {"count": len(more)}))
    return kept


def _event(step: Step) -> dict[str, Any]:
    return {
        "incident_id": step.held.id,
        "at": step.at,
        "kind": step.kind,
        "who": PROGRAM,
        "detail": step.detail,
    }
