"""What a connection subscribes to, and what the broker answers."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from logging import getLogger
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from collectors.feed import MqttFeed
from collectors.mqtt.session import V5

log = getLogger(__name__)

ASK_AGAIN = 30.0  # seconds until a refused subscription is tried again

Wanted = tuple[str, str]  # (topic filter, feed name)
Report = Callable[[Sequence[str], str], None]  # (feed names, what is wrong with them; "" where all is well)


@dataclass(slots=True)
class Subscriptions:
    """Asks for the topics of some feeds; what is refused is reported, and tried again."""

    address: str
    wanted: Sequence[Wanted]
    report: Report
    _asked: dict[int, Sequence[Wanted]] = field(default_factory=dict)
    _refused: list[Wanted] = field(default_factory=list)
    _again: float = 0.0

    def ask(self, client: mqtt.Client, wanted: Sequence[Wanted] | None = None) -> None:
        """Subscribe on a fresh connection."""
        wanted = self.wanted if wanted is None else wanted
        self._refused = []
        client.on_subscribe = self._answered
        _code, mid = client.subscribe([(topic, _options(client)) for topic, _feed in wanted])
        if mid is not None:
            self._asked = {mid: wanted}

    def look_after(self, client: mqtt.Client) -> None:
        """Try again what was refused, from time to time."""
        if self._refused and time.monotonic() > self._again:
            self.ask(client, self._refused)

    def _answered(
        self, _client: mqtt.Client, _data: Any, mid: int, reasons: list[ReasonCode], _more: Any
    ) -> None:
        answers = list(zip(self._asked.pop(mid, ()), reasons, strict=False))
        refused = [(wanted, reason) for wanted, reason in answers if reason.is_failure]
        self._refused = [wanted for wanted, _reason in refused]
        self._again = time.monotonic() + ASK_AGAIN
        failing = {feed for _topic, feed in self._refused}
        self.report(sorted({feed for (_topic, feed), _reason in answers} - failing), "")
        for (topic, feed), reason in refused:
            self.report([feed], f"{self.address} refuses topic {topic}: {reason.getName()}")
        for (topic, _feed), reason in answers:
            if reason.value == 0:
                log.warning("%s grants only QoS 0 for %s: messages may be lost", self.address, topic)


def wanted_by(feeds: Sequence[MqttFeed]) -> list[Wanted]:
    """The feeds' topics, through the group that divides them where a feed names one."""
    return [
        (f"$share/{feed.share}/{topic}" if feed.share else topic, feed.name)
        for feed in feeds
        for topic in feed.topics
    ]


def _options(client: mqtt.Client) -> Any:
    """QoS 1; under MQTT 5 retained messages come with a new subscription only, not at each reconnect."""
    if client.protocol is not V5:
        return 1
    return SubscribeOptions(qos=1, retainHandling=SubscribeOptions.RETAIN_SEND_IF_NEW_SUB)
