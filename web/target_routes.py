"""`/api/targets`: where the form of the page of targets is sent; answers in the sender's language."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from dashboard import access
from dashboard.i18n import LANGUAGES, Translator, translator
from dashboard.settings import settings
from dashboard.targets import TargetDesk, TargetError
from dashboard.units import CITY_ID
from layouts.target_words import sentence
from web.json_body import json_body


def mount(server: FastAPI, desk: TargetDesk | None, clock: Callable[[], datetime]) -> None:
    """The addresses; none where no store stands behind the site."""
    if desk is None:
        return

    @server.post("/api/targets")
    async def set_one(request: Request) -> Response:
        t = _language(request)
        if not access.may(access.Right.EDIT, CITY_ID):
            return _refused(t)
        told = await json_body(request)
        if told is None:
            return JSONResponse({"error": "a JSON object is wanted"}, status_code=400)
        wrong = await asyncio.to_thread(desk.set, told, access.who(), clock())
        return _answer(t, wrong, t("The target is saved."))

    @server.delete("/api/targets/{row}")
    async def end(request: Request, row: str) -> Response:
        t = _language(request)
        if not access.may(access.Right.EDIT, CITY_ID):
            return _refused(t)
        wrong = await asyncio.to_thread(desk.take_away, row, access.who(), clock())
        return _answer(t, wrong, t("The target is ended; its history stays."))


def _answer(t: Translator, wrong: Sequence[TargetError], done: str) -> Response:
    if not wrong:
        return JSONResponse({"told": done})
    mistakes = [{"field": error.field, "told": sentence(t, error)} for error in wrong]
    return JSONResponse({"mistakes": mistakes}, status_code=422)


def _refused(t: Translator) -> Response:
    told = t("You may read the targets. They are set by whoever has that right for the whole city.")
    return JSONResponse({"mistakes": [{"field": "", "told": told}]}, status_code=403)


def _language(request: Request) -> Translator:
    told = request.cookies.get("ops_language", "")
    return translator(told if told in LANGUAGES else settings().language)
