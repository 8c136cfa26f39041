"""One line a KPI with targets: the months behind, the forecast dotted, the targets across."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from dashboard.forecast import Forecast
from dashboard.i18n import Translator
from dashboard.periods import month
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Figure, amount, goal
from dashboard.reports.document import Level, LineChart, Series
from dashboard.reports.sections.target_rows import TargetRow
from dashboard.reports.spans import named
from dashboard.targets import Target

MOST = 6  # charts
SHOWN = {"now": 13, "month": 13, "quarter": 13}  # months; of longer periods two years
LONG = 25
AHEAD = 6  # months of the forecast
_LOOKS: tuple[Literal["main", "pale", "dashed"], ...] = ("main", "pale", "dashed")


def charts(wanted: Wanted, rows: Mapping[str, Sequence[TargetRow]]) -> list[LineChart]:
    """`rows` by KPI: of everybody who is told of. Those with targets and values, in the order of KPIs."""
    worth = [of for of in rows.values() if of[0].row.targets and _known(_shown(wanted, of[0]))]
    return [_chart(wanted, of) for of in worth[:MOST]]


def _chart(wanted: Wanted, of: Sequence[TargetRow]) -> LineChart:
    t, first = wanted.t, of[0]
    figure = Figure.of_kpi(t, first.kpi)
    months = [day for day, _value in _shown(wanted, first)]
    made = first.made if len(of) == 1 and isinstance(first.made, Forecast) else None
    ahead = [] if made is None else made.points[:AHEAD]
    series = [
        Series(name=one.whose.name, look=look, values=_padded(_values(wanted, one), len(ahead)))
        for one, look in zip(of, _LOOKS, strict=False)
    ]
    if ahead:
        values = [*_bridge(_values(wanted, first)), *(round(one.value, figure.decimals) for one in ahead)]
        series.append(Series(name=t("Forecast"), look="dotted", values=tuple(values)))
    targets = _levels(first)
    return LineChart(
        key=f"target_{first.kpi.key}",
        title=figure.name,
        alt=_alt(t, figure, _shown(wanted, first), targets, first.whose.name),
        labels=tuple(f"{day:%m/%Y}" for day in [*months, *(one.month for one in ahead)]),
        series=tuple(series),
        levels=tuple(
            Level(name=_name(t, one), value=one.value, look="dashed" if one.reference else "solid")
            for one in targets
        ),
        unit=figure.unit,
        decimals=figure.decimals,
    )


def _shown(wanted: Wanted, row: TargetRow) -> Sequence[tuple[date, float | None]]:
    return row.months[-SHOWN.get(wanted.span.kind, LONG) :]


def _values(wanted: Wanted, row: TargetRow) -> tuple[float | None, ...]:
    decimals = row.kpi.decimals
    return tuple(None if value is None else round(value, decimals) for _day, value in _shown(wanted, row))


def _padded(values: tuple[float | None, ...], more: int) -> tuple[float | None, ...]:
    return (*values, *((None,) * more))


def _bridge(values: tuple[float | None, ...]) -> list[float | None]:
    """Nothing but the last value, where the forecast begins."""
    return [*((None,) * (len(values) - 1)), values[-1]]


def _levels(row: TargetRow) -> list[Target]:
    """The one that holds of each year; what is asked for again later is drawn once, by its last year."""
    years = sorted({one.year for one in row.row.targets})
    held = [target for year in years if (target := row.target(year)) is not None]
    by_value = {one.value: one for one in held}
    return sorted(by_value.values(), key=lambda one: one.year)


def _name(t: Translator, target: Target) -> str:
    if target.reference:
        return t("Reference level {year}", year=target.year)
    return t("Target {year}", year=target.year)


def _known(line: Sequence[tuple[date, float | None]]) -> list[tuple[float, date]]:
    return [(value, day) for day, value in line if value is not None]


def _alt(
    t: Translator,
    figure: Figure,
    line: Sequence[tuple[date, float | None]],
    targets: Sequence[Target],
    whose: str,
) -> str:
    """In words: lowest, highest, last, and what is asked for."""
    known = _known(line)
    low, high, last = min(known), max(known), known[-1]
    said = t(
        "{name}, {whose}: lowest {low} ({low_month}), highest {high} ({high_month}), last {last} ({month})",
        name=figure.name, whose=whose, low=amount(t, figure, low[0]), low_month=_month(t, low[1]),
        high=amount(t, figure, high[0]), high_month=_month(t, high[1]),
        last=amount(t, figure, last[0]), month=_month(t, last[1]),
    )  # fmt: skip
    aims = [f"{_name(t, one)}: {goal(t, figure, one.value)}" for one in targets]
    return "; ".join([said, *aims]) + "."


def _month(t: Translator, day: date) -> str:
    return named(t, month(day))
