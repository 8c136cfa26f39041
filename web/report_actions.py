"""`/api/reports`: a draft is made, saved, looked at, discarded, issued; an issued report is revised."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from fastapi import FastAPI, Request, Response
from pydantic import ValidationError

from dashboard import access
from dashboard.access import Right
from dashboard.reports.choices import Choices
from dashboard.reports.desk import ReportDesk
from dashboard.reports.errors import ReportError
from dashboard.units import CITY_ID
from dashboard.views import KpiReader
from web.report_asking import NotAllowedError, UnreadableError, answered, refused, sent, whole, writable
from web.report_new import units_of
from web.report_sheet import sheet

Clock = Callable[[], datetime]
Told = Mapping[str, Any]
Do = Callable[[Told, datetime], object]


def mount(server: FastAPI, desk: ReportDesk, reader: KpiReader, clock: Clock) -> None:
    _drafts(server, desk, reader, clock)
    _issued(server, desk, clock)


async def _done(request: Request, do: Do, now: datetime, status: int = 200) -> Response:
    try:
        told = await sent(request)
    except UnreadableError as error:
        return refused(request, error)
    return await answered(request, lambda: do(told, now), status)


def _drafts(server: FastAPI, desk: ReportDesk, reader: KpiReader, clock: Clock) -> None:
    @server.post("/api/reports")
    async def new(request: Request) -> Response:
        def do(told: Told, now: datetime) -> object:
            return {"id": _new(desk, reader, told, now)}

        return await _done(request, do, clock(), 201)

    @server.post("/api/reports/{number}")
    async def save(request: Request, number: str) -> Response:
        def do(told: Told, now: datetime) -> object:
            one = writable(desk, number)
            version = desk.save(one.id, whole(told.get("version")), _choices(told), access.who(), now)
            return {"version": version}

        return await _done(request, do, clock())

    @server.post("/api/reports/{number}/sheet")
    async def look(request: Request, number: str) -> Response:
        """As it would print with what is not saved yet."""

        def do(told: Told, now: datetime) -> object:
            document = desk.document(writable(desk, number).id, now, _choices(told))
            return {"sheet": sheet(document), "seen": desk.seen(document)}

        return await _done(request, do, clock())

    @server.post("/api/reports/{number}/discard")
    async def discard(request: Request, number: str) -> Response:
        def do(told: Told, now: datetime) -> object:
            desk.discard(writable(desk, number).id, whole(told.get("version")), access.who(), now)
            return {}

        return await _done(request, do, clock())


def _issued(server: FastAPI, desk: ReportDesk, clock: Clock) -> None:
    @server.post("/api/reports/{number}/issue")
    async def issue(request: Request, number: str) -> Response:
        def do(told: Told, now: datetime) -> object:
            desk.issue(
                writable(desk, number).id,
                whole(told.get("version")),
                number=str(told.get("number") or ""),
                issued_on=_day(told.get("issued_on")),
                signer=str(told.get("signer") or ""),
                seen=str(told.get("seen") or ""),
                who=access.who(),
                now=now,
            )
            return {}

        return await _done(request, do, clock())

    @server.post("/api/reports/{number}/revise")
    async def revise(request: Request, number: str) -> Response:
        def do(told: Told, now: datetime) -> object:
            one = writable(desk, number)
            return {"id": desk.revise(one.id, str(told.get("reason") or ""), access.who(), now)}

        return await _done(request, do, clock(), 201)


def _new(desk: ReportDesk, reader: KpiReader, told: Told, now: datetime) -> int:
    """Raises NotAllowedError for units that are not in the scope of whoever asks."""
    scope, period = told.get("scope"), str(told.get("period") or "")
    addresses = [str(one) for one in scope] if isinstance(scope, list) else []
    if not addresses and not access.may(Right.REPORT, CITY_ID):
        raise NotAllowedError
    if addresses and not set(addresses) <= {one for one, _name in units_of(reader, period, now)["units"]}:
        raise NotAllowedError
    return desk.new(
        template=str(told.get("template") or ""),
        period=period,
        scope=addresses,
        language="en" if told.get("language") == "en" else "vi",
        who=access.who(),
        now=now,
    )


def _choices(told: Told) -> Choices:
    """Raises UnreadableError: the page sends none that can not be read."""
    try:
        return Choices.model_validate(told.get("choices"))
    except ValidationError as error:
        raise UnreadableError(f"choices: {error.errors()[0]['msg']}") from error


def _day(told: object) -> date:
    """Raises ReportError where it is none."""
    try:
        return date.fromisoformat(str(told))
    except ValueError as error:
        raise ReportError(code="issued_on", entry="issued_on") from error
