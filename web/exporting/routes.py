"""`/api/tables`, `/api/kpi/<key>/…`: every table as csv or xlsx; each is in the audit log.

Personal data are masked, but in the records of whoever may see them and says why (`reason=`).
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from dashboard.access import Right, may
from dashboard.desk.shapes import DeskError
from dashboard.units import CITY_ID
from layouts.doors import Doors
from web.exporting import files, record_tables
from web.exporting.asking import Asking, asking_now
from web.exporting.registry import OF_KPI, TABLES, Listed
from web.json_body import json_body
from web.language import language
from web.noting import note
from web.record_routes import SHORTEST

MOST = 200_000  # records of a direct download: longer lists are jobs
FORMATS = tuple(files.MEDIA)

Clock = Callable[[], datetime]
Board = Callable[[], Mapping[str, Any]]


def mount(server: FastAPI, doors: Doors, board: Board, clock: Clock) -> None:
    """The addresses; `board` is the newest, {} before there is one."""

    def asking(request: Request, key: str = "") -> Asking:
        return asking_now(language(request), request.url.query, clock(), doors, board(), key)

    @server.get("/api/tables/{name}.{file_format}")
    async def of_city(request: Request, name: str, file_format: str) -> Response:
        return await _sent(request, TABLES.get(name), name, file_format, asking(request))

    @server.get("/api/kpi/{key}/records.{file_format}")
    async def records(request: Request, key: str, file_format: str) -> Response:
        return await _records(request, file_format, asking(request, key))

    @server.get("/api/kpi/{key}/{name}.{file_format}")
    async def of_kpi(request: Request, key: str, name: str, file_format: str) -> Response:
        return await _sent(request, OF_KPI.get(name), f"{key} {name}", file_format, asking(request, key))

    @server.post("/api/exports/drawn")
    async def drawn(request: Request) -> Response:
        """A chart that the browser has drawn is about to be saved."""
        told = await json_body(request) or {}
        detail = {"format": "png", "page": str(told.get("page", ""))[:500]}
        await note("export", str(told.get("name", ""))[:200] or "chart", detail, clock())
        return JSONResponse({})


async def _sent(
    request: Request, listed: Listed | None, subject: str, file_format: str, asking: Asking
) -> Response:
    if listed is None or file_format not in FORMATS:
        return missing()
    if listed.right is not Right.SEE and not may(listed.right, CITY_ID):
        return forbidden()
    await note("export", subject, {"query": str(request.query_params), "format": file_format}, asking.now)
    try:
        made = await asyncio.to_thread(listed.make, asking)
    except (KeyError, DeskError):
        return missing()
    return await files.answer(made, file_format)


def reason_of(asking: Asking) -> str:
    """Why names are wanted as they are; "" where they are not."""
    return " ".join(asking.told("reason").split())


def may_have(reason: str) -> bool:
    """Masked for everybody with the right of exports; names for who may see them and says why."""
    return not reason or (may(Right.UNMASK, CITY_ID) and len(reason) >= SHORTEST)


async def _records(request: Request, file_format: str, asking: Asking) -> Response:
    reason = reason_of(asking)
    if file_format not in FORMATS:
        return missing()
    if not may_have(reason):
        return forbidden()
    try:
        stream = await asyncio.to_thread(record_tables.stream_of, asking, personal=bool(reason))
    except KeyError:
        return missing()
    detail = {"query": str(request.query_params), "format": file_format, "personal": bool(reason)}
    await note("export", f"{asking.key} records", detail, asking.now)
    made = await asyncio.to_thread(record_tables.records, asking, stream, reason)
    return await files.answer(replace(made, rows=islice(made.rows, MOST)), file_format)


def missing() -> Response:
    return PlainTextResponse("no such table", status_code=404)


def forbidden() -> Response:
    return PlainTextResponse("not allowed", status_code=403)
