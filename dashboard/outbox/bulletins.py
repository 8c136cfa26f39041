"""What is told of no incident: a report drafted or issued, the morning's digest, a promise that turned."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection

from dashboard.db import upsert
from dashboard.models import notice
from dashboard.outbox.notifying import codes_above, due
from dashboard.outbox.receivers import Receiver
from dashboard.outbox.texts import shortened
from dashboard.settings import Settings
from dashboard.settings import settings as the_settings

# Language → first line and body; the first line is cut where it is longer than an SMS.
Write = Callable[[str], tuple[str, str]]


def announce(
    connection: Connection,
    listed: Iterable[Receiver],
    *,
    topic: str,
    key: str,
    write: Write,
    now: datetime,
    severity: str = "",
    unit_ids: Collection[int] = (),
    report_id: int | None = None,
    attach: Iterable[str] = (),
    settings: Settings | None = None,
) -> int:
    """Write a notice to every receiver whose `topics` name it, in the caller's transaction. Returns how many.

    `key` tells this bulletin from every other of its topic: the same announced again writes nothing.
    `unit_ids`: whose it is; receivers of some units get only theirs. `attach`: formats of the issued report
    `report_id` whose stored files go along where the address can carry files. It leaves by itself, never in
    a group, and waits for the end of quiet hours unless its severity breaks through.
    """
    chosen = settings or the_settings()
    rows = []
    for receiver in listed:
        if topic not in receiver.topics or not _is_theirs(receiver, unit_ids):
            continue
        title, body = write(receiver.language)
        rows += [
            {
                "receiver": route,
                "key": f"{topic} {key}",
                "kind": topic,
                "severity": severity,
                "title": shortened(title),
                "body": body,
                "created_at": now,
                "due_at": due(receiver, severity, now, chosen, is_alone=True),
                "report_id": report_id,
                "attach": " ".join(attach),
            }
            for route in receiver.routes
        ]
    if not rows:
        return 0
    statement = upsert(connection, notice).on_conflict_do_nothing().returning(notice.c.id)
    return sum(len(connection.execute(statement.values(row)).all()) for row in rows)


def _is_theirs(receiver: Receiver, unit_ids: Collection[int]) -> bool:
    return (
        not receiver.units
        or not unit_ids
        or any(not receiver.units.isdisjoint(codes_above(one)) for one in unit_ids)
    )
