"""`/api/upload`: figures that a person uploads are checked, and only then stored; a template to fill in."""

import asyncio
import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from dashboard import access
from dashboard.civil import day_of
from dashboard.db import StoreError
from dashboard.figures.told import ENTRIES
from dashboard.i18n import LANGUAGES, Translator, translator
from dashboard.settings import settings
from dashboard.units import CITY_ID
from dashboard.uploads import Checked, Uploads
from layouts import kpi_words, upload_words
from web.noting import note

LONGEST = 4 * 1024 * 1024  # bytes
SHOWN = 300  # values in the table; all are checked, all are stored
_CITY = "79"


def mount(server: FastAPI, uploads: Uploads | None, clock: Callable[[], datetime]) -> None:
    """The addresses; none where no store stands behind the site."""
    if uploads is None:
        return

    @server.get("/api/upload/template.csv")
    async def template(request: Request) -> Response:
        headers = {"Content-Disposition": 'attachment; filename="mau-so-lieu.csv"'}
        body = _template(_language(request), clock())
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)

    @server.post("/api/upload/check")
    async def check(request: Request) -> Response:
        t = _language(request)
        body = await _body(request)
        if body is None or not access.may(access.Right.UPLOAD, CITY_ID):
            return _refused(t, too_long=body is None)
        return JSONResponse(_told(t, await asyncio.to_thread(uploads.check, body)))

    @server.post("/api/upload")
    async def store(request: Request) -> Response:
        t = _language(request)
        body = await _body(request)
        if body is None or not access.may(access.Right.UPLOAD, CITY_ID):
            return _refused(t, too_long=body is None)
        try:
            done = await asyncio.to_thread(uploads.store, body, f"/upload, {access.who()}")
        except StoreError:
            told = t("The store does not answer: nothing was stored. Try again in a moment.")
            return JSONResponse({"error": told}, status_code=503)
        if done.mistakes or not done.values:
            return JSONResponse(_told(t, done), status_code=422)
        await note("upload", access.who(), {"values": len(done.values), "bytes": len(body)}, clock())
        stored = t("{number} values are stored.", number=len(done.values))
        return JSONResponse(_told(t, done) | {"stored": stored})


async def _body(request: Request) -> bytes | None:
    """None where it is longer than any table of figures."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST:
            return None
    return bytes(body)


def _told(t: Translator, checked: Checked) -> dict[str, Any]:
    values = [
        {
            "line": one.line,
            "unit": one.unit,
            "day": upload_words.day(t, one.day, one.grain),
            "figure": upload_words.figure(t, one.figure),
            "value": kpi_words.number(t, one.value, 0 if one.value == int(one.value) else 2),
        }
        for one in checked.values[:SHOWN]
    ]
    mistakes = [{"line": one.line, "told": upload_words.sentence(t, one)} for one in checked.mistakes]
    return {
        "read": len(checked.values),
        "values": values,
        "mistakes": mistakes,
        "summary": _summary(t, checked),
    }


def _summary(t: Translator, checked: Checked) -> str:
    said = [t("{number} values were read", number=len(checked.values))]
    if len(checked.values) > SHOWN:
        said.append(t("the first {number} are shown", number=SHOWN))
    if checked.empty:
        said.append(t("{number} lines without a value are left out", number=checked.empty))
    if checked.mistakes:
        said.append(t("{number} mistakes: correct them and check again", number=len(checked.mistakes)))
    return " · ".join(said)


def _template(t: Translator, now: datetime) -> bytes:
    """A line for each figure, of the city and this month, without a value: such a line tells nothing."""
    today = day_of(now, settings().zone)
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Đơn vị", "Tháng", "Số liệu", "Giá trị", "Ghi chú"))
    for one in ENTRIES.figures:
        writer.writerow((_CITY, f"{today:%m/%Y}", t(one.name_en), "", one.unit))
    return ("\ufeff" + file.getvalue()).encode()


def _refused(t: Translator, *, too_long: bool) -> Response:
    if too_long:
        return JSONResponse({"error": t("The file is too large: divide it by months.")}, status_code=413)
    told = t("Figures are uploaded by whoever has that right for the whole city.")
    return JSONResponse({"error": told}, status_code=403)


def _language(request: Request) -> Translator:
    told = request.cookies.get("ops_language", "")
    return translator(told if told in LANGUAGES else settings().language)
