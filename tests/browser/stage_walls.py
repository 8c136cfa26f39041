"""What the stage tells its walls of themselves: what their display shows."""

from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class StageWalls:
    """Around the site: answers what a wall asks, and hands on all else."""

    def __init__(self, site: ASGIApp, display: Callable[[], dict[str, Any] | None]) -> None:
        self._site = site
        self._display = display

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/api/wall/display" and (told := self._display()):
            await JSONResponse(told)(scope, receive, send)
        else:
            await self._site(scope, receive, send)
