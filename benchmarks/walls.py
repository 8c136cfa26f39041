"""200 walls at five changes a second: what they cost the server, and how soon each has what changed.

The real site (`uvicorn app:server`) over 36 months of figures, a city's devices and incidents; beside it the
raw limit: a WebSocket server that only passes on what it is told, as long as the patches are.
"""

import argparse
import asyncio
import gzip
import re
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import websockets
from sqlalchemy import Engine, insert, select, update
from websockets.asyncio.client import ClientConnection
from websockets.typing import Origin

from benchmarks.board import DAILY
from benchmarks.crowd import p50_p95
from benchmarks.fill import FEEDS
from benchmarks.fill_incidents import fill as fill_incidents
from benchmarks.fill_others import DEVICES, devices, sampled
from benchmarks.scene import STORES, Scene, cpu, machine, scene, table, wait
from dashboard import db
from dashboard.civil import month_of, months_back
from dashboard.db import writing
from dashboard.feeds import register
from dashboard.models import device, feed, feed_state
from dashboard.tally import touch
from dashboard.targets import seed
from tests.servers import free_port
from tests.signed_in import signed_in

WALLS, A_SECOND = 200, 5
UNITS = ("26740", "26743", "26737", "25747", "25750")  # every tenth wall is one of theirs
COUNTED = ("dossiers_received", "dossiers_resolved", "dossiers_resolved_online")  # each change moves these
_MARK = re.compile(rb"77\.\d{4}1")


@dataclass(slots=True)
class Lags:
    """`sent`: when a mark was stored; `lags`: milliseconds from then until a wall had it."""

    sent: dict[bytes, float] = field(default_factory=dict)
    lags: list[float] = field(default_factory=list)
    heard: int = 0  # bytes

    def hear(self, message: bytes) -> None:
        now = time.perf_counter()
        self.heard += len(message)
        # a patch may hold several changes, where the server could not keep up
        self.lags += [(now - self.sent[mark]) * 1000 for mark in _MARK.findall(message) if mark in self.sent]


def city(on: Scene, incidents: int, now: datetime) -> None:
    """A store in which everything speaks."""
    store = db.engine(on.store_url)
    db.migrate(store)
    register(store, FEEDS)
    # in memory a month is a month, told by its days or at once
    months = [*months_back(month_of(now.date()), 36), now.date()]
    with writing(store) as connection:
        sampled(connection, months, DAILY)
        touch(connection, [(day, key) for day in months for key in DAILY])
        for kind, feed_id, count in DEVICES:
            devices(connection, on.kind, feed_id, kind, count, now)
    fill_incidents(store, incidents, now)
    late = now + timedelta(days=1)
    with writing(store) as connection:
        seed(connection, now)
        for feed_id in connection.execute(select(feed.c.id)).scalars().all():
            state = {"spoke_at": now, "data_at": now, "late_at": late, "silent_at": late}
            connection.execute(insert(feed_state).values(feed_id=feed_id, **state))
    store.dispose()


def change(store: Engine, number: int, lags: Lags) -> None:
    """A gauge's reading and some figures of today, as an ingest stores them."""
    now, mark = datetime.now(UTC), f"77.{number:04}1"
    with writing(store) as connection:
        one = select(device.c.id).where(device.c.kind == "gauge").order_by(device.c.id).limit(1)
        connection.execute(
            update(device)
            .where(device.c.id == one.offset(number % 100).scalar_subquery())
            .values(value=float(mark), observed_at=now)
        )
        touch(connection, [(now.date(), key) for key in COUNTED])
        lags.sent[mark.encode()] = time.perf_counter()


async def listen(wall: ClientConnection, lags: Lags) -> None:
    async for message in wall:
        lags.hear(message.encode() if isinstance(message, str) else message)


async def watched(
    addresses: Sequence[str],
    origin: str,
    headers: dict[str, str],
    lags: Lags,
    work: Callable[[], Awaitable[None]],
) -> None:
    """`work` while these walls listen."""
    opened = [
        await websockets.connect(
            address, origin=Origin(origin), additional_headers=headers, max_size=None, compression=None
        )
        for address in addresses
    ]
    for wall in opened:
        await wall.recv()
    listening = [asyncio.create_task(listen(wall, lags)) for wall in opened]
    await asyncio.sleep(1)
    await work()
    await asyncio.sleep(1)
    for task in listening:
        task.cancel()
    for wall in opened:
        await wall.close()


async def each(seconds: int, do: Callable[[int], Awaitable[None]]) -> None:
    begun = time.perf_counter()
    for number in range(seconds * A_SECOND):
        await asyncio.sleep(max(0.0, begun + number / A_SECOND - time.perf_counter()))
        await do(number)


def measured(
    process: subprocess.Popen[bytes],
    addresses: Sequence[str],
    origin: str,
    headers: dict[str, str],
    seconds: int,
    do: Callable[[int, Lags], Awaitable[None]],
) -> tuple[float, Lags]:
    """(share of one core, lags)."""
    lags, used = Lags(), 0.0

    async def work() -> None:
        nonlocal used
        before, begun = cpu(process), time.perf_counter()
        await each(seconds, lambda number: do(number, lags))
        used = (cpu(process) - before) / (time.perf_counter() - begun)

    asyncio.run(watched(addresses, origin, headers, lags, work))
    return used, lags


def ours(on: Scene, walls: int, seconds: int) -> tuple[float, Lags, int, int]:
    """Also how large a wall's document is, as JSON and compressed."""
    port, visitor = free_port(), signed_in(on.store_url)
    command = ("-m", "uvicorn", "app:server", "--port", str(port), "--log-level", "warning")
    process = on.start(*command, "--ws-per-message-deflate", "false")
    address, cookie = f"http://127.0.0.1:{port}", {"Cookie": visitor.headers["Cookie"]}
    wait(lambda: _answers(f"{address}/healthz"), "the site answers", 0.5)
    wait(lambda: calm(process), "it has read ahead what pages ask for", 0)
    document = httpx.get(f"{address}/api/board?wall=city", headers=cookie, timeout=60).raise_for_status()
    size, packed = len(document.content), len(gzip.compress(document.content, 5))
    names = [UNITS[n // 10 % len(UNITS)] if n % 10 == 9 else "city" for n in range(walls)]
    addresses = [f"ws://127.0.0.1:{port}/live?wall={name}" for name in names]
    store = on.store

    async def do(number: int, lags: Lags) -> None:
        await asyncio.to_thread(change, store, number, lags)

    used, lags = measured(process, addresses, address, cookie, seconds, do)
    process.terminate()
    process.wait()
    return used, lags, size, packed


def raw(on: Scene, walls: int, seconds: int, length: int) -> tuple[float, Lags]:
    """A broadcast of messages of this length."""
    port = free_port()
    process = on.start("-m", "benchmarks.walls_raw", str(port))
    address = f"ws://127.0.0.1:{port}"
    wait(lambda: _listens(port), "the echo listens")

    async def do(number: int, lags: Lags) -> None:
        mark = f"77.{number:04}1".encode()
        async with websockets.connect(f"{address}/tell", compression=None) as teller:
            lags.sent[mark] = time.perf_counter()
            await teller.send(mark + b" " * max(0, length - len(mark)))

    return measured(process, [address] * walls, "http://127.0.0.1", {}, seconds, do)


def calm(process: subprocess.Popen[bytes]) -> bool:
    """It does no more than look at its store each second."""
    before = cpu(process)
    time.sleep(2)
    return cpu(process) - before < 0.3


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=10).is_success
    except httpx.TransportError:
        return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10 s instead of 60, few incidents")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    options = parser.parse_args()
    seconds = 10 if options.quick else 60
    rows = []
    for kind in options.store or STORES:
        with scene(kind) as on:
            city(on, 2_000 if options.quick else 50_000, datetime.now(UTC))
            used, lags, size, packed = ours(on, WALLS, seconds)
            messages = max(1, len(lags.lags))
            length = lags.heard // messages
            bare, passed = raw(on, WALLS, seconds, length)
        rows.append(
            [
                kind,
                f"{used:.0%}",
                p50_p95(lags.lags),
                f"{messages:,}",
                f"{length:,}",
                f"{size / 1000:.0f} / {packed / 1000:.1f}",
            ]
        )
        rows.append(
            [
                f"raw, beside {kind}",
                f"{bare:.0%}",
                p50_p95(passed.lags),
                f"{len(passed.lags):,}",
                f"{length:,}",
                "–",
            ]
        )
        print(rows[-2:], file=sys.stderr)
    print(f"{WALLS} walls, {A_SECOND} changes a second for {seconds} s; {machine()}\n")
    head = [
        "server",
        "of one core",
        "change → received, ms, p50 / p95",
        "received",
        "bytes each",
        "document, KB, compressed",
    ]
    print(table(head, rows))


if __name__ == "__main__":
    main()
