"""`/api/kpi…csv`: the tables of the KPI pages as files, UTF-8 with BOM, personal data masked."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import date, datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse

from dashboard.access import Right, may
from dashboard.i18n import LANGUAGES, Translator, translator
from dashboard.kpi_views import KpiReader
from dashboard.kpis import BY_KEY
from dashboard.opening import Opened, Part
from dashboard.opening.rows import COLUMNS, Cell
from dashboard.settings import settings
from layouts.kpi_words import CODES, COLUMN, STATE

BOM = "\ufeff"  # Excel reads UTF-8 only with it
MOST = 200_000  # records in one file
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = Sequence[Cell]


def mount(server: FastAPI, reader: KpiReader | None, clock: Callable[[], datetime]) -> None:
    """The addresses; none where no store stands behind the site."""
    if reader is None:
        return

    @server.get("/api/kpi.csv")
    async def every(request: Request, unit: str = "", month: str = "") -> Response:
        t = _language(request)
        rows = await asyncio.to_thread(reader.table, clock(), unit, month)
        body = [
            (t(row.kpi.name), row.now.value, row.kpi.unit, row.now.numerator, row.now.denominator,
             t(STATE[row.state]), row.months[-1][0])
            for row in rows
        ]  # fmt: skip
        head = (t("KPI"), t("Value"), "", t("Numerator"), t("Denominator"), t("State"), t("Period"))
        return _whole([head, *body])

    @server.get("/api/kpi/{key}/months.csv")
    async def months(request: Request, key: str, unit: str = "", month: str = "") -> Response:
        if key not in BY_KEY:
            return _missing()
        t = _language(request)
        detail = await asyncio.to_thread(reader.detail, clock(), key, unit, month)
        pairs = zip(detail.months, detail.city_months, strict=True)
        head = (t("Period"), t("Value"), t("Whole city"))
        return _whole([head, *((told[0], told[1], whole[1]) for told, whole in pairs)])

    @server.get("/api/kpi/{key}/units.csv")
    async def units(request: Request, key: str, unit: str = "", month: str = "") -> Response:
        if key not in BY_KEY:
            return _missing()
        t = _language(request)
        detail = await asyncio.to_thread(reader.detail, clock(), key, unit, month)
        head = (t("Unit"), t("Value"), t("Numerator"), t("Denominator"))
        body = [(one.name, told.value, told.numerator, told.denominator) for one, told in detail.units]
        return _whole([head, *body])

    @server.get("/api/kpi/{key}/records.csv")
    async def records(
        request: Request, key: str, unit: str = "", month: str = "", part: str = ""
    ) -> Response:
        if key not in BY_KEY:
            return _missing()
        if not may(Right.EXPORT):
            return PlainTextResponse("not allowed", status_code=403)
        side: Part = "denominator" if part == "denominator" else "numerator"
        pages = reader.all_records(clock(), key, unit, month, side)
        return StreamingResponse(
            _records(_language(request), pages), media_type="text/csv; charset=utf-8", headers=_named(key)
        )


async def _records(t: Translator, pages: Iterable[Opened]) -> AsyncIterator[str]:
    """Page after page, so that a long list costs no memory."""
    turn, sent, first = iter(pages), 0, True
    while sent < MOST and (page := await asyncio.to_thread(next, turn, None)) is not None:
        columns = COLUMNS.get(page.record, ())
        head = [[t(COLUMN[name]) for name in columns]] if first else []
        rows = [[_word(t, name, row.cells[name]) for name in columns] for row in page.rows]
        yield (BOM if first else "") + _lines([*head, *rows])
        sent, first = sent + len(rows), False


def _word(t: Translator, column: str, value: Cell) -> Cell:
    return t(CODES[column].get(value, str(value))) if column in CODES and value is not None else value


def _whole(rows: Sequence[Row]) -> Response:
    return Response(BOM + _lines(rows), media_type="text/csv; charset=utf-8", headers=_named("kpi"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}


def _missing() -> Response:
    return PlainTextResponse("no such KPI", status_code=404)


def _lines(rows: Sequence[Row]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([_text(value) for value in row] for row in rows)
    return file.getvalue()


def _text(value: Cell) -> str:
    """Times by the city's clock; what a spreadsheet would take for a formula is a text."""
    match value:
        case None:
            return ""
        case datetime():
            return value.astimezone(settings().zone).isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case float():
            return f"{value:.12g}"
        case _:
            return str(value)


def _language(request: Request) -> Translator:
    told = request.cookies.get("ops_language", "")
    return translator(told if told in LANGUAGES else settings().language)
