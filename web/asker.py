"""Tells the core from where a request comes, where no accounts stand behind the site.

`dashboard.access` then decides by the address who may do what; with accounts, `web.doorkeeper` stands here.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import access
from web.client import client_of


class Asker:
    """Pure ASGI middleware: its context is that of every page, callback and route inside."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        client = client_of(scope, ())
        # where a proxy stands between that uvicorn was not told to trust: nobody's
        hidden = access.is_this_machine(client.address) and not client.is_here
        with access.asked_by("" if hidden else client.address):
            await self._app(scope, receive, send)
