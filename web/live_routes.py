"""`/live` and `/api/board`: the board, and with `?wall=` what one wall shows ("city", or a unit's code)."""

from collections.abc import Callable
from datetime import date

from fastapi import FastAPI, Response, WebSocket

from dashboard import access
from dashboard.units import CITY_ID
from dashboard.wall.whose import unit_of_wall
from web.channels import BOARD, Channels
from web.screens import to_json

NO_SUCH_WALL = 4404  # the stream is closed with it, so that nobody asks again for ever
NOT_YOURS = 4403


def mount(server: FastAPI, channels: Channels, today: Callable[[], date]) -> None:
    """The two routes."""

    @server.get("/api/board")
    async def board(wall: str = BOARD) -> Response:
        refused = _refused(wall, today())
        if refused is not None:
            known = refused == NOT_YOURS
            why = "not allowed" if known else f"no such wall: {wall}"
            return _json({"error": why}, 403 if known else 404)
        document = await channels.document(wall)
        if not document:
            return _json({"error": "the board is not worked out yet"}, 503)
        return _json(document)

    @server.websocket("/live")
    async def live(socket: WebSocket, wall: str = BOARD) -> None:
        refused = _refused(wall, today())
        if refused is None:
            await channels.serve(socket, wall)
            return
        await socket.accept()  # before it a browser learns no code
        await socket.close(refused)


def _refused(wall: str, today: date) -> int | None:
    """A code to close with; None for whoever may follow it. A unit's display follows its own wall alone."""
    unit = None if wall == BOARD else unit_of_wall(wall, today)
    if unit is None and wall != BOARD:
        return NO_SUCH_WALL
    shown = CITY_ID if unit is None else unit.id
    return None if access.may_follow(shown) else NOT_YOURS


def _json(value: object, status: int = 200) -> Response:
    return Response(to_json(value), status_code=status, media_type="application/json")
