"""Tells the core from where a request comes: `dashboard.access` decides by it who may do what."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import access

# Whoever comes through a proxy sits elsewhere, whatever address the proxy has.
_BY_PROXY = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


class Asker:
    """Pure ASGI middleware: its context is that of every page, callback and route inside."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        with access.asked_by(_address(scope)):
            await self._app(scope, receive, send)


def _address(scope: Scope) -> str:
    """The client's; where a proxy stands between that uvicorn was not told to trust, nobody's."""
    address = str(scope["client"][0]) if scope.get("client") else ""
    headers = Headers(scope=scope)
    if access.is_this_machine(address) and any(name in headers for name in _BY_PROXY):
        return ""
    return address
