"""Bars of the one-stop shops: why dossiers ended late, who has most overdue, who is on time."""

from collections.abc import Sequence

from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import MINIMUM, Contender, Figure, ranked
from dashboard.reports.document import BarChart, Series
from dashboard.reports.numbers import number
from dashboard.reports.sections.one_stop_columns import CAUSES, cause_names
from dashboard.reports.sections.unit_columns import UnitRow
from dashboard.reports.spans import named
from dashboard.units import CITY_ID, UNKNOWN_ID

BARS = 10
ENDS = 6  # of the best and of the last


def causes_chart(wanted: Wanted, wholes: Sequence[UnitRow]) -> list[BarChart]:
    """Why dossiers ended late; nothing where none did."""
    t = wanted.t
    names = cause_names(t)
    values = [[row.told[f"late_{cause}"].value for cause in CAUSES] for row in wholes]
    if not any(value for of in values for value in of):
        return []
    told = [
        f"{name} {number(value, 0, t.language)}"
        for name, value in zip(names.values(), values[0], strict=True)
    ]
    return [
        BarChart(
            key="late_causes",
            title=t("Dossiers that ended late, by cause"),
            alt=t("{whose}, {period}: {values}.", whose=wholes[0].name, period=named(t, wanted.span),
                  values="; ".join(told)),
            labels=tuple(names.values()),
            series=tuple(
                Series(name=row.name, values=tuple(of), look="main" if number == 0 else "pale")
                for number, (row, of) in enumerate(zip(wholes, values, strict=True))
            ),
        )
    ]  # fmt: skip


def overdue_chart(wanted: Wanted, units: Sequence[UnitRow]) -> list[BarChart]:
    """Who has most overdue at the period's end."""
    t = wanted.t
    overdue = sorted(units, key=lambda row: (-row.told["dossiers_overdue"].numerator, row.name))[:BARS]
    shown = [(row.name, row.told["dossiers_overdue"].numerator) for row in overdue]
    shown = [(name, value) for name, value in shown if value > 0]
    if not shown:
        return []
    told = "; ".join(f"{name} {number(value, 0, t.language)}" for name, value in shown)
    return [
        BarChart(
            key="overdue_units",
            title=t("Units with most dossiers overdue at the end"),
            alt=t("{whose}, {period}: {values}.", whose=t("Dossiers overdue"), period=named(t, wanted.span),
                  values=told),
            labels=tuple(name for name, _value in shown),
            series=(Series(name=t("Dossiers overdue"), values=tuple(value for _name, value in shown)),),
        )
    ]  # fmt: skip


def on_time_chart(wanted: Wanted, units: Sequence[UnitRow]) -> list[BarChart]:
    """The best and the last of those with enough dossiers to be told apart; all, where they are few."""
    t = wanted.t
    figure = Figure(name=t("On time, share"), unit="%", decimals=1, direction="up")
    told = [
        Contender(
            name=row.name, value=row.told["on_time_share"].value, size=row.told["on_time_share"].denominator
        )
        for row in units
        if row.unit is not None and row.unit.id not in (CITY_ID, UNKNOWN_ID)
    ]
    order = [one for _value, one in ranked(figure, told)]
    shown = order if len(order) <= 2 * ENDS else [*order[:ENDS], *order[-ENDS:]]
    if len(shown) < 2:
        return []
    values = "; ".join(f"{one.name} {number(one.value, 1, t.language, '%')}" for one in shown)
    return [
        BarChart(
            key="on_time_units",
            title=t("Dossiers resolved on time: best and last units with {minimum} or more",
                    minimum=number(MINIMUM, 0, t.language)),
            alt=t("{whose}, {period}: {values}.", whose=figure.name, period=named(t, wanted.span),
                  values=values),
            labels=tuple(one.name for one in shown),
            series=(Series(name=figure.name, values=tuple(one.value for one in shown)),),
            unit="%",
            decimals=1,
        )
    ]  # fmt: skip
