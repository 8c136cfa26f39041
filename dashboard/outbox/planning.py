"""Which notices leave now, and which of them together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, select, update

from dashboard.models import notice
from dashboard.outbox.receivers import TOPICS, Receiver
from dashboard.settings import Settings

_MOST = 1000  # notices looked at in one turn
_WAITS = notice.c.sent_at.is_(None) & notice.c.given_up_at.is_(None)


def routes(listed: Iterable[Receiver]) -> dict[str, Receiver]:
    """The receivers by the names of their addresses."""
    return {route: receiver for receiver in listed for route in receiver.routes}


def is_due(connection: Connection, among: Collection[str], now: datetime) -> bool:
    """Whether there is anything to do; costs one look into an index."""
    statement = select(notice.c.id).where(_WAITS, notice.c.due_at <= now, notice.c.receiver.in_(among))
    return connection.execute(statement.limit(1)).first() is not None


def plan(
    connection: Connection, by_route: dict[str, Receiver], settings: Settings, now: datetime
) -> dict[str, list[str]]:
    """The deliveries that are due now, by route, the oldest first; made where none was made yet.

    What came due in a receiver's quiet hours is put off to their end, a retry too.
    """
    found = connection.execute(
        select(notice)
        .where(_WAITS, notice.c.due_at <= now, notice.c.receiver.in_(by_route))
        .order_by(notice.c.due_at, notice.c.id)
        .limit(_MOST)
    )
    due: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in found:
        due[row.receiver].append(row)
    planned = {}
    for route, rows in due.items():
        receiver = by_route[route]
        if receiver.quiet.holds(now, settings.zone):
            until = receiver.quiet.until(now, settings.zone)
            rows = _not_put_off(connection, receiver, rows, until)
        elif receiver.group:
            rows = [*rows, *_taken_along(connection, receiver, route, rows, now)]
        if rows:
            planned[route] = _deliveries(connection, receiver, rows)
    return planned


def _not_put_off(
    connection: Connection, receiver: Receiver, rows: Sequence[Row[Any]], until: datetime
) -> list[Row[Any]]:
    """Those that break through, with what else is of a message that one of them is part of."""
    loud = {row.delivery or row.id for row in rows if row.severity in receiver.breaks_through}
    quiet = [row.id for row in rows if (row.delivery or row.id) not in loud]
    if quiet:
        connection.execute(update(notice).where(notice.c.id.in_(quiet)).values(due_at=until))
    return [row for row in rows if (row.delivery or row.id) in loud]


def _taken_along(
    connection: Connection, receiver: Receiver, route: str, rows: Sequence[Row[Any]], now: datetime
) -> list[Row[Any]]:
    """What still waits for its group leaves with the first that is due."""
    if all(row.delivery or row.kind in TOPICS for row in rows):
        return []
    statement = select(notice).where(
        _WAITS,
        notice.c.receiver == route,
        notice.c.delivery == "",
        notice.c.kind.not_in(TOPICS),
        notice.c.due_at > now,
        notice.c.due_at <= now + timedelta(minutes=receiver.group),
    )
    return list(connection.execute(statement.order_by(notice.c.id).limit(_MOST)))


def _deliveries(connection: Connection, receiver: Receiver, rows: Sequence[Row[Any]]) -> list[str]:
    made = list(dict.fromkeys(row.delivery for row in rows if row.delivery))
    new = [row.id for row in rows if not row.delivery]
    # What is told of no incident has texts and files of its own.
    alone = {row.id for row in rows if not receiver.group or row.kind in TOPICS}
    together = [number for number in new if number not in alone]
    for ids in [*([together] if together else []), *([number] for number in new if number in alone)]:
        delivery = uuid4().hex[:16]
        connection.execute(
            # A group may hold what was not due yet: it is due with the others.
            update(notice)
            .where(notice.c.id.in_(ids), notice.c.delivery == "")
            .values(delivery=delivery, due_at=_earliest(rows))
        )
        made.append(delivery)
    return made


def _earliest(rows: Sequence[Row[Any]]) -> datetime:
    earliest: datetime = min(row.due_at for row in rows)
    return earliest
