"""One live stream's server side: its open screens, and the newest document serialised once for all of them.

A screen gets `{"seq", "board"}` when it connects, then `{"seq", "patch"}` (JSON Patch), and every now and
then a `{"seq", "now", "board_at"}`. A gap in `seq` means that something was missed: the server itself sends
the whole document again to a screen that cannot keep up.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import orjson
from fastapi import WebSocket, WebSocketDisconnect

from web.patch import Known, diff_once

WAITING = 16  # messages that may wait for a slow screen before it gets the newest board instead

BoardJson = dict[str, Any]


class Screen:
    """What waits to be sent to one screen."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._filled = asyncio.Event()

    def offer(self, message: str) -> bool:
        """False where too much waits already: the caller then calls `restart`."""
        if len(self._waiting) >= WAITING:
            return False
        self._waiting.append(message)
        self._filled.set()
        return True

    def restart(self, snapshot: str) -> None:
        """Forget what waits; the whole board says it all."""
        self._waiting.clear()
        self._waiting.append(snapshot)
        self._filled.set()

    async def next(self) -> str:
        while not self._waiting:
            self._filled.clear()
            await self._filled.wait()
        return self._waiting.popleft()


class Screens:
    """The newest document of one stream and who looks at it. Used from the event loop only."""

    def __init__(self) -> None:
        self.board: BoardJson = {}
        self.board_at: datetime | None = None
        self.users = 0  # who keeps a wall's stream, counted by `Channels`
        self._seq = 0
        self._snapshot = ""
        self._open: set[Screen] = set()

    def __len__(self) -> int:
        return len(self._open)

    def age(self, now: datetime) -> float | None:
        """Seconds since the board was last worked out; None before the first."""
        return None if self.board_at is None else (now - self.board_at).total_seconds()

    def publish(self, board: BoardJson, now: datetime, known: Known | None = None) -> None:
        """Send what changed to every screen. `now` alone is no change: the pings carry the time.

        `known`: what was compared for other streams, which show the same in part.
        """
        before, self.board, self.board_at = self.board, board, now
        patch = (
            diff_once(before, {**board, "now": before["now"]}, {} if known is None else known)
            if before
            else []
        )
        if before and not patch:
            return
        self._seq += 1
        self._snapshot = ""
        if not before:
            self._send(self.snapshot())
        elif self._open:
            self._send(to_json({"seq": self._seq, "now": board["now"], "patch": patch}))

    def ping(self, now: datetime) -> None:
        """Tell every screen that the stream lives, and how old the board is."""
        self._send(to_json({"seq": self._seq, "now": now, "board_at": self.board_at}))

    def snapshot(self) -> str:
        """The whole board as it is sent; made once a change, and only where somebody asks."""
        if not self._snapshot:
            self._snapshot = to_json({"seq": self._seq, "board_at": self.board_at, "board": self.board})
        return self._snapshot

    def _send(self, message: str) -> None:
        for screen in self._open:
            if not screen.offer(message):
                screen.restart(self.snapshot())

    @contextmanager
    def opened(self) -> Iterator[Screen]:
        """A screen that looks; the newest document waits for it, where there is one."""
        screen = Screen()
        if self.board:
            screen.offer(self.snapshot())
        self._open.add(screen)
        try:
            yield screen
        finally:
            self._open.discard(screen)

    async def serve(self, socket: WebSocket) -> None:
        """One screen from its hand-shake to its end."""
        await socket.accept()
        with self.opened() as screen:
            await _send_all(screen, socket)


async def _send_all(screen: Screen, socket: WebSocket) -> None:
    """What waits for a screen, until it goes."""
    tasks = [asyncio.create_task(_send_each(screen, socket)), asyncio.create_task(_until_closed(socket))]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()


async def _send_each(screen: Screen, socket: WebSocket) -> None:
    try:
        while True:
            await socket.send_text(await screen.next())
    except (WebSocketDisconnect, RuntimeError):
        return  # closed while we were sending


async def _until_closed(socket: WebSocket) -> None:
    """A screen says nothing; reading is how its going is noticed."""
    try:
        while True:
            await socket.receive_text()
    except (WebSocketDisconnect, RuntimeError, KeyError):
        return


def to_json(value: object) -> str:
    """As every screen and the API get it: times in UTC with a Z, no NaN."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_SERIALIZE_NUMPY).decode()
