"""What the stage tells its walls: `/live?wall=…` over the boards of `wall_boards`, and what they show."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from web.pump import Pump
from web.screens import BoardJson, Screens


class StageWalls:
    """Around the site: answers what a wall asks, and hands on all else."""

    def __init__(
        self,
        site: ASGIApp,
        compute: Callable[[str, datetime], BoardJson],
        display: Callable[[], dict[str, Any] | None],
        clock: Callable[[], datetime],
    ) -> None:
        self._site = site
        self._compute = compute
        self._display = display
        self._clock = clock
        self._walls: dict[str, Screens] = {}
        self._running: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = parse_qs(scope.get("query_string", b"").decode()).get("wall", [])
        if scope["type"] == "websocket" and scope["path"] == "/live" and asked:
            await self._screens(asked[0]).serve(WebSocket(scope, receive, send))
        elif scope["type"] == "http" and scope["path"] == "/api/wall/display" and (told := self._display()):
            await JSONResponse(told)(scope, receive, send)
        else:
            await self._site(scope, receive, send)

    def _screens(self, unit: str) -> Screens:
        if unit not in self._walls:
            screens = self._walls[unit] = Screens()
            pump = Pump(lambda now: self._compute(unit, now), screens, self._clock)
            self._running += [
                asyncio.create_task(pump.run()),
                asyncio.create_task(screens.keep_pinging(self._clock)),
            ]
        return self._walls[unit]
