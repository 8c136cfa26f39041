"""`/api/wall/pairing`, `/display`, `/api/wall/display`: how a screen comes in, and what it is to show."""

import asyncio
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import SQLAlchemyError

from dashboard import access
from dashboard.accounts.displays import Shown
from dashboard.accounts.errors import AccountError
from dashboard.columns import to_micros
from dashboard.settings import Settings
from dashboard.wall import scenes
from web import cookies, pairing_page
from web.screens import to_json
from web.sign_in import Entrance
from web.wall_door import ROOT, wall_of

_PAIRING_SECONDS = 3600  # longer than any code lasts
_DISPLAY_SECONDS = 400 * 86400  # browsers keep none for longer


def mount(server: FastAPI, entrance: Entrance) -> None:
    """What is open to everybody: asking for a code, and what became of it."""

    @server.post("/api/wall/pairing")
    async def begin(request: Request) -> Response:
        held, now = entrance.told(request, cookies.PAIRING), entrance.clock()
        address = entrance.client(request).address
        try:
            made = await asyncio.to_thread(entrance.accounts.begin_pairing, held, address, now)
        except AccountError:
            return _json({"state": "crowded"}, 429)
        except SQLAlchemyError:
            return _json({"state": "away"}, 503)
        if isinstance(made, Shown):
            return _come_in(entrance, request, held, made)
        answer = _json(_waiting(entrance, request, made.expires_at) | {"code": made.code})
        entrance.put(answer, request, cookies.PAIRING, made.token, _PAIRING_SECONDS, "strict")
        return answer

    @server.get("/api/wall/pairing")
    async def asked(request: Request) -> Response:
        """Whoever shows a wrong secret hears what one hears whose code is over."""
        kept, now = entrance.accounts, entrance.clock()
        token, held = entrance.told(request, cookies.DISPLAY), entrance.told(request, cookies.PAIRING)
        try:
            if shown := await asyncio.to_thread(kept.display, token, now):  # the store was away before
                return _come_in(entrance, request, token, shown)
            found = await asyncio.to_thread(kept.asked_pairing, held, now)
        except SQLAlchemyError:
            return _json({"state": "away"}, 503)
        if isinstance(found, Shown):
            return _come_in(entrance, request, held, found)
        return _json({"state": "none"} if found is None else _waiting(entrance, request, found.expires_at))

    @server.get("/display")
    async def display(request: Request, token: str = "") -> Response:
        """A screen that was started with its address comes in; with one that is over it is paired."""
        now = entrance.clock()
        try:
            shown = await asyncio.to_thread(entrance.accounts.display, token, now)
        except SQLAlchemyError:
            return pairing_page.answer(request, entrance.settings, now, is_away=True)
        answer = RedirectResponse(ROOT, 303, headers={"Cache-Control": "no-store"})
        if shown is not None:
            entrance.put(answer, request, cookies.DISPLAY, token, _DISPLAY_SECONDS)
        return answer


def mount_display(server: FastAPI, entrance: Entrance | None, settings: Settings) -> None:
    """What the wall that asks is to show; `entrance` None: a site without accounts has no displays."""

    @server.get("/api/wall/display")
    async def display(request: Request) -> Response:
        token = "" if entrance is None or access.account() else entrance.told(request, cookies.DISPLAY)
        row = await asyncio.to_thread(entrance.accounts.display_row, token) if entrance and token else None
        answer = _json(scenes.shown(row, scenes.wall(settings)))
        if entrance and row is not None:  # browsers forget a cookie after 400 days: a wall hangs longer
            entrance.put(answer, request, cookies.DISPLAY, token, _DISPLAY_SECONDS)
        return answer


def _come_in(entrance: Entrance, request: Request, token: str, found: Shown) -> Response:
    """The screen's secret is a display's token now: it is kept as one."""
    answer = _json({"state": "in", "next": wall_of(found.account.unit_id)})
    entrance.put(answer, request, cookies.DISPLAY, token, _DISPLAY_SECONDS)
    entrance.put(answer, request, cookies.PAIRING, "", 0, "strict")
    return answer


def _waiting(entrance: Entrance, request: Request, ends: datetime) -> dict[str, Any]:
    """The seconds that are left: the screen's own clock may be hours off. `id` tells one code from the next:
    windows of one browser have one cookie and show one code."""
    now = entrance.clock()
    look = pairing_page.look_of(request, entrance.settings, now)
    left = int((ends - now).total_seconds())
    return {"state": "waiting", "id": str(to_micros(ends)), "seconds": left, "look": look}


def _json(value: object, status: int = 200) -> Response:
    return Response(to_json(value), status, {"Cache-Control": "no-store"}, "application/json")
