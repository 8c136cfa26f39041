"""`/api/reports`: the reports and one of them, as pages show them; `report_actions` does things to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from fastapi import FastAPI, Request, Response

from dashboard import access
from dashboard.access import Right
from dashboard.civil import day_of
from dashboard.reports.desk import ReportDesk
from dashboard.reports.document import Block, Document
from dashboard.reports.listing import Held, Listed, State
from dashboard.settings import settings
from dashboard.views import KpiReader
from web import report_actions, report_files
from web.language import language
from web.report_asking import answered, may_see, may_write, seen
from web.report_new import choices_of_new, units_of
from web.report_sheet import blocks, sheet

Clock = Callable[[], datetime]
SHOWN = 300
_STATES: Mapping[str, State] = {"draft": "draft", "issued": "issued"}


def mount(server: FastAPI, desk: ReportDesk | None, reader: KpiReader | None, clock: Clock) -> None:
    """The addresses; none where no store stands behind the site."""
    if desk is None or reader is None:
        return
    _lists(server, desk, reader, clock)
    report_files.mount(server, desk, clock)
    report_actions.mount(server, desk, reader, clock)

    @server.get("/api/reports/{number}")
    async def one(request: Request, number: str) -> Response:
        return await answered(request, partial(_whole, desk, number, clock()))


def _lists(server: FastAPI, desk: ReportDesk, reader: KpiReader, clock: Clock) -> None:
    @server.get("/api/reports")
    async def every(request: Request, state: str = "", words: str = "") -> Response:
        asked, t = _STATES.get(state, ""), language(request)

        def ask() -> dict[str, Any]:
            found = desk.every(state=asked, words=words[:200], most=SHOWN)
            said = {one.key: one.said(t.language).name for one in desk.templates()}
            return {"reports": [listed(one) for one in found if may_see(one)], "templates": said}

        return await answered(request, ask)

    @server.get("/api/reports/new")
    async def new(request: Request) -> Response:
        """What a new one can be of; the newest period that is over first."""
        today = day_of(clock(), settings().zone)
        return await answered(request, partial(choices_of_new, desk, language(request), today))

    @server.get("/api/reports/units")
    async def units(request: Request, period: str = "") -> Response:
        return await answered(request, partial(units_of, reader, period, clock()))


def listed(one: Listed) -> dict[str, Any]:
    told = {key: value for key, value in asdict(one).items() if key not in ("choices", "unit_ids")}
    return told | {"may_write": may_write(one)}


def _whole(desk: ReportDesk, number: str, now: datetime) -> dict[str, Any]:
    one: Held = seen(desk, number)
    document = desk.document(one.id, now)
    told: dict[str, Any] = {
        "report": listed(one),
        "letter": document.letter.model_dump(mode="json"),
        "sheet": sheet(document),
        "differences": [each.model_dump(mode="json") for each in document.revision.differences],
        "others": _others(desk, one),
    }
    if one.is_issued:
        return told | {"files": [asdict(file) for file in desk.files(one.id)]}
    suggested = asdict(desk.suggested(one.id, now)) if access.may(Right.REPORT) else None
    return told | {
        "choices": one.choices.model_dump(mode="json"),
        "opening": blocks(_opening(desk, one, document, now)),
        "sections": [
            {
                "key": each.key,
                "title": each.title,
                "is_annex": each.is_annex,
                "generated": blocks(each.commentary),
            }
            for each in desk.sections(one.id, now)
        ],
        "seen": desk.seen(document),
        "suggested": suggested,
    }


def _opening(desk: ReportDesk, one: Held, document: Document, now: datetime) -> Sequence[Block]:
    """The template's own, to go back to."""
    if one.choices.letter.opening is None:
        return document.letter.opening
    letter = one.choices.letter.model_copy(update={"opening": None})
    return desk.document(one.id, now, one.choices.model_copy(update={"letter": letter})).letter.opening


def _others(desk: ReportDesk, one: Held) -> list[dict[str, Any]]:
    """The report it revises and the one that revises it, where whoever asks may see them."""
    numbers = [number for number in (one.revises_id, one.revised_by) if number]
    found = [desk.one(number) for number in numbers]
    return [listed(each) for each in found if may_see(each)]
