"""Who may come in: each request has a session, a display's token, or is turned away; and needs a right.

Its context is that of every page, callback and route inside: `dashboard.access` tells them who asks.
"""

import asyncio
import hmac
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import orjson
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import access
from dashboard.access import Account, Right
from dashboard.accounts.desk import Accounts
from dashboard.accounts.displays import Shown
from dashboard.accounts.sessions import Session
from dashboard.settings import Settings
from web import cookies, pairing_page
from web.api import problems
from web.client import Client, client_of
from web.rights import INTERFACE, is_page, right_of
from web.wall_door import elsewhere, is_wall

RECHECK = 10.0  # seconds between looks whether the session of an open stream still lives
WARM = "ops.warm"  # in the scope of what the program asks itself
_LONGEST_ASKED = 100_000  # bytes in which a display asks for its page
_CHANGING = ("/account", "/_", "/api/session", "/api/account/", "/live", "/assets/")
_PROGRAM = Account(name="program", role="display")

_csrf: ContextVar[str] = ContextVar("csrf", default="")


def csrf() -> str:
    """What a page sends with every request that changes something; "" where no accounts are."""
    return _csrf.get()


@dataclass(frozen=True, slots=True)
class _Come:
    """Who came, and what they showed."""

    found: Session | Shown
    token: str

    @property
    def account(self) -> Account:
        return self.found.account

    @property
    def csrf(self) -> str:
        return self.found.csrf if isinstance(self.found, Session) else ""


class Doorkeeper:
    """Pure ASGI middleware, inside of `Guard`."""

    def __init__(
        self, app: ASGIApp, *, accounts: Accounts, settings: Settings, clock: Callable[[], datetime]
    ) -> None:
        self._app = app
        self._accounts = accounts
        self._settings = settings
        self._clock = clock
        self._trusted = frozenset(one.strip() for one in settings.trusted_proxies.split(","))
        self._touching: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif scope.get(WARM):
            with access.asked_by(_PROGRAM):
                await self._app(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = client_of(scope, self._trusted, self._settings.public_url)
        method = scope.get("method", "WEBSOCKET")
        right = right_of(method, scope["path"])
        if scope["path"] == "/metrics" and not self._may_measure(scope, client):
            await PlainTextResponse("not allowed", 403)(scope, receive, send)
            return
        if right is None:
            await self._app(scope, receive, send)
            return
        try:
            come = await asyncio.to_thread(self._come, scope, client)
        except SQLAlchemyError:
            if _is_wall_page(scope):
                await self._to_pairing(scope, receive, send, is_away=True)
            else:
                await _turn_away(scope, receive, send, 503, "The store does not answer.")
            return
        if come is None:
            await self._to_sign_in(scope, receive, send)
            return
        self._touch(come)
        token = _csrf.set(come.csrf)
        try:
            with access.asked_by(come.account):
                await self._let_in(come, right, scope, receive, send)
        finally:
            _csrf.reset(token)

    async def _let_in(self, come: _Come, right: Right, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] == "http" and (own := elsewhere(come.account, path)):
            await RedirectResponse(own, 303, {"Cache-Control": "no-store"})(scope, receive, send)
        elif come.account.must_change and not path.startswith(_CHANGING):
            await _to_change(scope, receive, send)
        elif not _is_told(come, scope):
            await _turn_away(scope, receive, send, 403, "csrf")
        elif scope["type"] == "websocket":
            if access.may(right):
                await self._stream(come, scope, receive, send)
            else:
                await _turn_away(scope, receive, send, 403, "not allowed")
        elif not access.may(right):
            if is_page(path) and scope["method"] in {"GET", "HEAD"}:
                send = _with_status(send, 403)  # the page itself says what is missing
                await self._app(scope, receive, send)
            else:
                await _turn_away(scope, receive, send, 403, "not allowed")
        elif path == "/_dash-update-component" and (not come.account.id or come.account.must_change):
            await self._page_alone(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _come(self, scope: Scope, client: Client) -> _Come | None:
        now = self._clock()
        if token := cookies.told(scope, cookies.SESSION, secure=client.is_secure):
            session = self._accounts.session(token, now)
            if session is not None:
                return _Come(session, token)
        if token := cookies.told(scope, cookies.DISPLAY, secure=client.is_secure):
            shown = self._accounts.display(token, now)
            if shown is not None:
                return _Come(shown, token)
        return None

    def _touch(self, come: _Come) -> None:
        """Told to the store beside the answer: nobody waits for it."""
        found = come.found
        if not (found.is_untouched if isinstance(found, Session) else found.is_unseen):
            return
        task = asyncio.create_task(self._touched(found))
        self._touching.add(task)
        task.add_done_callback(self._touching.discard)

    async def _touched(self, found: Session | Shown) -> None:
        try:
            await asyncio.to_thread(self._accounts.touch, found, self._clock())
        except SQLAlchemyError:
            return  # the next request does it

    async def _stream(self, come: _Come, scope: Scope, receive: Receive, send: Send) -> None:
        """As long as the session lives; an open stream is a sign of life."""
        client = client_of(scope, self._trusted, self._settings.public_url)
        inner = asyncio.ensure_future(self._app(scope, receive, send))
        try:
            while not (await asyncio.wait({inner}, timeout=RECHECK))[0]:
                try:
                    still = await asyncio.to_thread(self._come, scope, client)
                except SQLAlchemyError:
                    continue
                if still is None or still.account != come.account:
                    await send({"type": "websocket.close", "code": 4401})
                    return
                self._touch(still)
            await inner
        finally:
            inner.cancel()

    async def _page_alone(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pages are drawn by a callback of Dash; whoever may do no more gets that one and no other."""
        body = b""
        while len(body) < _LONGEST_ASKED:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        if not _asks_for_page(body):
            await _turn_away(scope, receive, send, 403, "not allowed")
            return
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)

    def _may_measure(self, scope: Scope, client: Client) -> bool:
        wanted = self._settings.metrics_token
        shown = Headers(scope=scope).get("authorization", "").removeprefix("Bearer ")
        return client.is_here or (bool(wanted) and hmac.compare_digest(shown.encode(), wanted.encode()))

    async def _to_sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _is_wall_page(scope):
            await self._to_pairing(scope, receive, send)
        elif scope["type"] == "http" and is_page(scope["path"]) and scope["method"] in {"GET", "HEAD"}:
            query = scope["query_string"].decode("latin-1")
            wanted = scope["path"] + (f"?{query}" if query else "")
            await RedirectResponse(f"/login?next={quote(wanted)}", 303)(scope, receive, send)
        else:
            await _turn_away(scope, receive, send, 401, "sign in")

    async def _to_pairing(self, scope: Scope, receive: Receive, send: Send, *, is_away: bool = False) -> None:
        """A wall falls to no sign-in page: nobody stands before it."""
        shown = pairing_page.answer(Request(scope), self._settings, self._clock(), is_away=is_away)
        await shown(scope, receive, send)


def _is_wall_page(scope: Scope) -> bool:
    return scope["type"] == "http" and is_wall(scope["path"]) and scope["method"] in {"GET", "HEAD"}


def _asks_for_page(body: bytes) -> bool:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    output = told.get("output") if isinstance(told, dict) else None
    return isinstance(output, str) and output.strip(".").startswith("_pages_content.children")


def _is_told(come: _Come, scope: Scope) -> bool:
    """Does what changes something carry the session's own token?

    Dash's own callbacks do not: for them `Guard` compares the Origin, and the cookie stays on this site.
    """
    if scope["type"] == "websocket" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
        return True
    if scope["path"] == "/_dash-update-component":
        return True
    shown = Headers(scope=scope).get("x-csrf", "")
    return bool(come.csrf) and hmac.compare_digest(shown.encode(), come.csrf.encode())


async def _to_change(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http" and is_page(scope["path"]) and scope["method"] in {"GET", "HEAD"}:
        await RedirectResponse("/account", 303)(scope, receive, send)
    else:
        await _turn_away(scope, receive, send, 403, "change the password first")


def _with_status(send: Send, status: int) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["status"] = status
        await send(message)

    return sending


async def _turn_away(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4401 if status == 401 else 4403})
        return
    answer: Response = JSONResponse({"error": why, "code": why.replace(" ", "_")}, status)
    if is_page(scope["path"]):
        answer = PlainTextResponse(why, status)
    elif scope["path"].startswith(INTERFACE):  # a line feed in it: no address of the interface
        answer = problems.answer(
            "/" + scope["path"].removeprefix(INTERFACE), 404, "There is no such address."
        )
    answer.headers["Cache-Control"] = "no-store"
    await answer(scope, receive, send)
