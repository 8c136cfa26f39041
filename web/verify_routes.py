"""`/reports/verify`: anybody asks whether a report is the issued one; who asks too often waits."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from math import ceil

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from dashboard.reports.desk import ReportDesk
from dashboard.reports.verifying import Verified
from dashboard.settings import Settings
from web.client import client_of
from web.language import language
from web.report_asking import json
from web.verify_page import Asked, page

LARGEST = 50 * 1024 * 1024  # bytes of a file
_LONGEST = 200  # letters of what is typed


def mount(
    server: FastAPI, desk: ReportDesk | None, settings: Settings, clock: Callable[[], datetime]
) -> None:
    """The addresses; none where no store stands behind the site."""
    if desk is None:
        return
    trusted = frozenset(one.strip() for one in settings.trusted_proxies.split(","))

    @server.get("/reports/verify")
    async def asked(request: Request, code: str = "", sha256: str = "", name: str = "") -> Response:
        look = request.cookies.get("ops_look", "")
        wanted = code.strip()[:_LONGEST] or sha256.strip()[:_LONGEST]
        address, now = client_of(request.scope, trusted, settings.public_url).address, clock()
        found, minutes = None, 0
        if wanted:
            found, until = await asyncio.to_thread(_found, desk, wanted, address, now)
            minutes = 0 if until is None else max(1, ceil((until - now).total_seconds() / 60))
        shown = Asked(
            look=look if look in ("night", "day") else "day",  # a paper in hand, a phone in daylight
            code=code.strip()[:_LONGEST],
            sha256=sha256.strip()[:_LONGEST],
            name=name.strip()[:_LONGEST],
            found=found,
            minutes=minutes,
        )
        headers = {"Cache-Control": "no-store"}
        body = page(language(request), settings, shown)
        return HTMLResponse(body, 429 if minutes else 200, headers=headers)

    @server.post("/api/reports/verify")
    async def hashed(request: Request) -> Response:
        """The SHA-256 of what is sent, for browsers that work none out themselves. Nothing is kept."""
        made, size = sha256(), 0
        async for piece in request.stream():
            size += len(piece)
            if size > LARGEST:
                return json({"error": "longer than 50 MB"}, 413)
            made.update(piece)
        return json({"sha256": made.hexdigest()})


def _found(
    desk: ReportDesk, wanted: str, address: str, now: datetime
) -> tuple[Verified | None, datetime | None]:
    until = desk.may_ask(address, now)
    if until is not None:
        return None, until
    found = desk.verify(wanted)
    if found is not None:
        desk.found(address)
    return found, None
