"""`/api/desk`: saved views, hand-overs of a shift, personal data unmasked."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request, Response

from dashboard.access import Right
from dashboard.desk.asker import asker
from dashboard.desk.desk import Desk
from dashboard.desk.shapes import DeskError
from web.desk_asking import (
    BadRequestError,
    answer,
    asked_for,
    failed,
    form,
    moment,
    number,
    refused,
    unreadable,
)

Clock = Callable[[], datetime]
Do = Callable[[dict[str, Any]], object]


def mount(server: FastAPI, desk: Desk, clock: Clock) -> None:
    _views(server, desk, clock)
    _handovers(server, desk, clock)

    @server.post("/api/desk/unmask")
    async def unmask(request: Request) -> Response:
        def do(sent: dict[str, Any]) -> object:
            source_id = sent.get("source_id")
            wanted = str(sent.get("source", "")), source_id if type(source_id) is int else 0
            reason = str(sent.get("reason") or "")
            return {"content": desk.papers.unmask(asker(), *wanted, reason, clock())}

        return await _told(request, Right.UNMASK, do)


async def _told(request: Request, right: Right, do: Do, status: int = 200) -> Response:
    """The answer of what a form asks for."""
    if no := refused(request, right):
        return no
    try:
        sent = dict(await form(request))
        return answer(await asyncio.to_thread(do, sent), status)
    except BadRequestError as error:
        return unreadable(error)
    except DeskError as error:
        return failed(request, error)


def _views(server: FastAPI, desk: Desk, clock: Clock) -> None:
    @server.get("/api/desk/views")
    async def views(request: Request) -> Response:
        return await asked_for(request, Right.SEE, lambda: {"views": desk.papers.views(asker())})

    @server.post("/api/desk/views")
    async def save(request: Request) -> Response:
        return await _told(
            request, Right.SEE, lambda sent: desk.papers.save_view(asker(), sent, clock()), 201
        )

    @server.delete("/api/desk/views/{one}")
    async def forget(request: Request, one: str) -> Response:
        def do() -> object:
            desk.papers.forget_view(asker(), number(one))
            return {}

        return await asked_for(request, Right.SEE, do)


def _handovers(server: FastAPI, desk: Desk, clock: Clock) -> None:
    @server.get("/api/desk/handover")
    async def draft(request: Request, since: str = "") -> Response:
        try:
            began_at = moment(since, "since")
        except BadRequestError as error:
            return unreadable(error)
        return await asked_for(request, Right.SEE, lambda: desk.papers.draft(asker(), began_at, clock()))

    @server.post("/api/desk/handover")
    async def hand(request: Request) -> Response:
        def do(sent: dict[str, Any]) -> object:
            since = sent.get("since")
            told = sent | {"since": moment(since if isinstance(since, str) else "", "since")}
            return {"handover": desk.papers.hand(asker(), told, clock())}

        return await _told(request, Right.ACT, do, 201)

    @server.get("/api/desk/handovers")
    async def handovers(request: Request) -> Response:
        return await asked_for(request, Right.SEE, lambda: {"handovers": desk.papers.handovers(asker())})

    @server.get("/api/desk/handovers/{one}")
    async def handed(request: Request, one: str) -> Response:
        return await asked_for(
            request, Right.SEE, lambda: {"handover": desk.papers.handed(asker(), number(one))}
        )

    @server.post("/api/desk/handovers/{one}/sign")
    async def sign(request: Request, one: str) -> Response:
        return await _told(
            request, Right.ACT, lambda _sent: {"handover": desk.papers.sign(asker(), number(one), clock())}
        )
