"""Publishes what cameras, panels and gauges say over MQTT, QoS 1, each message at its moment.

Each feed has a connection of its own, as its supplier would: when a feed is down its connection is cut
without a goodbye, and the broker publishes the last will.
"""

import asyncio
import heapq
import logging
from collections.abc import Iterator

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from simulator.cameras import AVAILABLE
from simulator.clock import Clock
from simulator.messages import Message
from simulator.outages import FeedOutages

log = logging.getLogger(__name__)

FEEDS = ("cameras", "fire", "flood", "figures")
_QUEUE = 20_000  # messages kept while the broker is away


class Line:
    """One feed's connection to the broker; while it is open it comes back by itself."""

    def __init__(self, feed: str, host: str, port: int, *, user: str = "", password: str = "") -> None:
        self.feed, self._host, self._port = feed, host, port
        self._user, self._password = user, password
        self._client: mqtt.Client | None = None

    @property
    def up(self) -> bool:
        return self._client is not None

    def _new_client(self) -> mqtt.Client:
        client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=f"simulator-{self.feed}")
        client.max_queued_messages_set(_QUEUE)
        client.max_inflight_messages_set(200)
        client.reconnect_delay_set(1, 15)
        if self._user:
            client.username_pw_set(self._user, self._password)
        if self.feed == "cameras":
            client.will_set(AVAILABLE, "offline", qos=1, retain=True)
            client.on_connect = _say_online
        return client

    def open(self) -> None:
        """Connect in the background, again and again where there is no broker yet."""
        client = self._new_client()
        client.connect_async(self._host, self._port, keepalive=30)
        client.loop_start()
        self._client = client

    def send(self, message: Message) -> None:
        if self._client is not None:
            self._client.publish(message.topic, message.body, qos=1, retain=message.retain)

    def cut(self) -> None:
        """Gone without a goodbye: the broker publishes the last will."""
        if self._client is not None:
            self._client.loop_stop()
            if (socket := self._client.socket()) is not None:
                socket.close()
            self._client = None

    def close(self) -> None:
        """A goodbye: there is no last will, so a Frigate server says itself that it goes."""
        if self._client is not None:
            if self.feed == "cameras" and self._client.is_connected():
                self._client.publish(AVAILABLE, "offline", qos=1, retain=True).wait_for_publish(0.3)
            self._client.disconnect()
            self._client.loop_stop()
            self._client = None


def _say_online(client: mqtt.Client, *_: object) -> None:
    client.publish(AVAILABLE, "online", qos=1, retain=True)


async def publish(
    messages: Iterator[Message], lines: dict[str, Line], clock: Clock, outages: FeedOutages
) -> None:
    """Send every message at its moment, until cancelled; a feed that is down sends nothing."""
    try:
        for message in messages:
            if (pause := clock.wait(message.moment)) > 0.002:
                await asyncio.sleep(pause)
            line = lines[message.feed]
            down = outages.down(message.feed, message.moment)
            if down == line.up:
                log.info("feed %s %s", message.feed, "falls silent" if down else "begins to send")
                await asyncio.to_thread(line.cut if down else line.open)
            if line.up:
                line.send(message)
    finally:
        for line in lines.values():
            if line.up:
                line.close()


def merged(*sources: Iterator[Message]) -> Iterator[Message]:
    """Several feeds' messages as one stream in order."""
    return heapq.merge(*sources, key=lambda message: message.moment)
