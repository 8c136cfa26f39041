"""`/api/kpi/<key>/slices.csv` and `changes.csv`: what a KPI is broken down by, and who made its change."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse

from dashboard.i18n import LANGUAGES, Translator, translator
from dashboard.kpis import BY_KEY
from dashboard.settings import settings
from dashboard.views import KpiReader
from layouts.kpi_links import View, read
from layouts.kpi_slices import chosen, member, name, size
from web.csv_file import whole
from web.noting import note


def mount(server: FastAPI, reader: KpiReader | None, clock: Callable[[], datetime]) -> None:
    """The addresses; none where no store stands behind the site."""
    if reader is None:
        return

    @server.get("/api/kpi/{key}/slices.csv")
    async def slices(request: Request, key: str) -> Response:
        t, view = _asked(request)
        dimension = chosen(BY_KEY[key], view.by) if key in BY_KEY else None
        if dimension is None:
            return _missing()
        kpi = BY_KEY[key]
        await note("export", f"{key} slices", {"query": str(request.query_params)}, clock())
        found = await asyncio.to_thread(reader.sliced, view.asked, clock(), key, dimension)
        of_all = sum(size(one) for one in found) or 1.0
        head = (t("Code"), name(t, kpi, dimension), t("Value"), t("Numerator"), t("Denominator"), t("Of all"))
        body = [
            (one.code, member(t, kpi, dimension, one), one.value.value, one.value.numerator,
             one.value.denominator, size(one) / of_all)
            for one in found
        ]  # fmt: skip
        return whole(key, [head, *body])

    @server.get("/api/kpi/{key}/changes.csv")
    async def changes(request: Request, key: str) -> Response:
        t, view = _asked(request)
        against = "year" if view.against == "year" else "before"
        if key not in BY_KEY:
            return _missing()
        await note("export", f"{key} changes", {"query": str(request.query_params)}, clock())
        found = await asyncio.to_thread(reader.changes, view.asked, clock(), key, against)
        if found is None:
            return _missing()
        head = (t("Unit"), t("Part in it"), t("Before"), t("Now"))
        body = [(one.unit.name, one.change, one.before, one.now) for one in found.contributions]
        sums = (t("All together"), sum(one.change for one in found.contributions), found.before, found.now)
        return whole(key, [head, *body, sums])


def _asked(request: Request) -> tuple[Translator, View]:
    told = request.cookies.get("ops_language", "")
    t = translator(told if told in LANGUAGES else settings().language)
    return t, read(dict(request.query_params))


def _missing() -> Response:
    return PlainTextResponse("no such table", status_code=404)
