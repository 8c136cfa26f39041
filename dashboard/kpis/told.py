"""KPIs of figures that other systems tell: the entries of figures.toml and of a city's own file."""

from dashboard.figurefile import ToldKpi
from dashboard.figures.told import ENTRIES
from dashboard.kpis.kpi import Formula, Kpi, ratio


def _kpi(entry: ToldKpi) -> Kpi:
    formula = ratio(entry.numerator, entry.denominator, entry.factor)
    if entry.count:
        formula = Formula(numerator=(entry.count,), told=True)
    return Kpi(
        key=entry.key,
        name=entry.name_en,
        group=entry.group,
        formula=formula,
        formula_text=ENTRIES.formula(entry, "en"),
        source=entry.source,
        unit=entry.unit,
        decimals=entry.decimals,
        direction=entry.direction,
        of="month",
        on_map=entry.on_map,
        feeds=("figures",),
    )


GROUPS = {group.key: group.name_en for group in ENTRIES.groups}
KPIS = tuple(_kpi(entry) for entry in ENTRIES.kpis)
