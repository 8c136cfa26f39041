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

FEEDS = ("cameras", "fire", "flood")
_QUEUE = 20_000  # messages kept while the broker is away


class Line:
    """One feed's connection to the broker; it comes back by itself for as long as the program runs."""

    def __init__(self, feed: str, host: str, port: int, *, user: str = "", password: str = "") -> None:
        self.feed, self._host, self._port = feed, host, port
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=f"simulator-{feed}")
        self._client.max_queued_messages_set(_QUEUE)
        self._client.max_inflight_messages_set(200)
        self._client.reconnect_delay_set(1, 15)
        if user:
            self._client.username_pw_set(user, password)
        if feed == "cameras":
            self._client.will_set(AVAILABLE, "offline", qos=1, retain=True)
            self._client.on_connect = self._say_online
        self.up = False

    def _say_online(self, client: mqtt.Client, *_: object) -> None:
        client.publish(AVAILABLE, "online", qos=1, retain=True)

    def open(self) -> None:
        self._client.connect_async(self._host, self._port, keepalive=30)
        self._client.loop_start()
        self.up = True

    def send(self, message: Message) -> None:
        self._client.publish(message.topic, message.body, qos=1, retain=message.retain)

    def cut(self) -> None:
        """Gone without a goodbye: the broker publishes the last will."""
        self._client.loop_stop()
        socket = self._client.socket()
        if socket is not None:
            socket.close()
        self.up = False

    def close(self) -> None:
        """A goodbye: there is no last will, so a Frigate server says itself that it goes."""
        if self.feed == "cameras" and self._client.is_connected():
            self._client.publish(AVAILABLE, "offline", qos=1, retain=True).wait_for_publish(0.3)
        self._client.disconnect()
        self._client.loop_stop()
        self.up = False


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
                log.info("feed %s is %s", message.feed, "down" if down else "up")
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
