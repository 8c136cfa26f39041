"""Notices on their way: which of them leave together, who tries to send them, and what came of it.

A delivery is one message: the notices that leave together, for good, under one id. It is claimed before it
is sent and marked afterwards. One that was claimed and never marked may have left: its sender has died.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from dashboard.models import incident_event, notice
from dashboard.outbox.receivers import Receiver

CLAIM = timedelta(minutes=2)  # a claim that nobody extends is a dead sender's
TRIES = 12  # all in all some five hours
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
_PROGRAM = "program"  # who did it, where no person did
_UNSURE = "its sender died while it was being sent: it may have arrived"
_WAITS = notice.c.sent_at.is_(None) & notice.c.given_up_at.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message that is ours to send now."""

    id: str
    route: str
    tries: int  # this one included
    notices: tuple[Row[Any], ...]  # as the table has them

    @property
    def again(self) -> bool:
        """Whether an earlier try may have arrived, with an answer that never came back."""
        return self.tries > 1


def claim(connection: Connection, receiver: Receiver, delivery: str, now: datetime) -> Delivery | None:
    """Begin a try; None where another has it, it is done, or it may have left and is not to be repeated."""
    rows = connection.execute(
        select(notice)
        .where(notice.c.delivery == delivery, _WAITS, notice.c.due_at <= now)
        .order_by(notice.c.id)
        .with_for_update()
    ).all()
    if not rows:
        return None
    first = rows[0]
    unsure = first.tried_at is not None and not first.error
    if unsure:
        _note(connection, rows, "unsure", _UNSURE, now)
    if unsure and not receiver.repeats:
        _set(connection, delivery, given_up_at=now, error=_UNSURE)
        return None
    _set(connection, delivery, tries=first.tries + 1, tried_at=now, due_at=now + CLAIM, error="")
    return Delivery(id=delivery, route=first.receiver, tries=first.tries + 1, notices=tuple(rows))


def extend(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """It is still being sent: nobody else is to try it."""
    connection.execute(
        update(notice)
        .where(
            notice.c.delivery == delivery.id, _WAITS, notice.c.tries == delivery.tries, notice.c.error == ""
        )
        .values(due_at=now + CLAIM)
    )


def sent(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """The channel has taken it."""
    changed = connection.execute(
        update(notice)
        .where(notice.c.id.in_([row.id for row in delivery.notices]), notice.c.sent_at.is_(None))
        .values(sent_at=now, given_up_at=None, error="")
    )
    if changed.rowcount:
        _note(connection, delivery.notices, "sent", "", now)


def failed(connection: Connection, delivery: Delivery, error: str, now: datetime) -> None:
    """The channel has not taken it: again after a pause that doubles, and after TRIES no more."""
    last = delivery.tries >= TRIES
    changed = connection.execute(
        update(notice)
        .where(notice.c.delivery == delivery.id, _WAITS, notice.c.tries == delivery.tries)
        .values(
            error=error or "not accepted",
            due_at=now + pause(delivery.tries),
            given_up_at=now if last else None,
        )
    )
    if changed.rowcount:
        _note(connection, delivery.notices, "given_up" if last else "failed", error, now)


def pause(tries: int) -> timedelta:
    """Before the next try: 30 s, 1 min, 2 min … 1 h."""
    return min(_FIRST_PAUSE * (1 << min(tries - 1, 12)), _LONGEST_PAUSE)


def _set(connection: Connection, delivery: str, **values: Any) -> None:
    connection.execute(update(notice).where(notice.c.delivery == delivery, _WAITS).values(**values))


def _note(connection: Connection, rows: Sequence[Row[Any]], outcome: str, error: str, now: datetime) -> None:
    """A step of the timeline of each incident that the delivery tells of."""
    detail = {"receiver": rows[0].receiver, "outcome": outcome, "error": error}
    ids = sorted({row.incident_id for row in rows if row.incident_id is not None})
    if ids:
        connection.execute(
            insert(incident_event),
            [
                {"incident_id": number, "at": now, "kind": "notice", "who": _PROGRAM, "detail": detail}
                for number in ids
            ],
        )
