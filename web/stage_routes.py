"""`/api/stage`: the city's stage with its rules and history; where the form of its page is sent."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from dashboard import access
from dashboard.access import Right
from dashboard.i18n import Translator
from dashboard.stages.deciding import Mistake, StageError
from dashboard.stages.desk import StageDesk
from dashboard.units import CITY_ID
from layouts.stage_words import sentence
from web.json_body import json_body
from web.language import language
from web.screens import to_json

Deed = Callable[[Mapping[str, object], str, datetime], None]


def mount(server: FastAPI, desk: StageDesk | None, clock: Callable[[], datetime]) -> None:
    """The addresses; none where no store stands behind the site."""
    if desk is None:
        return

    @server.get("/api/stage")
    async def shown(before: str = "") -> Response:
        row = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else 0
        told = await asyncio.to_thread(desk.shown, clock(), row)
        told["may_decide"] = access.may(Right.DECIDE, CITY_ID)
        return Response(to_json(told), media_type="application/json", headers={"Cache-Control": "no-store"})

    @server.post("/api/stage")
    async def set_one(request: Request) -> Response:
        t = language(request)
        return await _decided(request, t, desk.set, clock, t("The stage is set."))

    @server.post("/api/stage/release")
    async def release(request: Request) -> Response:
        t = language(request)
        return await _decided(request, t, desk.release, clock, t("The program's proposal holds again."))


async def _decided(
    request: Request, t: Translator, deed: Deed, clock: Callable[[], datetime], done: str
) -> Response:
    if not access.may(Right.DECIDE, CITY_ID):
        return _mistake("", t("The stage is set by whoever has that right for the whole city."), 403)
    told = await json_body(request)
    if told is None:
        return JSONResponse({"error": "a JSON object is wanted"}, status_code=400)
    try:
        await asyncio.to_thread(deed, told, access.who(), clock())
    except StageError as error:
        is_late = error.mistake in (Mistake.CHANGED, Mistake.NOTHING)
        return _mistake(error.field, sentence(t, error), 409 if is_late else 422)
    return JSONResponse({"told": done})


def _mistake(field: str, told: str, status: int) -> Response:
    return JSONResponse({"mistakes": [{"field": field, "told": told}]}, status_code=status)
