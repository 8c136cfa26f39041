"""Who reads the open interface: a key in a header, or a person who has signed in; and how often.

Pure ASGI around the sub-application, inside of `Guard`. Page, schema and Open311's discovery are open.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import access
from dashboard.access import Account, Right
from dashboard.accounts.desk import Accounts
from dashboard.keys.desk import Keys
from dashboard.keys.limit import Counted
from dashboard.open_data.visitor import Visitor
from dashboard.settings import Settings
from web import cookies
from web.api import problems
from web.client import client_of

OPEN = ("/", "/openapi.json", "/open311/discovery.json", "/open311/discovery.xml")
VISITOR = "ops.visitor"  # in the scope
NO_KEY = (
    "Send a key as the header “Authorization: Bearer opsk_…” or “X-API-Key: opsk_…”."
    " An administrator of the operations center makes one on /admin."
)
BAD_KEY = "This key opens nothing: it is not known, or it has been revoked. Ask for another one."


class Gate:
    """Puts a `Visitor` into the scope, or turns away."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        keys: Keys,
        accounts: Accounts,
        settings: Settings,
        clock: Callable[[], datetime],
    ) -> None:
        self._app = app
        self._keys = keys
        self._accounts = accounts
        self._settings = settings
        self._clock = clock
        self._trusted = frozenset(one.strip() for one in settings.trusted_proxies.split(","))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = below(scope)
        if scope["type"] != "http" or path in OPEN:
            await self._app(scope, receive, send)
            return
        token = shown(Headers(scope=scope))
        try:
            if token:
                await self._with_key(token, path, scope, receive, send)
            else:
                await self._with_session(path, scope, receive, send)
        except SQLAlchemyError:
            told = problems.answer(path, 503, "Try again in a minute.", {"Retry-After": "60"})
            await told(scope, receive, send)

    async def _with_key(self, token: str, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        key = await asyncio.to_thread(self._keys.find, token)
        if key is None:
            await problems.answer(path, 401, BAD_KEY)(scope, receive, send)
            return
        counted = await asyncio.to_thread(self._keys.count, key, self._clock())
        if counted.is_over:
            told = f"This key may ask {key.per_minute} times a minute. Try again in {counted.reset} s."
            headers = {"Retry-After": str(counted.reset)}
            await problems.answer(path, 429, told, headers)(scope, receive, _limited(send, counted))
            return
        visitor = Visitor(name=f"key:{key.name}", scopes=frozenset(key.scopes), unit_id=key.unit_id)
        whose = Account(name=visitor.name, role="key", unit_id=key.unit_id)
        await self._let_in(visitor, whose, scope, receive, _limited(send, counted))

    async def _with_session(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        client = client_of(scope, self._trusted, self._settings.public_url)
        token = cookies.told(scope, cookies.SESSION, secure=client.is_secure)
        found = await asyncio.to_thread(self._accounts.session, token, self._clock()) if token else None
        if found is None:
            await problems.answer(path, 401, NO_KEY)(scope, receive, send)
            return
        whose = found.account
        if whose.must_change or not whose.may(Right.SEE):
            await problems.answer(path, 403, "Change the password first.")(scope, receive, send)
            return
        if found.is_untouched:
            await asyncio.to_thread(self._accounts.touch, found, self._clock())
        await self._let_in(Visitor(name=whose.name, unit_id=whose.unit_id), whose, scope, receive, send)

    async def _let_in(
        self, visitor: Visitor, whose: Account, scope: Scope, receive: Receive, send: Send
    ) -> None:
        with access.asked_by(whose):
            await self._app({**scope, VISITOR: visitor}, receive, send)


def below(scope: Scope) -> str:
    """The path below /api/v1."""
    path: str = scope.get("path", "")
    return path.removeprefix(scope.get("root_path", ""))


def shown(headers: Headers) -> str:
    """The secret that was sent; "" where none was."""
    scheme, _space, told = headers.get("authorization", "").partition(" ")
    return told.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "").strip()


def _limited(send: Send, counted: Counted) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["RateLimit-Limit"] = str(counted.limit)
            headers["RateLimit-Remaining"] = str(max(counted.remaining, 0))
            headers["RateLimit-Reset"] = str(counted.reset)
        await send(message)

    return sending
