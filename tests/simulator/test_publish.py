"""What is published over a real broker."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from simulator.messages import Message
from simulator.publish import Line
from tests.servers import Server, mosquitto_in
from tests.simulator.conftest import program


class Listener:
    """A subscriber that keeps what it hears."""

    def __init__(self, port: int, *topics: str, protocol: int = mqtt.MQTTv5) -> None:
        self.heard: list[mqtt.MQTTMessage] = []
        self._subscribed = threading.Event()
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=protocol)  # type: ignore[arg-type]
        self._client.on_message = lambda _client, _data, message: self.heard.append(message)
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        self._client.connect("127.0.0.1", port)
        self._client.subscribe([(topic, 1) for topic in topics])
        self._client.loop_start()
        assert self._subscribed.wait(10)

    def wait(self, enough: Callable[[list[mqtt.MQTTMessage]], bool], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not enough(self.heard):
            assert time.monotonic() < end, sorted({message.topic for message in self.heard})[:20]
            time.sleep(0.05)

    def bodies(self, prefix: str) -> list[Any]:
        return [orjson.loads(each.payload) for each in self.heard if each.topic.startswith(prefix)]

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


def test_cameras_panels_and_gauges_are_published_with_qos_1(mosquitto: Server) -> None:
    listener = Listener(mosquitto.port, "frigate/#", "alarm-panel/#", "v1.1/#")
    address = f"127.0.0.1:{mosquitto.port}"
    options = ("--mqtt", address, "--speed", "30", "--start", "2026-11-16T12:00:00")
    with program("simulator", *options, ready=lambda: True) as process:
        listener.wait(
            lambda heard: (
                len({each.topic for each in heard if each.topic.startswith("v1.1/")}) > 190
                and len({each.topic for each in heard if each.topic.startswith("alarm-panel/")}) > 1900
                and any(each.topic == "frigate/stats" for each in heard)
                and any(each.topic == "frigate/events" for each in heard)
            )
        )
        process.terminate()
        assert process.wait(3) == 0
    listener.wait(lambda heard: any(each.payload == b"offline" and not each.retain for each in heard))
    listener.close()
    assert {message.qos for message in listener.heard} == {1}
    assert listener.bodies("v1.1/Datastreams(1)/")[0]["phenomenonTime"].startswith("2026-11-16T05:0")
    told = [message for message in listener.heard if message.topic == "frigate/available"]
    available = [message.payload for message in told if not message.retain]
    assert available == [b"online", b"offline"]


def test_a_feed_that_is_cut_off_leaves_its_last_will_and_comes_back(mosquitto: Server) -> None:
    listener = Listener(mosquitto.port, "frigate/available", "cut/#")
    line = Line("cameras", "127.0.0.1", mosquitto.port)

    def words() -> list[bytes]:
        told = [each for each in listener.heard if each.topic == "frigate/available" and not each.retain]
        return [bytes(each.payload) for each in told]

    for _ in range(2):
        line.open()
        listener.wait(lambda _: words()[-1:] == [b"online"])
        line.cut()
        listener.wait(lambda _: words()[-1:] == [b"offline"])
    line.open()
    line.send(Message(0.0, "cameras", "cut/after", b"{}"))
    listener.wait(lambda heard: any(message.topic == "cut/after" for message in heard))
    line.close()
    listener.close()
    assert words()[:5] == [b"online", b"offline", b"online", b"offline", b"online"]


def test_messages_wait_for_a_broker_that_comes_late(tmp_path: Path) -> None:
    broker = mosquitto_in(tmp_path)
    line = Line("fire", "127.0.0.1", broker.port)
    line.open()
    for number in range(100):
        line.send(Message(0.0, "fire", f"late/{number}", b"{}", retain=True))
    broker.start()
    listener = Listener(broker.port, "late/#")
    listener.wait(lambda heard: len({message.topic for message in heard}) == 100)
    line.close()
    listener.close()
    broker.stop()
