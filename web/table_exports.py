"""`/api/kpi.csv`, `/api/compare.csv`: every KPI of a view, and units beside each other, as files."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from fastapi import FastAPI, Request, Response

from dashboard.civil import day_of
from dashboard.i18n import Translator
from dashboard.settings import settings
from dashboard.views import Asked, KpiReader, KpiRow
from layouts import compare_links
from layouts.compare_table import Row as UnitRow
from layouts.compare_table import Table, name_of, tables
from layouts.kpi_amounts import unit_word
from layouts.kpi_links import read
from layouts.kpi_rows import GROUPS, wanted
from layouts.kpi_words import STATE, span
from layouts.missing_words import missing_told
from web.csv_file import Row, whole
from web.language import language
from web.noting import note


def mount(server: FastAPI, reader: KpiReader | None, clock: Callable[[], datetime]) -> None:
    """The addresses; none where no store stands behind the site."""
    if reader is None:
        return

    @server.get("/api/kpi.csv")
    async def every(request: Request) -> Response:
        t, asked = language(request), dict(request.query_params)
        await note("export", "kpi", {"query": str(request.query_params)}, clock())
        rows = await asyncio.to_thread(reader.table, read(asked).asked, clock())
        shown = [row for row in rows if wanted(t, row, asked.get("q", ""), asked.get("state", ""))]
        return whole("kpi", [_head(t), *(_kpi(t, row) for row in shown)])

    @server.get("/api/compare.csv")
    async def compared(request: Request) -> Response:
        t, now = language(request), clock()
        await note("export", "compare", {"query": str(request.query_params)}, now)
        told = compare_links.read(dict(request.query_params), day_of(now, settings().zone))
        units = await asyncio.to_thread(reader.units, Asked(on=told.on), now)
        asked = compare_links.known(told, {address for _unit, address in units})
        made = await asyncio.to_thread(tables, reader, asked, t("Whole city"), now)
        names = [span(t, one) for one in asked.spans]
        changes = [t("change, {first} to {last}", first=first, last=last) for first, last in pairwise(names)]
        head = (t("KPI"), t("Unit"), *names, *changes, t("Unit of measure"), t("Estimate"))
        rows = [_unit(t, table, row) for table in made for row in (table.whole, *table.rows)]
        return whole("compare", [head, *rows])


def _head(t: Translator) -> Row:
    return (
        t("Group"), t("KPI"), t("Value"), t("Unit of measure"), t("Numerator"), t("Denominator"),
        t("State"), t("Period"), t("Targets"), t("Missing"), t("Estimate"),
    )  # fmt: skip


def _kpi(t: Translator, row: KpiRow) -> Row:
    targets = (
        f"{one.year}: {one.value:.10g}" + (f" ({t('reference')})" if one.reference else "")
        for one in row.targets
    )
    return (
        t(GROUPS[row.kpi.group]),
        t(row.kpi.name),
        row.now.value,
        unit_word(t, row.kpi),
        row.now.numerator,
        row.now.denominator,
        t(STATE[row.state]),
        span(t, row.line[-1][0]),
        "; ".join(targets),
        missing_told(t, row.missing) if row.missing else "",
        t("estimate") if row.is_estimate else "",
    )


def _unit(t: Translator, table: Table, one: UnitRow) -> Row:
    changes = [None if change is None else round(change, table.kpi.decimals) for change in one.changes[1:]]
    estimate = t("estimate") if one.is_estimate else ""
    return (t(table.kpi.name), name_of(t, one), *one.values, *changes, unit_word(t, table.kpi), estimate)
