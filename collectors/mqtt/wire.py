"""paho's MQTT client with another way of reading: packets are taken from the socket in bulk.

paho reads a PUBLISH in three system calls and, under MQTT 5, builds a `Properties` object for it: measured 60
to 85 µs a message, against about 5 µs here. Everything else (connecting, TLS, sending, pinging) is paho's.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.exception import MQTTException

_CHUNK = 256 * 1024  # bytes asked of the socket at once
_PUBLISH, _PUBACK = 0x30, 0x40


class Packet(NamedTuple):
    """One PUBLISH as it came."""

    topic: bytes
    body: bytes
    mid: int  # packet identifier, 0 at QoS 0
    qos: int
    retained: bool
    again: bool = False  # the broker delivered it before and had no acknowledgement


class _MalformedError(Exception):
    """What the broker sent is no MQTT."""


class Client(mqtt.Client):
    """What is published to us goes into `arrived`; nothing is acknowledged unless `acknowledge` is called."""

    def __init__(self, client_id: str, protocol: MQTTProtocolVersion) -> None:
        super().__init__(
            CallbackAPIVersion.VERSION2,
            client_id,
            clean_session=None if protocol is MQTTProtocolVersion.MQTTv5 else False,
            protocol=protocol,
            reconnect_on_failure=False,
            manual_ack=True,
        )
        self.arrived: list[Packet] = []
        self._has_properties = protocol is MQTTProtocolVersion.MQTTv5
        self._unread = bytearray()
        self._wanted = 0  # bytes of `_unread` below which no packet is whole

    def acknowledge(self, mids: Sequence[int]) -> None:
        """PUBACK, in the order given, in one write."""
        if mids:
            packed = b"".join([b"\x40\x02" + mid.to_bytes(2, "big") for mid in mids])
            self._packet_queue(_PUBACK, packed, mids[-1], 1)

    def _packet_read(self) -> MQTTErrorCode:
        """In place of paho's: read until something has arrived or nothing more is there."""
        while not self.arrived:
            try:
                data = self._sock_recv(_CHUNK)
            except BlockingIOError:
                return MQTTErrorCode.MQTT_ERR_AGAIN
            except OSError:
                return MQTTErrorCode.MQTT_ERR_CONN_LOST
            if not data:
                return MQTTErrorCode.MQTT_ERR_CONN_LOST
            self._last_bytes_received = time.monotonic()  # paho's keepalive goes by it
            self._unread += data
            if len(self._unread) >= self._wanted and (answer := self._taken()):
                return answer
        return MQTTErrorCode.MQTT_ERR_SUCCESS

    def _taken(self) -> MQTTErrorCode:
        try:
            return self._split(bytes(self._unread))
        except (_MalformedError, IndexError):
            return MQTTErrorCode.MQTT_ERR_PROTOCOL

    def _split(self, data: bytes) -> MQTTErrorCode:
        """Take whole packets off the front of `data`; keep the rest."""
        at, size, answer = 0, len(data), MQTTErrorCode.MQTT_ERR_SUCCESS
        self._wanted = 0
        while at + 2 <= size and not answer:
            length, start = _length(data, at + 1)
            if length < 0:
                break  # the length itself is not whole yet
            end = start + length
            if end > size:
                self._wanted = end - at
                break
            if data[at] & 0xF0 == _PUBLISH:
                self.arrived.append(self._published(data, at, start, end))
            else:
                answer = self._handle(data[at], data[start:end])
            at = end
        self._unread = bytearray(data[at:])
        return answer

    def _published(self, data: bytes, at: int, start: int, end: int) -> Packet:
        flags = data[at]
        qos = (flags >> 1) & 3
        topic_end = start + 2 + (data[start] << 8 | data[start + 1])
        body, mid = topic_end, 0
        if qos:
            mid = data[body] << 8 | data[body + 1]
            body += 2
        if self._has_properties:
            length, body = _length(data, body)
            body += length
        if body > end:
            raise _MalformedError
        return Packet(data[start + 2 : topic_end], data[body:end], mid, qos, bool(flags & 1), bool(flags & 8))

    def _handle(self, command: int, body: bytes) -> MQTTErrorCode:
        """Any other packet: paho's."""
        self._in_packet = {
            "command": command,
            "have_remaining": 1,
            "remaining_count": [],
            "remaining_mult": 1,
            "remaining_length": len(body),
            "packet": bytearray(body),
            "to_process": 0,
            "pos": 0,
        }
        try:
            return self._packet_handle()
        except MQTTException:
            return MQTTErrorCode.MQTT_ERR_PROTOCOL


def _length(data: bytes, at: int) -> tuple[int, int]:
    """A variable byte integer at `at` and where it ends; (-1, at) where it is not whole yet."""
    first = data[at]
    if first < 0x80:
        return first, at + 1
    value, shift = first & 0x7F, 7
    for place in range(at + 1, at + 4):
        if place >= len(data):
            return -1, at
        value |= (data[place] & 0x7F) << shift
        if data[place] < 0x80:
            return value, place + 1
        shift += 7
    raise _MalformedError
