"""Public wire formats: bytes in, records out. One small module each; `FORMATS` is the registry.

A format's `read(message, options)` returns records and rejections in the order of the message. It never
raises for what the outside sent: what it cannot read comes back as `Rejected`, an item at a time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.records import Record, Rejected


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
