"""`/api/desk`: what officers read. `desk_actions` is what they do."""

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, Request, Response

from dashboard.access import Right
from dashboard.desk.asker import asker
from dashboard.desk.desk import Desk
from web import desk_actions, desk_files, desk_papers
from web.desk_asking import BadRequestError, asked, asked_for, number, unreadable

Clock = Callable[[], datetime]


def mount(server: FastAPI, desk: Desk | None, clock: Clock) -> None:
    """The addresses; none where no store stands behind the site."""
    if desk is None:
        return
    _lists(server, desk, clock)
    _incident(server, desk, clock)
    desk_files.mount(server, desk, clock)  # before the actions, whose addresses look alike
    desk_papers.mount(server, desk, clock)
    desk_actions.mount(server, desk, clock)


def _lists(server: FastAPI, desk: Desk, clock: Clock) -> None:
    @server.get("/api/desk/incidents")
    async def incidents(request: Request) -> Response:
        try:
            wanted = asked(request)
        except BadRequestError as error:
            return unreadable(error)
        return await asked_for(request, Right.SEE, lambda: desk.rows(wanted, asker(), clock()))

    @server.get("/api/desk/points")
    async def points(request: Request) -> Response:
        try:
            wanted = asked(request)
        except BadRequestError as error:
            return unreadable(error)
        return await asked_for(request, Right.SEE, lambda: {"points": desk.points(wanted, asker(), clock())})

    @server.get("/api/desk/counts")
    async def counts(request: Request) -> Response:
        return await asked_for(request, Right.SEE, lambda: desk.counts(asker(), clock()))

    @server.get("/api/desk/people")
    async def people(request: Request) -> Response:
        return await asked_for(request, Right.SEE, lambda: desk.people(clock()))


def _incident(server: FastAPI, desk: Desk, clock: Clock) -> None:
    @server.get("/api/desk/incidents/{one}")
    async def detail(request: Request, one: str) -> Response:
        return await asked_for(request, Right.SEE, lambda: desk.detail(number(one), asker(), clock()))

    @server.get("/api/desk/incidents/{one}/nearby")
    async def nearby(request: Request, one: str) -> Response:
        return await asked_for(
            request, Right.SEE, lambda: {"devices": desk.nearby(number(one), asker(), clock())}
        )

    @server.get("/api/desk/gauges/{one}/hours")
    async def hours(request: Request, one: str, hours: str = "6") -> Response:
        wanted = number(hours) or 6
        return await asked_for(request, Right.SEE, lambda: desk.gauge_hours(number(one), wanted, clock()))
