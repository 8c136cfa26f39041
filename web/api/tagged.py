"""Answers bear an ETag; who shows the same again gets 304 and no body."""

from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

VARY = "Authorization, X-API-Key, Cookie"


class Tagged:
    """Pure ASGI. All answers of the open interface are whole before they are sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self._app(scope, receive, collect)
        body, headers = b"".join(parts), MutableHeaders(scope=start)
        headers["Vary"] = VARY
        if start["status"] == 200:
            tag = f'W/"{sha256(body).hexdigest()[:32]}"'
            headers["ETag"] = tag
            headers.setdefault("Cache-Control", "private, no-cache")
            if tag in Headers(scope=scope).get("if-none-match", ""):
                start["status"], body = 304, b""
                del headers["content-length"], headers["content-type"]
        await send(start)
        await send({"type": "http.response.body", "body": body})
