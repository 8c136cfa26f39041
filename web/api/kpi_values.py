"""KPIs as the open interface tells them: silence takes a value away, and the last one is named so."""

from datetime import date
from functools import lru_cache

from dashboard.feeds import FeedState
from dashboard.i18n import translator
from dashboard.kpis import Kpi
from dashboard.periods import Span
from dashboard.targets import State
from dashboard.views import KpiDetail, KpiRow, UnitValue
from web.api import shapes
from web.api.asking import finite
from web.api.places import ref

_VI, _EN = translator("vi"), translator("en")


@lru_cache(maxsize=1024)
def name(kpi: Kpi) -> shapes.KpiName:
    return shapes.KpiName(
        key=kpi.key,
        name=_VI(kpi.name),
        name_en=_EN(kpi.name),
        group=kpi.group,
        formula=_VI(kpi.formula_text),
        formula_en=_EN(kpi.formula_text),
        unit=kpi.unit,
        decimals=kpi.decimals,
        direction=kpi.direction,
        of=kpi.of,
        source=kpi.source,
        is_estimate=kpi.estimate,
        most=kpi.most,
    )


def is_silent(row: KpiRow) -> bool:
    """Too little is known for a value: a feed is silent, or was for too long."""
    behind = not row.feeds or any(feed.state is FeedState.SILENT for feed in row.feeds)
    return row.state is State.NO_DATA and (row.now.value is not None or behind)


def period(span: Span) -> shapes.PeriodTold:
    return shapes.PeriodTold(text=span.text, kind=span.kind, first=span.first, last=span.last)


def value(row: KpiDetail, whose: shapes.UnitRef, level: str | None, on: date, span: Span) -> shapes.KpiValue:
    told, shown = name(row.kpi), None if row.state is State.NO_DATA else finite(row.now.value)
    return shapes.KpiValue(
        key=row.kpi.key,
        name=told.name,
        name_en=told.name_en,
        unit=told.unit,
        direction=told.direction,
        whose=whose,
        level=level,
        on=on,
        period=period(span),
        state=row.state.value,
        value=shown,
        last_value=finite(row.now.value),
        numerator=finite(row.now.numerator),
        denominator=finite(row.now.denominator),
        is_estimate=row.is_estimate,
        targets=_targets(row),
        line=_line(row, shown),
        known=[
            shapes.KnownPoint(first=one.first, last=one.last, value=one.value, source=one.source)
            for one in row.known
        ],
        missing=None
        if row.missing is None
        else shapes.MissingTold(seconds=row.missing.longest.total_seconds(), share=row.missing.share),
        feeds=_feeds(row),
    )


def _targets(row: KpiRow) -> list[shapes.TargetTold]:
    return [
        shapes.TargetTold(
            year=one.year, value=one.value, source=one.source, level=one.level, is_reference=one.reference
        )
        for one in row.targets
    ]


def _line(row: KpiRow, shown: float | None) -> list[shapes.Point]:
    """Its last place is the value itself."""
    *before, (span, _now) = row.line
    points = [shapes.Point(period=period(one), value=finite(told)) for one, told in before]
    return [*points, shapes.Point(period=period(span), value=shown)]


def _feeds(row: KpiRow) -> list[shapes.FeedBehind]:
    return [
        shapes.FeedBehind(
            name=one.name,
            title=one.title,
            state=one.state.value,
            heard_at=one.spoke_at,
            data_until=one.data_at,
        )
        for one in row.feeds
    ]


def unit_value(row: UnitValue, *, silent: bool) -> shapes.UnitValue:
    told = finite(row.value.value)
    return shapes.UnitValue(
        unit=ref(row.unit.id),
        value=None if silent else told,
        last_value=told,
        numerator=finite(row.value.numerator),
        denominator=finite(row.value.denominator),
        is_outside=row.outside,
        is_estimate=row.is_estimate,
    )


def board_kpi(row: KpiRow) -> shapes.BoardKpi:
    told = name(row.kpi)
    return shapes.BoardKpi(
        key=told.key,
        name=told.name,
        name_en=told.name_en,
        unit=told.unit,
        state=row.state.value,
        value=None if row.state is State.NO_DATA else finite(row.now.value),
        last_value=finite(row.now.value),
    )
