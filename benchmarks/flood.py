"""The sender: SensorThings observations of 2,000 gauges over MQTT, QoS 1, as cheap as a sender can be.

`python -m benchmarks.flood PORT COUNT [PER_SECOND FILE]` ends when the broker has acknowledged all.
Each observation bears its sequence number as `@iot.id`. Into the file go the moments at which each was sent.
"""

import math
import select
import socket
import struct
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

GAUGES = 2_000
TOPIC = "v1.1/Datastreams({})/Observations"
WINDOW = 2_000  # unacknowledged at once
CHUNK = 100  # frames a send: small enough that the broker is never idle, large enough to be cheap


def level(number: int) -> float:
    """Metres: each gauge swings by itself, and at any time some rise over an alarm level."""
    return 0.3 + 0.3 * math.sin(number // GAUGES / 400 + number % GAUGES)


def body(number: int, gauge: int, at: datetime, value: float) -> bytes:
    """About 150 bytes."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return (
        f'{{"@iot.id":{number},"phenomenonTime":"{moment}","resultTime":"{moment}",'
        f'"result":{value:.3f},"Datastream":{{"@iot.id":{gauge}}}}}'
    ).encode()


def frame(number: int, gauge: int, at: datetime, value: float) -> bytes:
    """One PUBLISH packet of MQTT 3.1.1, QoS 1."""
    topic, payload = TOPIC.format(gauge).encode(), body(number, gauge, at, value)
    rest = struct.pack("!H", len(topic)) + topic + struct.pack("!H", number % 65_535 + 1) + payload
    return b"\x32" + _length(len(rest)) + rest


def _length(size: int) -> bytes:
    parts = bytearray()
    while True:
        size, part = divmod(size, 128)
        parts.append(part | 0x80 if size else part)
        if not size:
            return bytes(parts)


def connect(port: int) -> socket.socket:
    link = socket.create_connection(("127.0.0.1", port))
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    name = b"flood"
    rest = b"\x00\x04MQTT\x04\x02\x00\x00" + struct.pack("!H", len(name)) + name
    link.sendall(b"\x10" + _length(len(rest)) + rest)
    if link.recv(4, socket.MSG_WAITALL) != b"\x20\x02\x00\x00":
        raise ConnectionError("the broker refused the sender")
    return link


def send(port: int, count: int) -> None:
    """As fast as the broker takes them. The frames are made beforehand, outside the measured time."""
    begun = datetime.now(UTC)
    frames = [
        # A gauge's readings are a microsecond apart, so that none repeats another's time.
        frame(number, number % GAUGES, begun + timedelta(microseconds=number // GAUGES), level(number))
        for number in range(count)
    ]
    chunks = [b"".join(frames[start : start + CHUNK]) for start in range(0, count, CHUNK)]
    link = connect(port)
    print("sending", flush=True)
    acknowledged = sent = 0
    for chunk in chunks:
        link.sendall(chunk)
        sent += CHUNK
        while sent - acknowledged > WINDOW:
            acknowledged += _acknowledged(link)
    while acknowledged < count:
        acknowledged += _acknowledged(link)
    link.close()


_pending = 0


def _acknowledged(link: socket.socket) -> int:
    """How many PUBACKs (4 bytes each) have come in; waits for one."""
    global _pending
    data = link.recv(65_536)
    if not data:
        raise ConnectionError("the broker hung up")
    whole, _pending = divmod(_pending + len(data), 4)
    return whole


def trickle(port: int, count: int, per_second: float) -> list[float]:
    """At a steady pace; the moments of sending (time.time)."""
    link = connect(port)
    print("sending", flush=True)
    start = time.monotonic()
    acknowledged = 0
    sent = []
    for number in range(count):
        wait = start + number / per_second - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        sent.append(time.time())
        link.sendall(frame(number, number % GAUGES, datetime.now(UTC), level(number)))
        while select.select([link], [], [], 0)[0]:
            acknowledged += _acknowledged(link)
    while acknowledged < count:
        acknowledged += _acknowledged(link)
    link.close()
    return sent


if __name__ == "__main__":
    port, count = int(sys.argv[1]), int(sys.argv[2])
    if len(sys.argv) > 3:
        moments = trickle(port, count, float(sys.argv[3]))
        Path(sys.argv[4]).write_text("\n".join(map(str, moments)))
    else:
        send(port, count)
