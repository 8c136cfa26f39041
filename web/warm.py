"""Asks the site for its first page and everything on it, before a visitor does.

Dash finishes its set-up at the first page request whatever its path, and scripts are compressed once.
"""

import re

from starlette.types import ASGIApp, Message, Scope

_LINKED = re.compile(r'(?:src|href)="(/[^"]+)"')


async def warm(app: ASGIApp, host: str = "127.0.0.1") -> None:
    """GET / and what it links to, through the application itself: no socket is open yet."""
    page = await _get(app, host, "/")
    for path in _LINKED.findall(page.decode()):
        await _get(app, host, path.replace("&amp;", "&"))


async def _get(app: ASGIApp, host: str, target: str) -> bytes:
    path, _, query = target.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", host.encode()), (b"accept-encoding", b"" if path == "/" else b"gzip")],
        "client": ("127.0.0.1", 0),
        "server": (host, 0),
    }
    body: list[bytes] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            body.append(message.get("body", b""))

    await app(scope, receive, send)
    return b"".join(body)
