"""`/api/desk`: what officers do. Every address asks for the right to act."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from fastapi import FastAPI, Request, Response

from dashboard.access import Right
from dashboard.desk.asker import asker
from dashboard.desk.desk import Desk
from dashboard.desk.shapes import ACTIONS, DeskError
from web.desk_asking import BadRequestError, answer, failed, form, number, refused, told, unreadable

Clock = Callable[[], datetime]
MOST = 500  # incidents acknowledged at once


def mount(server: FastAPI, desk: Desk, clock: Clock) -> None:
    @server.post("/api/desk/acknowledge")
    async def acknowledge(request: Request) -> Response:
        if no := refused(request, Right.ACT):
            return no
        try:
            wanted = _pairs((await form(request)).get("ids"))
        except BadRequestError as error:
            return unreadable(error)
        bulk = await asyncio.to_thread(desk.acknowledge, asker(), wanted, clock())
        because = [{"id": one, "told": told(request, error)["told"]} for one, error in bulk.refused]
        return answer({"done": bulk.done, "refused": because})

    _open(server, desk, clock)
    _act(server, desk, clock)


def _open(server: FastAPI, desk: Desk, clock: Clock) -> None:
    @server.post("/api/desk/incidents")
    async def open_one(request: Request) -> Response:
        if no := refused(request, Right.ACT):
            return no
        try:
            sent = await form(request)
            who = asker()
            return answer({"detail": await asyncio.to_thread(desk.open, who, sent, clock())}, 201)
        except BadRequestError as error:
            return unreadable(error)
        except DeskError as error:
            return failed(request, error)


def _act(server: FastAPI, desk: Desk, clock: Clock) -> None:
    @server.post("/api/desk/incidents/{one}/{action}")
    async def act(request: Request, one: str, action: str) -> Response:
        if no := refused(request, Right.ACT):
            return no
        if action not in ACTIONS:
            return failed(request, DeskError(code="unknown_action"))
        try:
            sent = await form(request)
            version = None if action == "note" else _version(sent)
        except BadRequestError as error:
            return unreadable(error)
        return await _do(request, number(one), action, version, sent)

    async def _do(
        request: Request, one: int, action: str, version: int | None, sent: Mapping[str, object]
    ) -> Response:
        who, now = asker(), clock()
        try:
            detail = await asyncio.to_thread(desk.act, who, one, action, version, sent, now)
        except DeskError as error:
            if error.code != "stale":
                return failed(request, error)
            fresh = await asyncio.to_thread(desk.detail, one, who, clock())
            return failed(request, error, detail=fresh)
        return answer({"detail": detail, "undo": "undo" in detail.may})


def _version(sent: Mapping[str, object]) -> int:
    """Raises BadRequestError."""
    version = sent.get("version")
    if type(version) is not int:
        raise BadRequestError("version: the whole number that the incident was read with")
    return version


def _pairs(told: object) -> list[tuple[int, int]]:
    """[[number, version], …]. Raises BadRequestError."""
    wanted = told if isinstance(told, list) else []
    pairs = [(one[0], one[1]) for one in wanted if isinstance(one, list) and len(one) == 2]
    is_right = pairs and len(pairs) == len(wanted) and all(type(n) is int for pair in pairs for n in pair)
    if not is_right or len(pairs) > MOST:
        raise BadRequestError(f"ids: a list of [number, version], {MOST} at most")
    return pairs
