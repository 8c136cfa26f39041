"""The raw limit of walls: a WebSocket server that passes on what it is told. Its argument is a port."""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve


async def echo(port: int) -> None:
    """Passes what is told at /tell on to all the others."""
    others: set[ServerConnection] = set()

    async def handle(connection: ServerConnection) -> None:
        if connection.request is not None and connection.request.path == "/tell":
            async for message in connection:
                broadcast(others, message)
            return
        others.add(connection)
        await connection.send("hello")
        await connection.wait_closed()
        others.discard(connection)

    async with serve(handle, "127.0.0.1", port, compression=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(echo(int(sys.argv[1])))
