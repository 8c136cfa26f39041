"""One MQTT connection for the feeds of one broker, held for ever."""

import time
from collections.abc import Sequence
from logging import getLogger
from select import select
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import MQTTErrorCode
from paho.mqtt.reasoncodes import ReasonCode

from collectors.feed import MqttFeed
from collectors.mqtt import session
from collectors.mqtt.session import V3, V5
from collectors.mqtt.subscriptions import Report, Subscriptions, wanted_by
from collectors.mqtt.wire import Client, Packet

log = getLogger(__name__)

_STEADY = 10.0  # seconds after which a connection counts as good: the waiting starts small again
_PROBE = 1.5  # seconds for a broker to answer in MQTT 5; some that know it not just say nothing
_GOODBYE = 2.0  # seconds for our last words
_OLD = "Unsupported protocol version"


class Broker:
    """Connects again and again, and reports each failure. One thread only."""

    def __init__(self, feeds: Sequence[MqttFeed], client_id: str, report: Report) -> None:
        self.client_id, self.address = client_id, feeds[0].address
        self.connection = 0  # number of the present one: what another brought cannot be acknowledged any more
        self._like = feeds[0]  # feeds of one address agree on everything about the connection
        self._names = [feed.name for feed in feeds]
        self._report = report
        self._subscriptions = Subscriptions(self.address, wanted_by(feeds), report)
        self._backoff = session.Backoff(client_id, session.AWAY_WAIT)
        self._refused_backoff = session.Backoff(client_id)  # of one that does not want us
        self._client: Client | None = None
        self._version = V5
        self._ready = self._known = self._too_new = self._refused = False
        self._reason = ""
        self._next = self._begun = 0.0

    def pump(self, seconds: float) -> list[Packet]:
        """Keep the connection going for up to `seconds`; returns at once when something has come."""
        client = self._client or self._connect(seconds)
        if client is None:
            return []
        code = client.loop_read()
        if not code and not client.arrived:
            code = _wait(client, seconds)
        code = code or client.loop_misc()
        arrived, client.arrived = client.arrived, []
        if code or client.socket() is None:
            self._lost(self._reason or self._guess(code), heard=self._ready or bool(self._reason))
        else:
            self._look_after(client)
        return arrived

    def acknowledge(self, mids: Sequence[int]) -> None:
        """Acknowledge messages of the present connection, in the order in which they came."""
        if self._client is not None:
            self._client.acknowledge(mids)

    def close(self) -> None:
        """Say goodbye. The session stays with the broker, which keeps what comes meanwhile."""
        client = self._client
        if client is not None and self._ready:
            client.publish(session.presence(self.client_id), "offline", retain=True)
            client.disconnect()
            end = time.monotonic() + _GOODBYE
            while client.want_write() and client.socket() is not None and time.monotonic() < end:
                client.loop_write()
        self._drop()

    def _connect(self, seconds: float) -> Client | None:
        pause = self._next - time.monotonic()
        if pause > 0:
            time.sleep(min(pause, seconds))
            return None
        self._reason, self._refused, self._begun = "", False, time.monotonic()
        self.connection += 1
        try:
            client = session.connected(self._like, self.client_id, self._version)
        except (OSError, ValueError) as error:
            self._lost(f"{self.address}: {session.reason(error)}", heard=True)
            return None
        client.on_connect, client.on_disconnect = self._on_connect, self._on_disconnect
        self._client = client
        return client

    def _look_after(self, client: Client) -> None:
        age = time.monotonic() - self._begun
        if self._ready:
            self._subscriptions.look_after(client)
            if age > _STEADY:
                self._backoff.reset()
                self._refused_backoff.reset()
        elif self._version is V5 and not self._known and age > _PROBE:
            self._speak_older()
        elif age > self._like.timeout:
            self._lost(f"{self.address} does not answer", heard=False)

    def _on_connect(
        self, client: mqtt.Client, _data: Any, flags: mqtt.ConnectFlags, reason: ReasonCode, _more: Any
    ) -> None:
        if reason.is_failure:
            self._too_new = self._version is V5 and reason.getName() == _OLD
            self._reason, self._refused = f"{self.address} refuses us: {reason.getName()}", True
            return
        log.info("connected to %s as %s, %s", self.address, self.client_id, session.NAMES[self._version])
        if self._known and not flags.session_present:
            log.warning("%s has forgotten us: what it kept for us is lost", self.address)
        self._ready = self._known = True
        self._subscriptions.ask(client)
        client.publish(session.presence(self.client_id), "online", retain=True)

    def _on_disconnect(
        self, _client: mqtt.Client, _data: Any, flags: mqtt.DisconnectFlags, reason: ReasonCode, _more: Any
    ) -> None:
        if flags.is_disconnect_packet_from_server:
            self._reason = f"{self.address} hung up: {reason.getName()}"

    def _guess(self, code: MQTTErrorCode) -> str:
        """Why the connection ended that the broker ended without a word."""
        if self._ready and time.monotonic() - self._begun < _STEADY:
            # What a broker does to the first of two with one name; not all say so ("Session taken over").
            return f"{self.address} hung up on {self.client_id!r}: does another collector bear its name?"
        return f"{self.address}: {mqtt.error_string(code)}"

    def _lost(self, reason: str, heard: bool) -> None:
        """The connection is gone: say why, and wait before the next."""
        if self._too_new:
            self._speak_older()
            return
        hung_up = self._ready and time.monotonic() - self._begun < _STEADY  # two of one name take turns
        self._drop()
        if not heard and not self._known:  # some old brokers hang up on a version that they do not know
            self._version = V3 if self._version is V5 else V5
        backoff = self._refused_backoff if self._refused or hung_up else self._backoff
        self._next = time.monotonic() + backoff.next()
        self._report(self._names, reason)

    def _speak_older(self) -> None:
        """Try 3.1.1 at once: that the broker knows no MQTT 5 is no failure."""
        self._drop()
        self._version, self._too_new = V3, False

    def _drop(self) -> None:
        client, self._client, self._ready = self._client, None, False
        link = client.socket() if client is not None else None
        if link is not None:
            link.close()


def _wait(client: Client, seconds: float) -> MQTTErrorCode:
    """Wait until the socket can be read, or written where there is something to write."""
    link = client.socket()
    if link is None:
        return MQTTErrorCode.MQTT_ERR_NO_CONN
    readable, writable, _ = select([link], [link] if client.want_write() else [], [], seconds)
    code = client.loop_read() if readable else MQTTErrorCode.MQTT_ERR_SUCCESS
    return code or (client.loop_write() if writable else MQTTErrorCode.MQTT_ERR_SUCCESS)
