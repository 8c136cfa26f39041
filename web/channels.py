"""The live streams of one process: the board's own, and one for each wall that somebody looks at.

A wall's channel is opened by its first screen and forgotten with its last: what nobody looks at is not worked
out. All screens of a wall get the same bytes, made once.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from fastapi import WebSocket

from web.patch import Known
from web.screens import BoardJson, Screens

BOARD = ""  # the channel of the board itself, always open
PING_SECONDS = 5.0
FIRST_SECONDS = 10.0  # a wall's first document is waited for so long


class Channels:
    """`asked` is called when a wall is watched that has no document yet. Used from the event loop only."""

    def __init__(self) -> None:
        self.board = Screens()
        self.asked: Callable[[], None] = lambda: None
        self._walls: dict[str, Screens] = {}

    def __len__(self) -> int:
        """Screens that look at anything."""
        return len(self.board) + sum(map(len, self._walls.values()))

    def watched(self) -> frozenset[str]:
        """The walls that somebody looks at."""
        return frozenset(self._walls)

    def publish(self, documents: Mapping[str, BoardJson], now: datetime) -> None:
        """Send each channel what changed of its own. A wall that has been left meanwhile is passed over."""
        known: Known = {}
        # the documents before are kept until all are compared: `known` goes by identities
        before = [channel.board for channel in (self.board, *self._walls.values())]
        for name, document in documents.items():
            channel = self.board if name == BOARD else self._walls.get(name)
            if channel is not None:
                channel.publish(document, now, known)
        del before

    async def serve(self, socket: WebSocket, name: str = BOARD) -> None:
        """One screen from its hand-shake to its end."""
        async with self._watching(name) as channel:
            await channel.serve(socket)

    async def document(self, name: str) -> BoardJson:
        """A channel's newest document, worked out where nobody looks at it; empty where there is none yet."""
        async with self._watching(name) as channel:
            if not channel.board and name != BOARD:
                with channel.opened() as screen:
                    try:
                        async with asyncio.timeout(FIRST_SECONDS):
                            await screen.next()
                    except TimeoutError:
                        pass
            return channel.board

    async def keep_pinging(self, clock: Callable[[], datetime]) -> None:
        """Runs as long as the server."""
        while True:
            await asyncio.sleep(PING_SECONDS)
            now = clock()
            for channel in (self.board, *self._walls.values()):
                channel.ping(now)

    @asynccontextmanager
    async def _watching(self, name: str) -> AsyncIterator[Screens]:
        if name == BOARD:
            yield self.board
            return
        channel = self._walls.get(name)
        if channel is None:
            channel = self._walls[name] = Screens()
            self.asked()
        channel.users += 1
        try:
            yield channel
        finally:
            channel.users -= 1
            if not channel.users:
                del self._walls[name]
