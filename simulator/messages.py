"""What a device sends: one MQTT message at its moment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    moment: float  # when it is sent, seconds since 1970
    feed: str  # cameras, fire, flood or figures
    topic: str
    body: bytes
    retain: bool = False
