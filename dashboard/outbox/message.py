"""A delivery in words: one notice as it is, several as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from dashboard.i18n import translator
from dashboard.outbox.delivering import Delivery
from dashboard.outbox.enclosing import Enclosed
from dashboard.outbox.receivers import GRAVITY, Receiver
from dashboard.outbox.texts import CODE, CONTEXT, LONGEST_LIST, REPEAT, SEVERAL, SEVERITIES, shortened

_OVER = {"resolved", "closed", "merged", "known"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a channel is given. `weight` is "grave", "warning", "note" or "over".

    `files`: those that go along where the address can carry files.
    """

    delivery: str
    title: str
    body: str
    weight: str
    files: tuple[Enclosed, ...] = ()


def message_of(receiver: Receiver, delivery: Delivery, files: tuple[Enclosed, ...] = ()) -> Message:
    """The gravest first. The last line is the message's own id, by which a repeat can be told."""
    t = translator(receiver.language)
    rows = sorted(delivery.notices, key=lambda row: (-GRAVITY.get(row.severity, 0), row.id))
    if len(rows) == 1:
        title, body = rows[0].title, rows[0].body
    else:
        gravest = t(SEVERITIES.get(rows[0].severity, "Unknown")).lower()
        title = t(SEVERAL, context=CONTEXT, count=len(rows), severity=gravest)
        body = _list(rows)
        if len(rows) > LONGEST_LIST:
            body += "\n" + t("and {count} more", count=len(rows) - LONGEST_LIST)
    if delivery.again:
        title = t(REPEAT, context=CONTEXT, title=title)
    code = t(CODE, context=CONTEXT, code=delivery.id)
    return Message(
        delivery=delivery.id,
        title=shortened(title),
        body=f"{body}\n{code}",
        weight=_weight(rows),
        files=files,
    )


def _list(rows: Sequence[Row[Any]]) -> str:
    """Each with its first line and its last, which has the number and the link."""
    return "\n".join(f"– {row.title}\n  {row.body.splitlines()[-1]}" for row in rows[:LONGEST_LIST])


def _weight(rows: Sequence[Row[Any]]) -> str:
    if all(row.kind in _OVER for row in rows):
        return "over"
    gravity = GRAVITY.get(rows[0].severity, 0)
    if gravity >= GRAVITY["severe"]:
        return "grave"
    return "warning" if gravity == GRAVITY["moderate"] else "note"
