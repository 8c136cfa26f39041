"""Fire alarms: true and false ones, and how long each stage took from the detection."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, and_, case, select

from dashboard.db import reading
from dashboard.durations import seconds_between
from dashboard.figures.alarms import OF_TRUE_ONLY, STAGES
from dashboard.models import alarm
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import gaps
from dashboard.reports.commentary.amounts import unit_word
from dashboard.reports.document import BarChart, Block, Cell, Column, Part, Section, Series, Table
from dashboard.reports.numbers import number
from dashboard.reports.sections.beginnings import loaded_note
from dashboard.reports.sections.compared import Compared, compared, href
from dashboard.reports.sections.measures import FIRST, Measure, by_period, keys_of
from dashboard.reports.sections.reach import Reach, reach
from dashboard.reports.sections.unit_lines import by_unit
from dashboard.reports.spans import capital, named
from dashboard.views import Value

KIND = ("fire",)
MEASURES = (
    Measure(kpi="fire_alarms", title="Alarms"),
    Measure(kpi="fire_alarms_true", title="True"),
    Measure(kpi="fire_false_share", title="False", part="numerator"),
    Measure(kpi="fire_false_share", title="Share of false ones"),
    Measure(kpi="panels_mute", title="Panels mute"),
)
STAGE: Mapping[str, str] = {
    "received": "Received by the brigade",
    "dispatched": "Dispatched",
    "arrived": "Arrived",
    "controlled": "Under control",
    "out": "Out",
}
TEXTS = {*(one.title for one in MEASURES), *STAGE.values()}
_MINUTE = 60
A = alarm.c


def build(wanted: Wanted) -> Section:
    """Numbers beside the month before and the year before, stages with their spread, units."""
    t = wanted.t
    stages = tuple(f"fire_{stage}_minutes" for stage in STAGE)
    found = compared(wanted, (*keys_of(MEASURES), *stages))
    with reading(wanted.store) as connection:
        spread: Mapping[str, Sequence[float]] = _spread(connection, reach(wanted))
    if loaded_note(wanted, ("fire_alarms",)):
        spread = dict.fromkeys(STAGE, ())  # of a part of the alarms alone it would be no spread
    parts: list[Part] = [by_period(found, "fire", t("Fire alarms"), MEASURES), _stages(found, spread)]
    if (found.now("fire_alarms") or 0) > 0:
        parts.append(_chart(found))
    if units := by_unit(found, "fire_by_unit", t("Fire alarms by unit"), MEASURES):
        parts.append(units)
    return Section(
        key="fire",
        title=t("Fire prevention and fighting"),
        commentary=tuple(_commentary(wanted, found)),
        parts=tuple(parts),
    )


def _spread(connection: Connection, within: Reach) -> dict[str, list[float]]:
    """Seconds from the detection to each stage, of the alarms that `figures.alarms` times."""
    columns = []
    for stage, name in STAGES.items():
        at = A[name]
        is_timed = at >= A.observed_at
        if stage in OF_TRUE_ONLY:
            is_timed = and_(is_timed, A.false_alarm.is_(False))
        columns.append(case((is_timed, seconds_between(A.observed_at, at))).label(stage))
    asked = select(*columns).where(
        A.observed_at >= within.period.start, A.observed_at < within.period.end,
        A.kind == "fire", A.test.is_(False), within.of_units(connection, alarm),
    )  # fmt: skip
    rows = connection.execute(asked).all()
    return {
        stage: sorted(float(row[place]) for row in rows if row[place] is not None)
        for place, stage in enumerate(STAGES)
    }


def _stages(found: Compared, spread: Mapping[str, Sequence[float]]) -> Table:
    """A line a stage: how many alarms have it, the average beside earlier ones, the median, nine in ten."""
    t = found.wanted.t
    minutes: dict[str, Any] = {"decimals": 1, "unit": unit_word(t, "minutes")}
    now, last, year_ago = (capital(named(t, span)) for span in found.spans)
    columns = (
        Column(key=FIRST, title=t("From the detection until"), kind="text", width=2.5),
        Column(key="alarms", title=t("Alarms")),
        Column(key="average", title=t("Average, {period}", period=now), width=1.5, **minutes),
        Column(key="before", title=t("Average, {period}", period=last), width=1.5, **minutes),
        Column(key="year_ago", title=t("Average, {period}", period=year_ago), width=1.5, **minutes),
        Column(key="median", title=t("Median"), **minutes),
        Column(key="most", title=t("90 % within"), **minutes),
    )
    rows = tuple(_stage(found, stage, spread[stage]) for stage in STAGE)
    told = t("A stage is timed where it was told; a false alarm is neither under control nor out.")
    note = f"{told} {loaded_note(found.wanted, ('fire_alarms',))}".strip()
    return Table(
        key="fire_stages", title=t("How long each stage took"), columns=columns, rows=rows, note=note
    )


def _stage(found: Compared, stage: str, seconds: Sequence[float]) -> tuple[Cell, ...]:
    kpi, wanted = f"fire_{stage}_minutes", found.wanted
    value = found.values[0][kpi]
    averages = (
        Cell(value=_average(one, stage), href=href(wanted, kpi, span))
        for span, one in zip(found.spans, found.values, strict=True)
    )
    spread: tuple[float | None, float | None] = (None, None)
    if seconds:
        most = np.percentile(seconds, 90, method="inverted_cdf")
        spread = float(np.median(seconds)) / _MINUTE, float(most) / _MINUTE
    return (
        Cell(value=wanted.t(STAGE[stage])),
        Cell(value=None if value is None else value.denominator, href=href(wanted, kpi, wanted.span)),
        *averages,
        *(Cell(value=one) for one in spread),
    )


def _chart(found: Compared) -> BarChart:
    """Average minutes of each stage, this period's above the one before."""
    t = found.wanted.t
    names = [capital(named(t, span)) for span in found.spans[:2]]
    told = [[_average(values, stage) for stage in STAGE] for values in found.values[:2]]
    words = "; ".join(
        f"{t(STAGE[stage])} {number(value, 1, t.language)}"
        for stage, value in zip(STAGE, told[0], strict=True)
    )
    return BarChart(
        key="fire_stages_chart",
        title=t("Average minutes from the detection"),
        alt=t("Bars: average minutes from the detection in {period}: {values}",
              period=named(t, found.spans[0]), values=words),
        labels=tuple(t(one) for one in STAGE.values()),
        series=(
            Series(name=names[0], values=tuple(told[0])),
            Series(name=names[1], values=tuple(told[1]), look="pale"),
        ),
        unit=unit_word(t, "minutes"),
        decimals=1,
    )  # fmt: skip


def _average(values: Mapping[str, Value | None], stage: str) -> float | None:
    told = values[f"fire_{stage}_minutes"]
    return None if told is None else told.value


def _commentary(wanted: Wanted, found: Compared) -> list[Block]:
    keys = ("fire_alarms", "fire_false_share", "fire_arrived_minutes", "panels_mute")
    return [*gaps(wanted, found.heard, KIND), *(found.moved(key) for key in keys)]
