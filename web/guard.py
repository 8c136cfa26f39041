"""What stands before every request: security headers, and no page of another site may reach in.

The Host and Origin headers keep a foreign web page from reading the board (DNS rebinding) and from pressing a
button; who is there is asked further in, by `doorkeeper`.
"""

from collections.abc import Callable, Collection, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def served(settings: Settings) -> frozenset[str]:
    """The host names for which requests are answered."""
    further = {one.strip() for one in settings.hosts.split(",")}
    public = urlsplit(settings.public_url).hostname or ""
    return frozenset({*LOOPBACK, settings.host, public, *further} - {""})


def policy(script_hashes: Sequence[str], tile_url: str = "") -> str:
    """The Content-Security-Policy: everything from here, and map tiles from where the city set them."""
    tiles = urlsplit(tile_url.replace("{s}.", "*."))
    images = f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(script_hashes)}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data:{images}",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class Guard:
    """Pure ASGI, outermost. `script_policy` is asked at the first page: Dash knows its scripts only then."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], script_policy: Callable[[], str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._policy = script_policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if refusal := self._refusal(scope, headers):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 4403, "reason": refusal})
            else:
                await PlainTextResponse(refusal, status_code=403)(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._harden(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> str:
        host = headers.get("host", "")
        if urlsplit(f"//{host}").hostname not in self._hosts:
            return "this host name is not served"
        safe = scope["type"] == "http" and scope["method"] in {"GET", "HEAD", "OPTIONS"}
        origin = headers.get("origin")
        if not safe and origin is not None and urlsplit(origin).netloc != host:
            return "requests from another site are refused"
        if scope["type"] == "websocket" and origin is None:
            return "a live stream needs an Origin header"
        return ""

    def _harden(self, headers: MutableHeaders) -> None:
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if headers.get("content-type", "").startswith("text/html"):
            headers["Content-Security-Policy"] = self._policy()
            headers["Cache-Control"] = "no-cache"
