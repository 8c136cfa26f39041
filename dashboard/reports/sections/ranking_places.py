"""At which place the units of a report stand among all units of the city."""

from collections.abc import Sequence

from dashboard.reports.asked import Wanted, Whose
from dashboard.reports.commentary import MINIMUM, Told, amount, block, runs
from dashboard.reports.document import Block, Cell, Column, Table
from dashboard.reports.links import of_kpi
from dashboard.reports.numbers import number
from dashboard.reports.sections.ranks import KpiRanks
from dashboard.views import Value


def places_table(wanted: Wanted, ranks: Sequence[KpiRanks]) -> Table:
    """A line a KPI and unit: its value, the city's, its place of how many."""
    t = wanted.t
    city = _of(wanted, ranks, "")
    values = {whose.address: _of(wanted, ranks, whose.address) for whose in wanted.whose}
    rows = [
        _row(wanted, of, whose, values[whose.address][of.kpi.key], city[of.kpi.key])
        for of in ranks
        for whose in wanted.whose
    ]
    return Table(
        key="places",
        title=t("Places among all units of the city"),
        columns=(
            Column(key="kpi", title=t("KPI"), kind="text", width=3),
            Column(key="unit", title=t("Unit"), kind="text", width=2.5),
            Column(key="value", title=t("Value"), kind="share", decimals=1, unit="%"),
            Column(key="city", title=t("Whole city"), kind="share", decimals=1, unit="%"),
            Column(key="place", title=t("Rank")),
            Column(key="of", title=t("Units ranked")),
        ),
        rows=tuple(rows),
        note=t("Ranked are units with at least {minimum} records behind the value.",
               minimum=number(MINIMUM, 0, t.language)),
    )  # fmt: skip


def places_said(wanted: Wanted, ranks: Sequence[KpiRanks]) -> list[Block]:
    """The place of each unit that is ranked; that one is not ranked, and why."""
    said = []
    for whose in wanted.whose:
        values = _of(wanted, ranks, whose.address)
        said += [_sentence(wanted, of, whose, values[of.kpi.key]) for of in ranks]
    return said


def _sentence(wanted: Wanted, of: KpiRanks, whose: Whose, told: Value) -> Block:
    t = wanted.t
    value = told.value
    if value is None:
        return block(
            "without_value", runs(t("{kpi}: {unit} has no value"), kpi=of.figure.name, unit=whose.name)
        )
    href = of_kpi(wanted, of.kpi.key, whose.address)
    shown = Told(amount(t, of.figure, value), href)
    if not _is_ranked(told):
        text = t("{kpi}: {unit} has {value} of {count} records, too few to be ranked")
        count = number(told.denominator, 0, t.language)
        return block("too_few", runs(text, kpi=of.figure.name, unit=whose.name, value=shown, count=count))
    text = t("{kpi}: {unit} is at place {place} of {count} with {value}")
    place, count = (number(one, 0, t.language) for one in (of.place(value), len(of.order)))
    return block(
        "place", runs(text, kpi=of.figure.name, unit=whose.name, place=place, count=count, value=shown)
    )


def _row(wanted: Wanted, of: KpiRanks, whose: Whose, told: Value, city: Value) -> tuple[Cell, ...]:
    place = of.place(told.value) if told.value is not None and _is_ranked(told) else None
    return (
        Cell(value=of.figure.name),
        Cell(value=whose.name),
        Cell(value=told.value, href=of_kpi(wanted, of.kpi.key, whose.address)),
        Cell(value=city.value, href=of_kpi(wanted, of.kpi.key)),
        Cell(value=place),
        Cell(value=len(of.order)),
    )


def _is_ranked(told: Value) -> bool:
    return told.denominator is None or told.denominator >= MINIMUM


def _of(wanted: Wanted, ranks: Sequence[KpiRanks], address: str) -> dict[str, Value]:
    keys = [of.kpi.key for of in ranks]
    told = wanted.reader.over(wanted.of(address), wanted.now, keys, [wanted.span])
    return {key: values[-1] for key, values in told.items()}
