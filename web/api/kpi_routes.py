"""KPIs: which there are, their values, units side by side, the board in short."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query

from dashboard.kpis import BOARD, BY_KEY, KPIS, Kpi
from dashboard.open_data.visitor import Visitor
from dashboard.units import CITY_ID
from dashboard.views import Asked, View
from dashboard.views.asked import FIRST_MAP, address
from web.api import shapes
from web.api.asked import Nothing, OfKpi, OfRanking, Word
from web.api.asking import Behind, KpisVisitor, read
from web.api.kpi_values import board_kpi, is_silent, name, period, unit_value, value
from web.api.places import known, ref, whose
from web.api.problems import ProblemError


def routes(behind: Behind) -> APIRouter:
    made = APIRouter()
    _names(made)
    _values(made, behind)
    _board(made, behind)
    return made


def _names(made: APIRouter) -> None:
    @made.get("/kpis", summary="Which KPIs there are", tags=["kpis"])
    async def kpis(_asked: Annotated[Nothing, Query()], _visitor: KpisVisitor) -> shapes.KpiNames:
        """Chỉ tiêu: formula, unit, direction, and the law or promise that each comes from."""
        return shapes.KpiNames(items=[name(kpi) for kpi in KPIS])


def _values(made: APIRouter, behind: Behind) -> None:
    @made.get("/kpis/{key}", summary="A KPI's value, parts, targets and line", tags=["kpis"])
    async def kpi(key: Word, asked: Annotated[OfKpi, Query()], visitor: KpisVisitor) -> shapes.KpiValue:
        """Of the city, a unit or a tier, in a period. A silent feed takes the value away: `no_data`."""
        _there(key)
        question, view = _understood(behind, visitor, asked, asked.unit)
        found = await read(behind.kpis.detail, question, behind.clock(), key)
        of = ref(CITY_ID if view.unit is None else view.unit.id)
        return value(found, of, view.level or None, view.on, view.span)

    @made.get("/kpis/{key}/units", summary="Units side by side", tags=["kpis"])
    async def ranking(
        key: Word, asked: Annotated[OfRanking, Query()], visitor: KpisVisitor
    ) -> shapes.Ranking:
        """Xếp hạng: the greatest value first, those without one last."""
        one, now = _there(key), behind.clock()
        question, view = _understood(behind, visitor, asked, None, of_all=True)
        rows = await read(behind.kpis.ranking, question, now, key)
        whole = (await read(behind.kpis.table, question, now, [key]))[0]
        silent = is_silent(whole)
        items = [unit_value(row, silent=silent) for row in rows if visitor.reaches(row.unit.id)]
        told = name(one)
        return shapes.Ranking(
            key=key,
            name=told.name,
            name_en=told.name_en,
            unit=one.unit,
            direction=one.direction,
            on=view.on,
            period=period(view.span),
            is_silent=silent,
            items=items,
        )


def _there(key: str) -> Kpi:
    if key not in BY_KEY:
        raise ProblemError(404, f"There is no KPI {key}: GET /kpis lists them.")
    return BY_KEY[key]


def _understood(
    behind: Behind, visitor: Visitor, asked: OfKpi | OfRanking, unit: str | None, *, of_all: bool = False
) -> tuple[Asked, View]:
    """What the reader of KPIs is asked. Raises ProblemError for what there is none of."""
    today = behind.today()
    on = min(max(asked.on or today, FIRST_MAP), today)
    text = ""
    if not of_all:
        if asked.level is not None and unit is None and visitor.unit_id != CITY_ID:
            raise ProblemError(403, "A whole tier lies outside of the unit of this key.")
        chosen = None if asked.level is not None and unit is None else whose(visitor, unit, on)
        text = "" if chosen is None or chosen.id == CITY_ID else address(chosen, on)
    question = Asked(
        unit=text, level="" if text else asked.level or "", period=asked.period or "", on=on.isoformat()
    )
    view = behind.kpis.understood(question, behind.clock())
    if asked.period and view.span.text != asked.period:
        raise ProblemError(404, f"There is no period {asked.period}, or it has not begun.")
    return question, view


def _board(made: APIRouter, behind: Behind) -> None:
    @made.get("/board", summary="How the city stands now, in short", tags=["board"])
    async def board(_asked: Annotated[Nothing, Query()], visitor: KpisVisitor) -> shapes.Board:
        """The board's KPIs with their state; open incidents by severity; feeds by state."""
        now, today = behind.clock(), behind.today()
        own = known()[visitor.unit_id]
        question = Asked(unit="" if own.id == CITY_ID else address(own, today))
        rows = await read(behind.kpis.table, question, now, [kpi.key for kpi in BOARD])
        incidents = feeds = None
        if "incidents" in visitor.scopes:
            incidents = await read(behind.data.open_by_severity, visitor.of(None))
        if "feeds" in visitor.scopes:
            told = await read(behind.data.feeds, now)
            feeds = {"live": 0, "late": 0, "silent": 0} | Counter(one.state.value for one in told)
        return shapes.Board(
            at=now, whose=ref(own.id), kpis=[board_kpi(row) for row in rows], incidents=incidents, feeds=feeds
        )
