"""`/api/exports`: big files made beside the requests: asked for, looked after, given up, fetched."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse

from dashboard import access
from dashboard.exporting.job_rows import Job
from dashboard.exporting.jobs import ExportJobs, FullError, Work
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from layouts.doors import Doors
from web.exporting import files, record_tables
from web.exporting.asking import Asking, asking_now
from web.exporting.routes import FORMATS, forbidden, may_have, missing, reason_of
from web.json_body import json_body
from web.language import language
from web.noting import note

SMALL = 20_000  # rows up to which a file is sent at once

Clock = Callable[[], datetime]


def mount(server: FastAPI, doors: Doors, clock: Clock) -> None:
    """The addresses; none where no store stands behind the site."""
    if doors.exports is None:
        return
    jobs = doors.exports
    _asked_for(server, doors, jobs, clock)

    @server.get("/api/exports")
    async def every(request: Request) -> Response:
        found = await asyncio.to_thread(jobs.every, access.who())
        return _told({"jobs": [_job(language(request), one) for one in found]})

    @server.get("/api/exports/{number}")
    async def one(request: Request, number: str) -> Response:
        found = await asyncio.to_thread(jobs.one, number, access.who())
        return missing() if found is None else _told(_job(language(request), found))

    @server.delete("/api/exports/{number}")
    async def give_up(number: str) -> Response:
        return _told({}) if await asyncio.to_thread(jobs.give_up, number, access.who()) else missing()

    @server.get("/api/exports/{number}/file")
    async def file(number: str) -> Response:
        found = await asyncio.to_thread(jobs.one, number, access.who())
        if found is None or found.state != "ready" or not jobs.path(found).is_file():
            return missing()
        name = found.what.split(" ", 1)[0]
        told = files.headers(name, found.format) | {"Content-Encoding": "identity"}
        return FileResponse(jobs.path(found), media_type=files.MEDIA[found.format], headers=told)


def _asked_for(server: FastAPI, doors: Doors, jobs: ExportJobs, clock: Clock) -> None:
    @server.post("/api/exports")
    async def ask(request: Request) -> Response:
        told, t = await json_body(request) or {}, language(request)
        key, file_format = str(told.get("key", "")), str(told.get("format", ""))
        query = str(told.get("query", ""))
        if told.get("what") != "records" or file_format not in FORMATS or key not in BY_KEY:
            return missing()
        asking = asking_now(t, query, clock(), doors, {}, key)
        reason = reason_of(asking)
        if not may_have(reason):
            return forbidden()
        return await _answer(asking, jobs, file_format, query, reason)


async def _answer(asking: Asking, jobs: ExportJobs, file_format: str, query: str, reason: str) -> Response:
    """Where to fetch a small one at once, or the job that makes it."""
    stream = await asyncio.to_thread(record_tables.stream_of, asking, personal=bool(reason))
    if await asyncio.to_thread(stream.count, SMALL + 1) <= SMALL:
        return _told({"address": f"/api/kpi/{asking.key}/records.{file_format}?{query}"})
    work = Work(lambda: record_tables.records(asking, stream, reason), stream.count)
    what = f"{asking.key} records"
    detail: dict[str, Any] = {"query": query, "format": file_format, "personal": bool(reason)}
    try:
        made = await asyncio.to_thread(jobs.start, asking.who, what, file_format, detail, work)
    except FullError as full:
        return JSONResponse({"told": _full(asking.t, full)}, 429)
    await note("export", what, detail | {"job": made.id}, asking.now)
    return _told({"job": _job(asking.t, made)}, 202)


def _full(t: Translator, full: FullError) -> str:
    if full.mine:
        return t("Two of your files are being made already: wait for one, or give it up.")
    return t("Too many files are being made now. Try again in a few minutes.")


def _job(t: Translator, one: Job) -> Mapping[str, Any]:
    """As the tray shows it."""
    key = one.what.split(" ", 1)[0]
    restart = t("The program was started again meanwhile: ask for the file again.")
    return {
        "id": one.id,
        "name": t(BY_KEY[key].name) if key in BY_KEY else one.what,
        "format": one.format,
        "state": one.state,
        "done": one.done,
        "total": one.total,
        "error": restart if one.error == "restart" else one.error,
    }


def _told(value: Mapping[str, Any], status: int = 200) -> Response:
    return JSONResponse(value, status, headers={"Cache-Control": "no-store"})
