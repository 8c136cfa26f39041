"""`/api/kpi/<key>/…csv`: the tables of one KPI as files, UTF-8 with BOM; each is in the audit log.

Personal data are masked, but for whoever may see them and says why (`reason=`).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse

from dashboard.access import Right, may
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from dashboard.opening import Opened, Part
from dashboard.opening.rows import COLUMNS, Cell
from dashboard.units import CITY_ID
from dashboard.views import KpiReader
from layouts.kpi_links import View, read
from layouts.kpi_words import CODES, COLUMN, span
from web.csv_file import BOM, lines, named, whole
from web.language import language
from web.noting import note
from web.record_routes import SHORTEST

MOST = 200_000  # records in one file


def mount(server: FastAPI, reader: KpiReader | None, clock: Callable[[], datetime]) -> None:
    """The addresses; none where no store stands behind the site."""
    if reader is None:
        return

    @server.get("/api/kpi/{key}/months.csv")
    async def months(request: Request, key: str) -> Response:
        if key not in BY_KEY:
            return _missing()
        t, view = language(request), _view(request)
        await note("export", f"{key} months", {"query": str(request.query_params)}, clock())
        detail = await asyncio.to_thread(reader.detail, view.asked, clock(), key)
        city = detail.city_line or detail.line
        head = (t("Period"), t("Value"), t("Whole city"))
        pairs = zip(detail.line, city, strict=True)
        return whole(key, [head, *((span(t, told[0]), told[1], all_of[1]) for told, all_of in pairs)])

    @server.get("/api/kpi/{key}/units.csv")
    async def units(request: Request, key: str) -> Response:
        if key not in BY_KEY:
            return _missing()
        t, view = language(request), _view(request)
        await note("export", f"{key} units", {"query": str(request.query_params)}, clock())
        ranked = await asyncio.to_thread(reader.ranking, view.asked, clock(), key)
        head = (t("Unit"), t("Value"), t("Numerator"), t("Denominator"))
        body = [
            (one.unit.name, one.value.value, one.value.numerator, one.value.denominator) for one in ranked
        ]
        return whole(key, [head, *body])

    @server.get("/api/kpi/{key}/records.csv")
    async def records(request: Request, key: str) -> Response:
        if key not in BY_KEY:
            return _missing()
        view, now = _view(request), clock()
        side: Part = "denominator" if view.part == "denominator" else "numerator"
        reason = " ".join(request.query_params.get("reason", "").split())
        personal = bool(reason)
        if personal and not (may(Right.UNMASK, CITY_ID) and len(reason) >= SHORTEST):
            return PlainTextResponse("not allowed", status_code=403)
        detail = {"query": str(request.query_params), "personal": personal}
        await note("export", f"{key} records", detail, now)
        pages = reader.all_records(view.asked, now, key, side, personal=personal)
        return StreamingResponse(
            _records(language(request), pages), media_type="text/csv; charset=utf-8", headers=named(key)
        )


def _view(request: Request) -> View:
    return read(dict(request.query_params))


async def _records(t: Translator, pages: Iterable[Opened]) -> AsyncIterator[str]:
    """Page after page, so that a long list costs no memory."""
    turn, sent, first = iter(pages), 0, True
    while sent < MOST and (page := await asyncio.to_thread(next, turn, None)) is not None:
        columns = COLUMNS.get(page.record, ())
        head = [[t(COLUMN[name]) for name in columns]] if first else []
        rows = [[_word(t, name, row.cells[name]) for name in columns] for row in page.rows]
        yield (BOM if first else "") + lines([*head, *rows])
        sent, first = sent + len(rows), False


def _word(t: Translator, column: str, value: Cell) -> Cell:
    return t(CODES[column].get(value, str(value))) if column in CODES and value is not None else value


def _missing() -> Response:
    return PlainTextResponse("no such KPI", status_code=404)
