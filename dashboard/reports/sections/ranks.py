"""The units side by side for what was promised: who is ranked, at which place, and against what before."""

from dataclasses import dataclass, replace

from dashboard.kpis import BY_KEY, Kpi
from dashboard.periods import before
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import MINIMUM, Contender, Figure, Heard, is_carried, ranked
from dashboard.reports.links import of_kpi
from dashboard.units import CITY_ID, UNKNOWN_ID
from dashboard.views import UnitValue, Value

# What the city promised of its units; the wall ranks the same.
RANKED = ("online_share", "on_time_share", "work_online_share", "complaints_48h_share", "digitised_share")


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRanks:
    """`contenders`: every unit of the map, the city's own offices left out; `order`: the ranked, best first.

    `drawn`: for a map, without the values that are not ranked.
    """

    kpi: Kpi
    figure: Figure
    contenders: tuple[Contender, ...]
    order: tuple[Contender, ...]
    drawn: tuple[UnitValue, ...]

    @property
    def is_apart(self) -> bool:
        """Is there anything to rank: two values that are not written alike?"""
        return len({self.figure.rounded(one.value or 0.0) for one in self.order}) > 1

    def place(self, value: float) -> int:
        """How many have a better value, and one: equal values, as they are written, have the same place."""
        mine = self.figure.better(self.figure.rounded(value))
        theirs = [self.figure.better(self.figure.rounded(one.value or 0.0)) for one in self.order]
        return sum(one > mine for one in theirs) + 1


def kpi_ranks(wanted: Wanted, found: Heard, key: str) -> KpiRanks | None:
    """None where the period cannot be judged, since a feed behind it was silent too long."""
    kpi = BY_KEY[key]
    feeds, earlier = found.ids(kpi.behind), before(wanted.span)
    if not found.is_sound(feeds, wanted.span):
        return None
    now = [one for one in wanted.reader.ranking(wanted.of(), wanted.now, key) if _is_unit(one)]
    past: dict[int, Value] = {}
    if found.is_sound(feeds, earlier):
        told = wanted.reader.ranking(wanted.of(period=earlier.text), wanted.now, key)
        past = {one.unit.id: one.value for one in told if not is_carried(one.unit, earlier)}
    figure = Figure.of_kpi(wanted.t, kpi)
    contenders = tuple(_contender(wanted, key, one, past.get(one.unit.id)) for one in now)
    return KpiRanks(
        kpi=kpi,
        figure=figure,
        contenders=contenders,
        order=tuple(one for _value, one in ranked(figure, contenders)),
        drawn=tuple(_drawn(one) for one in now),
    )


def gains(ranks: KpiRanks) -> list[tuple[float, Contender]]:
    """Those that are better than in the period before, the most improved first; both with enough behind."""
    found = [
        (float(ranks.figure.better(ranks.figure.rounded(one.value) - ranks.figure.rounded(one.before))), one)
        for one in ranks.order
        if one.value is not None and one.before is not None
    ]
    return sorted((pair for pair in found if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].name))


def _contender(wanted: Wanted, key: str, one: UnitValue, past: Value | None) -> Contender:
    return Contender(
        name=one.unit.name,
        value=one.value.value,
        size=one.value.denominator,
        before=None if past is None or not _is_enough(past) else past.value,
        before_size=None if past is None else past.denominator,
        href=of_kpi(wanted, key, one.address),
    )


def _is_enough(value: Value) -> bool:
    """Behind the value: fewer records are neither ranked nor compared with."""
    return value.denominator is None or value.denominator >= MINIMUM


def _is_unit(one: UnitValue) -> bool:
    return one.unit.id not in (CITY_ID, UNKNOWN_ID) and not one.outside


def _drawn(one: UnitValue) -> UnitValue:
    if _is_enough(one.value):
        return one
    return replace(one, value=replace(one.value, value=None))
