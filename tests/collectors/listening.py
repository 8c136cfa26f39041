"""What the tests of listening share: a sender, a feed, a subscriber at work, and patience."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import orjson
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from sqlalchemy import Engine, Table, func, select

from collectors.feed import MqttFeed
from collectors.subscriber import Subscriber
from dashboard.db import reading
from dashboard.feeds import register
from dashboard.models import feed, feed_state
from dashboard.settings import Settings

PATIENCE = 30.0  # seconds until a test gives up waiting


def eventually(check: Callable[[], Any], what: str = "") -> Any:
    """The first true answer; the test fails where there is none."""
    end = time.monotonic() + PATIENCE
    while not (answer := check()):
        assert time.monotonic() < end, f"in vain: {what or check}"
        time.sleep(0.02)
    return answer


class Sender:
    """A device: publishes with QoS 1 and waits for the broker's acknowledgement."""

    def __init__(self, port: int, username: str = "", password: str = "") -> None:
        self.client = mqtt.Client(CallbackAPIVersion.VERSION2)
        if username:
            self.client.username_pw_set(username, password)
        self.client.connect("127.0.0.1", port)
        self.client.loop_start()

    def send(self, topic: str, body: object, retain: bool = False, qos: int = 1) -> None:
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        self.client.publish(topic, raw, qos=qos, retain=retain).wait_for_publish(PATIENCE)

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@contextmanager
def sender(port: int, **login: str) -> Iterator[Sender]:
    made = Sender(port, **login)
    yield made
    made.close()


def gauges(port: int, *, name: str = "flood", topic: str = "gauges", **keys: Any) -> MqttFeed:
    """A feed of SensorThings observations on `<topic>/…`."""
    given: dict[str, Any] = {"name": name, "kind": "flood", "transport": "mqtt", "format": "sensorthings"}
    given |= {"address": f"mqtt://127.0.0.1:{port}", "topics": (f"{topic}/#",), "client_id": f"of-{topic}"}
    return MqttFeed.model_validate(given | keys)


def observation(number: int, at: datetime | None = None, gauge: int = 1) -> dict[str, object]:
    """A SensorThings Observation; its number is its id and, in centimetres, its result."""
    moment = (at or datetime.now(UTC)).isoformat()
    stream = {"@iot.id": gauge}
    return {"@iot.id": number, "phenomenonTime": moment, "result": number / 100, "Datastream": stream}


@contextmanager
def listening(
    store: Engine, feeds: Sequence[MqttFeed], settings: Settings | None = None
) -> Iterator[Subscriber]:
    """A subscriber at work."""
    register(store, [each.info() for each in feeds])
    made = Subscriber(feeds, store, settings or Settings(_env_file=None))
    made.start()
    try:
        yield made
    finally:
        made.stop()


def count(store: Engine, table: Table) -> int:
    with reading(store) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def state(store: Engine, name: str = "flood") -> Any:
    """The feed's row of feed_state, or None."""
    statement = select(feed_state).join(feed, feed.c.id == feed_state.c.feed_id).where(feed.c.name == name)
    with reading(store) as connection:
        return connection.execute(statement).one_or_none()


def is_online(port: int, client_id: str) -> bool:
    """Whether the collector's retained word on itself is "online"; by then it has subscribed."""
    return said_on(port, f"ops/collectors/{client_id}") == b"online"


def said_on(port: int, topic: str) -> bytes:
    """The retained message of a topic; b"" where there is none."""
    found: list[bytes] = []
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.on_message = lambda _client, _data, message: found.append(bytes(message.payload))
    client.connect("127.0.0.1", port)
    client.subscribe(topic)
    end = time.monotonic() + 0.3
    while not found and time.monotonic() < end:
        client.loop(0.05)
    client.disconnect()
    return found[0] if found else b""
