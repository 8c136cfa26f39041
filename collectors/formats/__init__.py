"""Public wire formats: bytes in, records out. One small module each; `registry.FORMATS` lists them.

A format's `read(message, options)` returns records and rejections in the order of the message. It never
raises for what the outside sent: what it cannot read comes back as `Rejected`, an item at a time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from dashboard.records import Record, Rejected, moment

__all__ = ["Message", "Options", "Query", "Read", "moment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a transport hands to a format."""

    body: bytes
    received_at: datetime
    topic: str = ""  # MQTT only
    content_type: str = ""  # HTTP only
    retained: bool = False  # MQTT only: the broker's memory, not the source speaking now


Options = Mapping[str, object]
Read = Callable[[Message, Options], list[Record | Rejected]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """How an HTTP source of a format is asked: what is empty is not sent.

    Pages are either numbered (`page_param`; they end with the first page that brings no items or repeats
    the one before) or linked (`next_link`, a JMESPath into the JSON body that gives the next URL).
    `overlap` is how many seconds the cursor steps back, for what is told late or changes after its time.
    """

    since_param: str = ""
    since_style: str = "iso"  # iso · yyyyMMddHHmmss · epoch · a text that holds {iso}
    page_param: str = ""
    page_size_param: str = ""
    page_size: int = 0
    first_page: int = 1
    next_link: str = ""
    accept: str = "application/json"
    extra: tuple[tuple[str, str], ...] = ()
    overlap: int = 0

    def since(self, cursor: datetime, zone: tzinfo) -> str:
        """The value of `since_param`; `zone` is the supplier's, for the style that names none."""
        if self.since_style == "yyyyMMddHHmmss":
            return cursor.astimezone(zone).strftime("%Y%m%d%H%M%S")
        if self.since_style == "epoch":
            return str(int(cursor.timestamp()))
        iso = cursor.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return self.since_style.replace("{iso}", iso) if "{iso}" in self.since_style else iso
