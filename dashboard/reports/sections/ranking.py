"""The units ranked for what was promised: the ten best, the ten last, the most improved, on the map."""

from collections.abc import Sequence

from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from dashboard.periods import before
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import (
    MINIMUM,
    Contender,
    amount,
    block,
    gaps,
    heard,
    runs,
    standouts,
)
from dashboard.reports.document import Block, Cell, Column, MapChart, Part, Section, Table
from dashboard.reports.numbers import number
from dashboard.reports.sections.city_map import city_map
from dashboard.reports.sections.ranking_places import places_said, places_table
from dashboard.reports.sections.ranks import RANKED, KpiRanks, gains, kpi_ranks
from dashboard.reports.spans import named

SHOWN, IMPROVED, MAPS = 10, 5, ("on_time_share", "complaints_48h_share")


def build(wanted: Wanted) -> Section:
    """Of the city: tables and maps; of units: at which place they stand."""
    t = wanted.t
    found = heard(wanted, before(wanted.span).first)
    ranks = [one for key in RANKED if (one := kpi_ranks(wanted, found, key)) is not None]
    missing = gaps(wanted, found, {kind for key in RANKED for kind in BY_KEY[key].behind})
    apart = [one for one in ranks if one.is_apart]
    if wanted.is_city:
        parts: list[Part] = [*(_table(t, one) for one in apart), *_improved(t, apart), *_maps(wanted, apart)]
        said = [line for one in ranks for line in _said(t, one)]
    else:
        ranks = [one for one in ranks if one.order]
        parts = [places_table(wanted, ranks)] if ranks else []
        said = places_said(wanted, ranks)
    if not ranks:
        said = [block("norank", runs(t("No units are ranked: too little is known of {period}"),
                                     period=named(t, wanted.span)))]  # fmt: skip
    return Section(
        key="ranking", title=t("Ranking of the units"), commentary=(*missing, *said), parts=tuple(parts)
    )


def _said(t: Translator, ranks: KpiRanks) -> list[Block]:
    lines = standouts(t, ranks.figure, ranks.contenders)
    return [line.model_copy(update={"kind": "bullet"}) for line in lines]


def _table(t: Translator, ranks: KpiRanks) -> Table:
    """The best on the left, the last on the right; nobody stands on both sides."""
    count = min(SHOWN, len(ranks.order) // 2)
    best, last = ranks.order[:count], ranks.order[::-1][:count]
    sides = (("best", t("Best units")), ("last", t("Last units")))
    columns = [column for key, title in sides for column in _side(t, ranks, key, title)]
    note = " ".join(
        [t("Ranked are {count} units with at least {minimum} records behind the value.",
           count=number(len(ranks.order), 0, t.language), minimum=number(MINIMUM, 0, t.language))]
    )  # fmt: skip
    return Table(
        key=f"rank_{ranks.kpi.key}",
        title=t("{kpi}: best and last units", kpi=ranks.figure.name),
        columns=tuple(columns),
        rows=tuple(
            (*_cells(ranks, one), *_cells(ranks, other)) for one, other in zip(best, last, strict=True)
        ),
        note=note,
    )


def _side(t: Translator, ranks: KpiRanks, key: str, title: str) -> tuple[Column, ...]:
    decimals, is_share = ranks.figure.decimals, ranks.figure.unit == "%"
    kind = "share" if is_share else "number"
    return (
        Column(key=f"{key}_place", title=t("Rank"), width=0.7),
        Column(key=f"{key}_unit", title=title, kind="text", width=3),
        Column(key=f"{key}_value", title=t("Value"), kind=kind, decimals=decimals, unit=ranks.figure.unit),
        Column(key=f"{key}_change", title=t("Change (points)"), decimals=decimals),
    )


def _cells(ranks: KpiRanks, one: Contender) -> tuple[Cell, ...]:
    assert one.value is not None
    figure = ranks.figure
    change = None if one.before is None else float(figure.rounded(one.value) - figure.rounded(one.before))
    return (
        Cell(value=ranks.place(one.value)),
        Cell(value=one.name, href=one.href),
        Cell(value=one.value, href=one.href),
        Cell(value=change),
    )


def _improved(t: Translator, ranks: Sequence[KpiRanks]) -> list[Table]:
    """Of each KPI those that gained most on the period before."""
    rows = [
        (
            Cell(value=of.figure.name),
            Cell(value=one.name, href=one.href),
            Cell(value=one.before),
            Cell(value=one.value, href=one.href),
            Cell(value=gain),
        )
        for of in ranks
        for gain, one in gains(of)[:IMPROVED]
    ]
    share = {"kind": "share", "decimals": 1, "unit": "%"}
    columns = (
        Column(key="kpi", title=t("KPI"), kind="text", width=3),
        Column(key="unit", title=t("Unit"), kind="text", width=3),
        Column(key="before", title=t("Period before"), **share),
        Column(key="now", title=t("This period"), **share),
        Column(key="gain", title=t("Better by (points)"), decimals=1),
    )
    if not rows:
        return []
    return [Table(key="improved", title=t("Most improved units"), columns=columns, rows=tuple(rows))]


def _maps(wanted: Wanted, ranks: Sequence[KpiRanks]) -> list[MapChart]:
    t = wanted.t
    return [
        city_map(
            wanted,
            of.drawn,
            key=f"map_{of.kpi.key}",
            title=t("{kpi} on the map", kpi=of.figure.name),
            alt=_alt(t, of),
            unit=of.figure.unit,
            decimals=of.figure.decimals,
        )
        for of in ranks
        if of.kpi.key in MAPS
    ]


def _alt(t: Translator, of: KpiRanks) -> str:
    best, last = of.order[0], of.order[-1]
    return t(
        "{kpi} of {count} ranked units: from {last} ({last_unit}) to {best} ({best_unit}).",
        kpi=of.figure.name, count=number(len(of.order), 0, t.language),
        last=amount(t, of.figure, last.value), last_unit=last.name,
        best=amount(t, of.figure, best.value), best_unit=best.name,
    )  # fmt: skip
