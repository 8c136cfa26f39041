"""Targets against results: the period, since 1 January, a year ago, 2025 and 2030, state and forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.i18n import Translator
from dashboard.periods import Span, before, year_before
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import (
    Figure,
    Heard,
    block,
    gaps,
    goal,
    heard,
    is_carried,
    moved,
    runs,
    verdict,
)
from dashboard.reports.commentary.amounts import unit_word
from dashboard.reports.document import Block, Cell, Column, Part, Section, Table
from dashboard.reports.links import of_kpi
from dashboard.reports.numbers import number
from dashboard.reports.sections.target_charts import charts
from dashboard.reports.sections.target_forecast import forecast_words
from dashboard.reports.sections.target_rows import TargetRow, target_rows, whole_months
from dashboard.reports.spans import cumulative, is_over, named
from dashboard.targets import State, Target

YEARS = (2025, 2030)  # the city's two marks; a target of another year stands beside its state
STATE: Mapping[State, str] = {
    State.MET: "Target met",
    State.AT_RISK: "At risk",
    State.MISSED: "Missed",
    State.NO_TARGET: "No target",
    State.NO_DATA: "Not enough data",
}
ByKpi = dict[str, list[TargetRow]]


def build(wanted: Wanted) -> Section:
    """The chapter; its rows are of everybody who is told of, KPI by KPI."""
    found = heard(wanted, min(whole_months(wanted)[0].first, year_before(wanted.span).first))
    of_kpi_: ByKpi = {}
    for whose in wanted.whose:
        for row in target_rows(wanted, found, whose):
            of_kpi_.setdefault(row.kpi.key, []).append(row)
    tables = [
        _table(wanted, unit, decimals, [row for row in of_kpi_.values() if _form(row[0]) == (unit, decimals)])
        for unit, decimals in dict.fromkeys(_form(rows[0]) for rows in of_kpi_.values())
    ]
    parts: list[Part] = [*tables, *charts(wanted, of_kpi_)]
    t = wanted.t
    return Section(
        key="targets",
        title=t("Results against the targets"),
        commentary=tuple(_said(wanted, found, of_kpi_)),
        parts=tuple(parts),
    )


def _form(row: TargetRow) -> tuple[str, int]:
    return row.kpi.unit, row.kpi.decimals


def _table(wanted: Wanted, unit: str, decimals: int, kpis: Sequence[Sequence[TargetRow]]) -> Table:
    """The KPIs of one unit of measure: their numbers stand in the same columns."""
    t = wanted.t
    is_share = unit == "%"
    is_whose, total = len(wanted.whose) > 1, cumulative(wanted.span)
    is_aimed = any(row.row.targets for of in kpis for row in of)
    word = "" if is_share else unit_word(t, unit)

    def amounts(key: str, title: str) -> Column:
        kind = "share" if is_share else "number"
        return Column(key=key, title=title, kind=kind, decimals=decimals, unit="%" if is_share else word)

    columns = [
        Column(key="kpi", title=t("KPI"), kind="text", width=3),
        *([Column(key="whose", title=t("Unit"), kind="text", width=2)] if is_whose else []),
        amounts("value", _capital(named(t, wanted.span))),
        *(
            [amounts("total", _capital(named(t, total)))]
            if is_share and total.first < wanted.span.first
            else []
        ),
        amounts("year_ago", _capital(named(t, year_before(wanted.span)))),
    ]
    if is_aimed:
        columns += [
            *(amounts(f"target_{year}", t("Target {year}", year=year)) for year in YEARS),
            Column(key="state", title=t("State"), kind="text", width=1.5),
            Column(key="forecast", title=t("Forecast"), kind="text", width=3),
        ]
    rows = [_cells(wanted, row, [column.key for column in columns]) for of in kpis for row in of]
    return Table(
        key=f"targets_{unit or 'count'}" if not is_share else "targets",
        title=t("Targets and results")
        if is_share
        else t("Targets and results: {unit}", unit=word or t("counts")),
        columns=tuple(columns),
        rows=tuple(rows),
        is_wide=is_aimed,
    )


def _cells(wanted: Wanted, row: TargetRow, keys: Sequence[str]) -> tuple[Cell, ...]:
    def href(span: Span) -> str:
        return of_kpi(wanted, row.kpi.key, row.whose.address, span.text)

    t, marks = wanted.t, {f"target_{year}": row.target(year) for year in YEARS}
    estimate = t("estimate") if row.row.is_estimate else ""
    told = {
        "kpi": Cell(value=t(row.kpi.name), href=href(wanted.span)),
        "whose": Cell(value=row.whose.name),
        "value": Cell(value=row.row.now.value, href=href(wanted.span), note=estimate),
        "total": Cell(
            value=None if row.total is None else row.total.value, href=href(cumulative(wanted.span))
        ),
        "year_ago": Cell(
            value=None if row.year_ago is None else row.year_ago.value,
            href=href(year_before(wanted.span)),
            note=t("estimate") if is_carried(row.whose.unit, year_before(wanted.span)) else "",
        ),
        "state": Cell(value=_state(t, row), note=_other_aim(t, row)),
        "forecast": Cell(value=forecast_words(t, row.kpi, row.made, row.row.targets) or None),
    } | {key: _mark(t, one) for key, one in marks.items()}
    return tuple(told[key] for key in keys)


def _mark(t: Translator, target: Target | None) -> Cell:
    if target is None:
        return Cell()
    note = t("reference level") if target.reference else target.source
    return Cell(value=target.value, note=note)


def _state(t: Translator, row: TargetRow) -> str:
    word = t(STATE[row.row.state])
    if row.aim is None or row.row.state in (State.NO_DATA, State.NO_TARGET):
        return word
    return f"{word} ({row.aim.year})"


def _other_aim(t: Translator, row: TargetRow) -> str:
    """The target that the state is told of, where no column shows it."""
    if row.aim is None or row.aim.year in YEARS:
        return ""
    value = goal(t, Figure.of_kpi(t, row.kpi), row.aim.value)
    return t("Target {year}: {value}, {source}", year=row.aim.year, value=value, source=row.aim.source)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _said(wanted: Wanted, found: Heard, rows: ByKpi) -> list[Block]:
    every = [row for of in rows.values() for row in of]
    kinds = {kind for row in every for kind in row.kpi.behind}
    said = gaps(wanted, found, kinds)
    for whose in wanted.whose:
        own = [row for row in every if row.whose is whose]
        said += _counted(wanted, own, whose.name)
        aimed = [row for row in own if row.row.targets]
        said += [_sentence(wanted, found, row) for row in aimed if row.row.now.value is not None]
        said += _unknown(wanted, [row for row in aimed if row.row.now.value is None])
    return said


def _unknown(wanted: Wanted, rows: Sequence[TargetRow]) -> list[Block]:
    """Those without a value, in one sentence."""
    if not rows:
        return []
    text, names = wanted.t("No figures for {period}: {names}"), [wanted.t(row.kpi.name) for row in rows]
    return [
        block("unknown", runs(text, period=named(wanted.t, wanted.span), names="; ".join(names)), "bullet")
    ]


def _counted(wanted: Wanted, rows: Sequence[TargetRow], whose: str) -> list[Block]:
    """How many of those with a target are where."""
    t = wanted.t
    states = [row.row.state for row in rows if row.row.targets]
    if not states:
        return []
    told = {
        state: number(states.count(state), 0, t.language)
        for state in (State.MET, State.AT_RISK, State.MISSED, State.NO_DATA)
    }
    text = t(
        "{whose}: of {count} KPIs with a target {met} met, {risk} at risk, {missed} missed, {unknown} unknown"
    )
    said = runs(
        text, whose=whose, count=number(len(states), 0, t.language), met=told[State.MET],
        risk=told[State.AT_RISK], missed=told[State.MISSED], unknown=told[State.NO_DATA],
    )  # fmt: skip
    return [block("states", said)]


def _sentence(wanted: Wanted, found: Heard, row: TargetRow) -> Block:
    t, kpi = wanted.t, row.kpi
    figure = Figure.of_kpi(t, kpi)
    if kpi.formula.left:
        figure = replace(figure, name=t("{name} at the end", name=figure.name))
    spans = [wanted.span, before(wanted.span), year_before(wanted.span)]
    values = [row.row.now, row.before, row.year_ago]
    now, *others = (
        found.reading(
            t, value, span, row.feeds, of_kpi(wanted, kpi.key, row.whose.address, span.text), row.whose.unit
        )
        for value, span in zip(values, spans, strict=True)
    )
    if wanted.span.kind == "year":
        others = others[:1]  # the year before is the period before
    if not is_over(wanted.span, wanted.now, wanted.zone) and not figure.unit and kpi.of == "month":
        others = []
    also = [] if row.aim is None or now.value is None else [verdict(t, figure, now.value, row.aim)]
    return moved(t, figure, now, others, also).model_copy(update={"kind": "bullet"})
