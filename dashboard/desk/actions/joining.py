"""Two incidents that are one, and one that is two."""

import re
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from dashboard.desk.actions.keys import Pair, keys_of, move_keys, move_sources, sources_of
from dashboard.desk.actions.step import Change, Doing, read, store, write_down
from dashboard.desk.search import fold
from dashboard.desk.shapes import DeskError
from dashboard.desk.sources import sources
from dashboard.models import incident

_PAIR = re.compile(r"([a-z_]{1,16}):(\d{1,18})")


def merge(doing: Doing) -> Change:
    """This one goes into another open one, with its sources and keys; the graver severity stands."""
    into, reason = doing.told.get("into"), doing.text("reason")
    if isinstance(into, str) and into.strip().lstrip("#").isdecimal():
        into = int(into.strip().lstrip("#"))
    if not isinstance(into, int) or isinstance(into, bool):
        raise DeskError(code="wanted", values={"field": "into"})
    held, connection = doing.held, doing.connection
    if into == held.id:
        raise DeskError(code="same_incident", values={"field": "into"})
    other = read(connection, into, doing.asker)
    if other.resolved_at is not None:
        raise DeskError(code="not_open", values={"field": "into", "id": into})
    pairs, keys = sources_of(connection, held.id), keys_of(connection, held.id)
    move_sources(connection, held.id, into, list(pairs))
    move_keys(connection, held.id, into, keys)
    graver = other.gravity < held.gravity
    words = fold(other.search, held.search)
    store(
        connection,
        other,
        {"search": words} | ({"severity": held.severity, "gravity": held.gravity} if graver else {}),
        doing.now,
    )
    detail = {"from": held.id, "subject": held.subject, "reason": reason}
    write_down(connection, into, "merge", doing.asker.name, detail, doing.now)
    return Change(
        values={"state": "merged", "merged_into": into, "resolved_at": doing.now},
        detail={
            "into": into,
            "reason": reason,
            "sources": [list(pair) for pair in pairs],
            "keys": keys,
            "other": {"severity": other.severity, "gravity": other.gravity, "search": other.search},
        },
        undoable=True,
    )


def unmerge(doing: Doing, detail: dict[str, Any]) -> None:
    """Take a merge back: what came from here comes back, as far as the other still has it."""
    connection, into = doing.connection, int(detail["into"])
    other = read(connection, into, doing.asker)
    if other.resolved_at is not None:
        raise DeskError(code="not_open", values={"field": "into", "id": into})
    theirs = sources_of(connection, into)
    pairs: list[Pair] = [(str(kind), int(number)) for kind, number in detail["sources"]]
    move_sources(connection, into, doing.held.id, [pair for pair in pairs if pair in theirs])
    held_open = set(keys_of(connection, into))
    move_keys(connection, into, doing.held.id, [key for key in detail["keys"] if key in held_open])
    before = detail["other"]
    back = {"search": before["search"]}
    if other.severity == doing.held.severity:  # nobody has judged it since
        back |= {"severity": before["severity"], "gravity": before["gravity"]}
    store(connection, other, back, doing.now)
    told = {"of": "merge", "from": doing.held.id}
    write_down(connection, into, "undo", doing.asker.name, told, doing.now)


def split(doing: Doing) -> Change:
    """Chosen sources, not all, become an incident of their own, and take their keys along."""
    reason, held, connection = doing.text("reason"), doing.held, doing.connection
    theirs = sources_of(connection, held.id)
    chosen = _chosen(doing, theirs)
    staying = {key for pair, key in theirs.items() if pair not in chosen}
    open_keys = keys_of(connection, held.id)
    keys = sorted({theirs[pair] for pair in chosen} & set(open_keys) - staying)
    number = _open(doing, chosen)
    move_sources(connection, held.id, number, chosen)
    move_keys(connection, held.id, number, keys)
    detail = {"from": held.id, "reason": reason, "sources": [list(pair) for pair in chosen]}
    write_down(connection, number, "split", doing.asker.name, detail, doing.now)
    left = [key for key in open_keys if key not in keys]
    values = {}
    if held.dedup_key in keys:  # the key belongs to the new one: it must not be held here too
        values["dedup_key"] = left[0] if left else f"split:{uuid4()}"
    return Change(values=values, detail={"into": number, **{k: v for k, v in detail.items() if k != "from"}})


def _chosen(doing: Doing, theirs: dict[Pair, str]) -> list[Pair]:
    told = doing.told.get("sources")
    found = [_PAIR.fullmatch(one) for one in told if isinstance(one, str)] if isinstance(told, list) else []
    pairs = list(dict.fromkeys((one[1], int(one[2])) for one in found if one))
    if not pairs:
        raise DeskError(code="wanted", values={"field": "sources"})
    if any(pair not in theirs for pair in pairs):
        raise DeskError(code="unknown_source", values={"field": "sources"})
    if len(pairs) == len(theirs):
        raise DeskError(code="all_sources", values={"field": "sources"})
    return pairs


def _open(doing: Doing, chosen: list[Pair]) -> int:
    """The new incident: of the same kind and severity, where and called as its first source."""
    held = doing.held
    told = {(one.source, one.source_id): one for one in sources(doing.connection, held.id, "", doing.now)}
    first = told[chosen[0]]
    subject = first.title or held.subject
    has_place = first.lat is not None and first.lon is not None
    made = doing.connection.execute(
        insert(incident)
        .values(
            kind=held.kind,
            rule=held.rule,
            dedup_key=f"split:{uuid4()}",
            severity=held.severity,
            gravity=held.gravity,
            state="triggered",
            subject=subject,
            place=held.place,
            search=fold(subject, held.search),
            value=held.value,
            unit_id=held.unit_id,
            lat=first.lat if has_place else held.lat,
            lon=first.lon if has_place else held.lon,
            opened_at=doing.now,
            changed_at=doing.now,
            opened_by=doing.asker.name,
        )
        .returning(incident.c.id)
    )
    return int(made.scalar_one())
