"""Feed state: live, late or silent, by the clock; silence is never health."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class FeedState(StrEnum):
    """How a feed speaks now."""

    LIVE = "live"
    LATE = "late"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedInfo:
    """What the core knows of a feed. Seconds throughout."""

    name: str
    kind: str  # "dossiers", "complaints", "cameras", "fire", "flood"
    transport: str  # "http", "mqtt"
    title: str = ""
    late_after: float = 300.0
    silent_after: float = 900.0
    device_period: float = 120.0  # how often each of its devices speaks, where the source does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where an HTTP poll goes on."""

    since: datetime | None = None
    etag: str = ""
    last_modified: str = ""


def state(spoke_at: datetime | None, info: FeedInfo, now: datetime) -> FeedState:
    """A feed that never spoke is silent."""
    if spoke_at is None or now - spoke_at > timedelta(seconds=info.silent_after):
        return FeedState.SILENT
    if now - spoke_at > timedelta(seconds=info.late_after):
        return FeedState.LATE
    return FeedState.LIVE
