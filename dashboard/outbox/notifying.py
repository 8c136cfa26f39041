"""Writes a notice for every receiver that wants to know, in the transaction of what happened."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from dashboard.db import upsert
from dashboard.models import incident, notice
from dashboard.outbox.happening import Happening
from dashboard.outbox.receivers import GRAVITY, Receiver, receivers
from dashboard.outbox.texts import text_of
from dashboard.settings import Settings
from dashboard.settings import settings as the_settings
from dashboard.successions import history

_CHUNK = 500


def notify(
    connection: Connection, happenings: Iterable[Happening], now: datetime, settings: Settings | None = None
) -> None:
    """Write what the receivers of the settings' file want to know; nothing where there is no file.

    The same happening told again writes nothing: (receiver, key) is unique.
    """
    chosen = settings or the_settings()
    wanted = [
        (receiver, happening)
        for happening in happenings
        for receiver in receivers(chosen.receivers)
        if wants(receiver, happening)
    ]
    if not wanted:
        return
    places = _places(connection, sorted({happening.incident_id for _receiver, happening in wanted}))
    rows = [
        {"receiver": route, **row}
        for receiver, happening in wanted
        for row in [_row(receiver, happening, places.get(happening.incident_id, ""), now, chosen)]
        for route in receiver.routes
    ]
    connection.execute(upsert(connection, notice).on_conflict_do_nothing(), rows)


def _row(
    receiver: Receiver, happening: Happening, place: str, now: datetime, settings: Settings
) -> dict[str, Any]:
    title, body = text_of(happening, place, receiver.language, settings.zone, settings.public_url)
    return {
        "incident_id": happening.incident_id,
        "key": happening.key,
        "kind": happening.told,
        "severity": happening.severity,
        "title": title,
        "body": body,
        "created_at": now,
        "due_at": due(receiver, happening.severity, now, settings),
    }


def wants(receiver: Receiver, happening: Happening) -> bool:
    """Does the receiver's entry ask for this?"""
    return (
        happening.told in receiver.steps
        and (not receiver.kinds or happening.kind in receiver.kinds)
        and GRAVITY.get(happening.severity, 0) >= GRAVITY[receiver.min_severity]
        and (not receiver.units or not receiver.units.isdisjoint(codes_above(happening.unit_id)))
    )


def due(
    receiver: Receiver, severity: str, now: datetime, settings: Settings, *, is_alone: bool = False
) -> datetime:
    """When it may leave: not in quiet hours, and with what else comes within the group's minutes.

    `is_alone`: it waits for nothing else.

    A group that would run into quiet hours is not waited for.
    """
    now = now.astimezone(UTC)
    if severity in receiver.breaks_through:
        return now
    if receiver.quiet.holds(now, settings.zone):
        return receiver.quiet.until(now, settings.zone)
    if is_alone:
        return now
    together = now + timedelta(minutes=receiver.group)
    return now if receiver.quiet.holds(together, settings.zone) else together


@cache
def codes_above(unit_id: int) -> frozenset[str]:
    """The codes of a unit and of all that it stands under."""
    by_id = {unit.id: unit for unit in history().units}
    codes, found = set(), by_id.get(unit_id)
    while found is not None:
        codes.add(found.code)
        found = None if found.parent_id is None else by_id.get(found.parent_id)
    return frozenset(codes)


def _places(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Where the incidents are, in words."""
    statement = select(incident.c.id, incident.c.place).where(
        incident.c.id.in_(bindparam("ids", expanding=True))
    )
    return {
        row.id: row.place
        for start in range(0, len(ids), _CHUNK)
        for row in connection.execute(statement, {"ids": ids[start : start + _CHUNK]})
    }
