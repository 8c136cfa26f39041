"""uvicorn on 127.0.0.1 that leaves signals to `lifetime`."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette


class Server(uvicorn.Server):
    """A server that is told to end by `should_exit`, not by a signal, and says in `ended` when it has."""

    def __init__(self, app: Starlette) -> None:
        # The Date header is the simulated clock's, which `answers` writes.
        config = uvicorn.Config(app, log_level="warning", date_header=False, timeout_graceful_shutdown=3)
        super().__init__(config)
        self.ended = asyncio.Event()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().serve(sockets)
        finally:
            self.ended.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(port: int) -> socket.socket:
    """A listening socket on this machine's loopback. Raises OSError when the port is taken."""
    return socket.create_server(("127.0.0.1", port), backlog=256)
