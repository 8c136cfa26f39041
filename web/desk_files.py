"""`/api/desk`: files beside incidents, and layers of the map. Served so that no file can act as a page."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from fastapi import FastAPI, Request, Response

from dashboard.access import Right
from dashboard.desk.asker import asker
from dashboard.desk.attachments import LARGEST
from dashboard.desk.desk import Desk
from dashboard.desk.shapes import DeskError
from web.desk_asking import answer, asked_for, content, failed, number, refused

_SHOWN = {"image/jpeg", "image/png", "image/webp"}  # what browsers show; the rest is saved


def mount(server: FastAPI, desk: Desk, clock: Callable[[], datetime]) -> None:
    @server.post("/api/desk/incidents/{one}/attachments")
    async def attach(request: Request, one: str, name: str = "") -> Response:
        if no := refused(request, Right.ACT):
            return no
        who, now = asker(), clock()
        try:
            body = await content(request, LARGEST)
            await asyncio.to_thread(desk.papers.attach, who, number(one), name, body, now)
            return answer({"detail": await asyncio.to_thread(desk.detail, number(one), who, now)}, 201)
        except DeskError as error:
            return failed(request, error)

    @server.get("/api/desk/attachments/{one}")
    async def attached(request: Request, one: str) -> Response:
        if no := refused(request, Right.SEE):
            return no
        try:
            held = await asyncio.to_thread(desk.papers.attached, number(one), asker())
        except DeskError as error:
            return failed(request, error)
        how = "inline" if held.media_type in _SHOWN else "attachment"
        headers = {
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(held.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
            "Cache-Control": "private, max-age=3600, immutable",
        }
        return Response(held.body, media_type=held.media_type, headers=headers)

    _layers(server, desk)


def _layers(server: FastAPI, desk: Desk) -> None:
    @server.get("/api/desk/layers")
    async def layers(request: Request) -> Response:
        named = [{"key": one.key, "name": one.name} for one in desk.layers.values()]
        return await asked_for(request, Right.SEE, lambda: named)

    @server.get("/api/desk/layers/{key}.geojson")
    async def layer(request: Request, key: str) -> Response:
        if no := refused(request, Right.SEE):
            return no
        held = desk.layers.get(key)
        if held is None:
            return failed(request, DeskError(code="missing"))
        headers = {"ETag": held.etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == held.etag:
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(held.plain(), headers=headers, media_type="application/geo+json")
        headers["Content-Encoding"] = "gzip"
        return Response(held.body, headers=headers, media_type="application/geo+json")
