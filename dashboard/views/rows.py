"""What the KPI pages are told: values, lines, units side by side."""

from dataclasses import dataclass
from datetime import date

from dashboard.board.feeds import FeedRow
from dashboard.kpis import Kpi
from dashboard.outages import Missing
from dashboard.periods import Span
from dashboard.targets import State, Target
from dashboard.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A KPI's value with its parts; None where nothing stands below the line."""

    value: float | None
    numerator: float
    denominator: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A public figure of the past, with its source: shown beside what is counted."""

    first: date
    last: date
    value: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """A KPI of whoever is asked about, in a period. `now.value` stays the last one where a feed is silent.

    `line`: the same kind of period up to this one, oldest first. `is_estimate`: some of it was shared out by
    area, since a unit was divided.
    """

    kpi: Kpi
    now: Value
    state: State
    targets: tuple[Target, ...]
    line: tuple[tuple[Span, float | None], ...]
    feeds: tuple[FeedRow, ...]
    missing: Missing | None
    is_estimate: bool

    @property
    def feed(self) -> FeedRow | None:
        """The feed on which the value depends most: the worst."""
        return _worst(self.feeds)


def _worst(feeds: tuple[FeedRow, ...]) -> FeedRow | None:
    order = ("live", "late", "silent")
    return max(feeds, key=lambda one: order.index(one.state.value), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiDetail(KpiRow):
    """One KPI whole. `city_line`: the city's, where a part of it was asked about."""

    city_line: tuple[tuple[Span, float | None], ...]
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValue:
    """A unit of the map beside the others. `address`: how a page's address names it.

    `outside`: beyond the city's border of the map's day. `is_estimate`: shared out by area.
    """

    unit: Unit
    address: str
    value: Value
    outside: bool
    is_estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one unit did to the change; the contributions add up to it. `values`: before and now."""

    unit: Unit
    address: str
    change: float
    before: float | None
    now: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From one span to another: `before` and `now` of the whole, and what each unit did."""

    earlier: Span
    later: Span
    before: float | None
    now: float | None
    contributions: tuple[Contribution, ...]  # the greatest first, whichever way


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceValue:
    """A KPI of one field, procedure, channel, level or category."""

    code: str
    name: str
    value: Value
