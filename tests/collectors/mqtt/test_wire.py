"""Packets are read whole however the network cuts them, with and without MQTT 5's properties."""

import socket
import struct
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paho.mqtt.enums import MQTTErrorCode, MQTTProtocolVersion

from collectors.mqtt.wire import Client, Packet

V5, V3 = MQTTProtocolVersion.MQTTv5, MQTTProtocolVersion.MQTTv311


def length(size: int) -> bytes:
    """A variable byte integer (MQTT 5, 1.5.5)."""
    made = b""
    while True:
        size, part = divmod(size, 128)
        made += bytes([part | 128 if size else part])
        if not size:
            return made


def published(packet: Packet, properties: bytes | None) -> bytes:
    """The PUBLISH packet of MQTT 5, 3.3; without properties that of 3.1.1."""
    rest = struct.pack("!H", len(packet.topic)) + packet.topic
    rest += struct.pack("!H", packet.mid) if packet.qos else b""
    rest += b"" if properties is None else length(len(properties)) + properties
    rest += packet.body
    return bytes([0x30 | packet.qos << 1 | packet.retained]) + length(len(rest)) + rest


class Line:
    """A client at the end of a line; what is put in at the other end, it reads."""

    def __init__(self, version: MQTTProtocolVersion) -> None:
        self.far, near = socket.socketpair()
        near.setblocking(False)
        self.client = Client("test", version)
        self.client._sock = near

    def read(self, data: bytes) -> list[Packet]:
        self.far.sendall(data)
        assert self.client.loop_read() == MQTTErrorCode.MQTT_ERR_SUCCESS
        arrived, self.client.arrived = self.client.arrived, []
        return arrived

    def close(self) -> None:
        self.far.close()
        cast("socket.socket", self.client.socket()).close()


packets = st.builds(
    lambda topic, body, mid, qos, retained: Packet(topic, body, mid if qos else 0, qos, retained),
    st.binary(min_size=1, max_size=200),
    st.binary(max_size=300) | st.integers(16_000, 40_000).map(lambda size: b"x" * size),
    st.integers(1, 65_535),
    st.integers(0, 1),
    st.booleans(),
)


@given(
    wanted=st.lists(st.tuples(packets, st.binary(max_size=300)), max_size=6),
    version=st.sampled_from([V3, V5]),
    cuts=st.lists(st.integers(1, 2_000), min_size=1, max_size=40),
)
@settings(max_examples=200, deadline=None)
def test_packets_come_whole_wherever_the_stream_is_cut(
    wanted: list[tuple[Packet, bytes]], version: MQTTProtocolVersion, cuts: list[int]
) -> None:
    stream = b"".join(published(packet, more if version is V5 else None) for packet, more in wanted)
    line, found, at = Line(version), [], 0
    for cut in [*cuts, len(stream)]:
        if at < len(stream):
            found += line.read(stream[at : at + cut])
            at += cut
    line.close()
    assert found == [packet for packet, _more in wanted]


def test_a_packet_of_many_megabytes_is_read_in_one_piece() -> None:
    packet = Packet(b"a", b"x" * 3_000_000, 7, 1, False)
    line, data, found = Line(V5), published(packet, b""), []
    for start in range(0, len(data), 100_000):
        found += line.read(data[start : start + 100_000])
    line.close()
    assert found == [packet]


def test_acknowledgements_go_out_in_the_order_given() -> None:
    line = Line(V5)
    line.client.acknowledge([3, 1, 65_535])
    assert line.far.recv(100) == b"\x40\x02\x00\x03\x40\x02\x00\x01\x40\x02\xff\xff"
    line.close()


@pytest.mark.parametrize(
    "wrong",
    [
        b"\x32\xff\xff\xff\xff\x7f",  # a length of five bytes
        b"\x32\x05\x00\x09abc",  # a topic longer than the packet
        b"\x32\x04\x00\x01a\x00",  # half a packet identifier
    ],
)
def test_what_is_no_mqtt_ends_the_connection(wrong: bytes) -> None:
    line = Line(V5)
    line.far.sendall(wrong)
    assert line.client.loop_read() == MQTTErrorCode.MQTT_ERR_PROTOCOL
    assert line.client.socket() is None
    line.far.close()
