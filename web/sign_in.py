"""`/login`: what is open to everybody."""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from math import ceil
from urllib.parse import parse_qs, urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from dashboard.accounts.desk import Accounts
from dashboard.accounts.sessions import Begun
from dashboard.accounts.signing import Asked
from dashboard.i18n import Translator
from dashboard.settings import Settings
from web import cookies
from web.client import Client, client_of
from web.language import language
from web.login_page import Shown, page

_LONGEST = 10_000  # bytes of the form
_FORM_SECONDS = 3600


class Entrance:
    """What the routes of signing in share."""

    def __init__(self, accounts: Accounts, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.accounts = accounts
        self.settings = settings
        self.clock = clock
        self._trusted = frozenset(one.strip() for one in settings.trusted_proxies.split(","))

    def client(self, request: Request) -> Client:
        return client_of(request.scope, self._trusted, self.settings.public_url)

    def told(self, request: Request, name: str) -> str:
        return cookies.told(request.scope, name, secure=self.client(request).is_secure)

    def put(
        self, answer: Response, request: Request, name: str, value: str, seconds: int, same_site: str = "lax"
    ) -> None:
        secure = self.client(request).is_secure
        cookies.put(answer.headers, name, value, secure=secure, seconds=seconds, same_site=same_site)

    def come_in(self, request: Request, begun: Begun, wanted: str) -> Response:
        """Signed in: to the page that was asked for, with a session."""
        answer = RedirectResponse(same_site(wanted), 303, headers={"Cache-Control": "no-store"})
        seconds = int(self.accounts.lasting.longest.total_seconds())
        self.put(answer, request, cookies.SESSION, begun.token, seconds)
        self.put(answer, request, cookies.FORM, "", 0)
        return answer

    def form(
        self,
        request: Request,
        *,
        wanted: str = "/",
        name: str = "",
        mistake: str = "",
        status: int = 200,
    ) -> Response:
        token = secrets.token_urlsafe(32)
        look = request.cookies.get("ops_look", "")
        shown = Shown(
            form=token,
            look=look if look in ("night", "day") else "night",
            next=same_site(wanted),
            name=name,
            mistake=mistake,
        )
        answer = HTMLResponse(page(language(request), self.settings, shown), status)
        self.put(answer, request, cookies.FORM, token, _FORM_SECONDS, "strict")
        answer.headers["Cache-Control"] = "no-store"
        return answer


def mount(server: FastAPI, entrance: Entrance) -> None:
    """The addresses."""

    @server.get("/login")
    async def asked(request: Request) -> Response:
        return entrance.form(request, wanted=request.query_params.get("next", "/"))

    @server.post("/login")
    async def entered(request: Request) -> Response:
        told = await _form(request)
        t = language(request)
        name, wanted = told.get("name", "")[:64], told.get("next", "/")
        kept = entrance.told(request, cookies.FORM)
        if not kept or not hmac.compare_digest(told.get("form", "").encode(), kept.encode()):
            mistake = t("This form is out of date: enter it once more.")
            return entrance.form(request, wanted=wanted, name=name, mistake=mistake, status=403)
        attempt = Asked(
            name=name,
            password=told.get("password", ""),
            address=entrance.client(request).address,
            before=entrance.told(request, cookies.SESSION),
        )
        now = entrance.clock()
        done = await asyncio.to_thread(entrance.accounts.sign_in, attempt, now)
        if isinstance(done, Begun):
            return entrance.come_in(request, done, wanted)
        if done.until is None:
            mistake = t("Name or password is not right.")
            return entrance.form(request, wanted=wanted, name=name, mistake=mistake, status=401)
        answer = entrance.form(
            request, wanted=wanted, name=name, mistake=_wait(t, done.until, now), status=429
        )
        answer.headers["Retry-After"] = str(ceil((done.until - now).total_seconds()))
        return answer


def same_site(wanted: str) -> str:
    """An address of a page of ours; "/" for any other."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\", "/login", "/api/", "/_")):
        return "/"
    if any(ord(letter) < 33 or ord(letter) == 127 or letter == "\\" for letter in wanted):
        return "/"
    split = urlsplit(wanted)
    return "/" if split.scheme or split.netloc else wanted


def _wait(t: Translator, until: datetime, now: datetime) -> str:
    minutes = ceil((until - now).total_seconds() / 60)
    return t("Too many attempts. Try again in {minutes} minutes, or ask the administrator.", minutes=minutes)


async def _form(request: Request) -> dict[str, str]:
    """What was entered; nothing where it is longer than any form of ours."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            return {}
    told = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in told.items()}
