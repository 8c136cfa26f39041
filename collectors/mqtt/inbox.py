"""Messages in hand: taken from the broker, not yet stored, so not yet acknowledged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from logging import getLogger
from typing import NamedTuple

from paho.mqtt.client import topic_matches_sub

from collectors import reader
from collectors.causes import Causes
from collectors.feed import MqttFeed
from collectors.formats import Message, Options
from collectors.mqtt.wire import Packet
from dashboard.records import Batch, Rejected
from dashboard.settings import Settings

log = getLogger(__name__)

_MOST_MESSAGES, _MOST_BYTES = 20_000, 64 * 1024 * 1024
_MOST_TOPICS = 100_000  # remembered; a source that makes up topics must not eat the memory


class Held(NamedTuple):
    """A packet in hand; only the connection that brought it can acknowledge it."""

    packet: Packet
    connection: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class _Route:
    """Where the messages of one topic go."""

    topic: str
    feed: MqttFeed
    options: Options


@dataclass(slots=True)
class Inbox:
    """Finds each topic's one feed (the first whose filter matches) and has its format read the messages."""

    feeds: Sequence[MqttFeed]
    settings: Settings
    held: list[Held] = field(default_factory=list)
    _bytes: int = 0
    _routes: dict[bytes, _Route | None] = field(default_factory=dict)
    _options: dict[str, Options] = field(default_factory=dict)
    _causes: Causes = field(default_factory=lambda: Causes(log))

    @property
    def is_full(self) -> bool:
        """More must not be taken in hand before some of it is stored."""
        return len(self.held) > _MOST_MESSAGES or self._bytes > _MOST_BYTES

    def put(self, packets: Sequence[Packet], connection: int, now: datetime) -> None:
        """Take packets in hand."""
        self.held.extend([Held(packet, connection, now) for packet in packets])
        self._bytes += sum([len(packet.body) for packet in packets])

    def drop(self, count: int) -> None:
        """Let go of the oldest: they are stored."""
        self._bytes -= sum([len(held.packet.body) for held in self.held[:count]])
        del self.held[:count]

    def read(self, part: Sequence[Held]) -> list[Batch]:
        """What these messages say, a batch a feed."""
        batches: dict[str, Batch] = {}
        heard: Counter[str] = Counter()
        for packet, _connection, received_at in part:
            route = self._route(packet.topic)
            if route is None:
                continue
            name = route.feed.name
            heard[name] += 1
            batch = batches.get(name)
            if batch is None:
                batch = batches[name] = Batch(name)
            message = Message(
                body=packet.body, received_at=received_at, topic=route.topic, retained=packet.retained
            )
            for item in reader.read(route.feed, message, route.options):
                if isinstance(item, Rejected):
                    batch.rejected.append(replace(item, topic=route.topic, again=packet.again))
                else:
                    batch.records.append(item)
        return [replace(batch, heard=heard[name]) for name, batch in batches.items()]

    def tell(self, rejections: Sequence[Rejected], feed: str) -> None:
        """Say in the log what could not be read: once a cause, then counted."""
        for item in rejections:
            self._causes.count(f"feed {feed}: {item.reason.value}", f"{item.topic}: {item.detail}")

    def _route(self, topic: bytes) -> _Route | None:
        if topic in self._routes:
            return self._routes[topic]
        if len(self._routes) >= _MOST_TOPICS:
            self._routes.clear()
        found = self._routes[topic] = self._find(topic.decode("utf-8", "replace"))
        return found

    def _find(self, topic: str) -> _Route | None:
        for feed in self.feeds:
            if any(topic_matches_sub(pattern, topic) for pattern in feed.topics):
                options = self._options.setdefault(feed.name, feed.reading(self.settings))
                return _Route(topic, feed, options)
        # The broker remembers a subscription of former days; it goes with the session.
        log.warning("no feed takes topic %s: its messages are passed over", topic)
        return None
