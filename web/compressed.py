"""Serves scripts, styles and fonts compressed once, with long cache headers.

Dash's bundles are megabytes: compressing them for each visitor would hold up the event loop, which also
carries every live screen.
"""

import asyncio
import gzip
from collections import OrderedDict

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIXES = ("/_dash-component-suites/", "/assets/")
KEPT = 128  # compressed files kept in memory
YEAR = "public, max-age=31536000, immutable"
_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")


class Compressed:
    """Pure ASGI middleware over the static paths; everything else passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        static = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(PREFIXES)
        if not static or "range" in Headers(scope=scope):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.append(message.get("body", b""))

        await self._app(scope, receive, collect)
        headers = MutableHeaders(scope=start)
        content = b"".join(body)
        if start["status"] == 200:
            _let_keep(headers, scope)
            if headers.get("content-type", "").startswith(_TEXT):
                headers["Vary"] = "Accept-Encoding"
                if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                    content = await self._gzipped(scope["path"], content)
                    headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(content))
        await send(start)
        await send({"type": "http.response.body", "body": content})

    async def _gzipped(self, path: str, content: bytes) -> bytes:
        # the size in the key is enough to notice a file changed by hand while we run
        key = (path, str(len(content)))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = await asyncio.to_thread(gzip.compress, content, 9, mtime=0)
        self._kept[key] = made
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made


def _let_keep(headers: MutableHeaders, scope: Scope) -> None:
    """A URL that names its version never changes; another is asked about again."""
    versioned = scope["query_string"].startswith(b"m=") or scope["path"].startswith("/assets/fonts/")
    if versioned or "max-age" in headers.get("cache-control", ""):
        headers["Cache-Control"] = YEAR
    else:
        headers["Cache-Control"] = "no-cache"
