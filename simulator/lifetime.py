"""When a program of the simulator ends: at SIGTERM or SIGINT, or with its parent."""

import asyncio
import signal
import sys


async def until_told(*, until_eof: bool) -> None:
    """Return at SIGTERM or SIGINT and, where asked, when stdin is closed: the parent is gone."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    if until_eof:
        reader = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        waiting = asyncio.ensure_future(_drain(reader))
        waiting.add_done_callback(lambda _: told.set())
    await told.wait()


async def _drain(reader: asyncio.StreamReader) -> None:
    while await reader.read(4096):
        pass
