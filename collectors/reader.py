"""Reading a message by its feed's format, whatever the message and whatever the format."""

from collections.abc import Iterable
from logging import getLogger

from collectors.feed import Feed
from collectors.formats import Message, Options
from dashboard.records import Reason, Record, Rejected

log = getLogger(__name__)

# What a format that holds a mistake raises on a message that its author did not think of.
_MISTAKES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def read(feed: Feed, message: Message, options: Options) -> list[Record | Rejected]:
    """What the format makes of the message; where it fails, the whole message is rejected."""
    try:
        return list(feed.wire.read(message, options))
    except _MISTAKES as error:
        log.exception("the format %s of feed %s failed", feed.format, feed.name)
        detail = f"the format failed: {error!r}"[:400]
        return [Rejected(reason=Reason.NOT_THIS_FORMAT, detail=detail, body=message.body)]


def divided(items: Iterable[Record | Rejected]) -> tuple[list[Record], list[Rejected]]:
    """Records and rejections, each in the order of the message."""
    records: list[Record] = []
    rejections: list[Rejected] = []
    for item in items:
        if isinstance(item, Rejected):
            rejections.append(item)
        else:
            records.append(item)
    return records, rejections
