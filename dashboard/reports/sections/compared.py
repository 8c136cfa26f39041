"""KPIs of the report's period, the one before it, and the same a year ago, of all whom the report tells of.

Of several units told together the parts of a KPI are added up first, the formula comes after. Where nothing
was known yet, or the feed behind a figure was silent all the time, there is no value: silence is not zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.civil import day_of
from dashboard.figures import BY_KEY as FIGURE
from dashboard.kpis import BY_KEY, Kpi
from dashboard.periods import Span, before, year_before
from dashboard.reports import links
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Figure, Heard, Reading, heard, moved
from dashboard.reports.document import Block
from dashboard.reports.sections.beginnings import known_since
from dashboard.reports.spans import is_over
from dashboard.units import Unit
from dashboard.views import Value

_WHOLE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Compared:
    """Values by KPI in each of three spans: the report's, the one before, the same of the year before."""

    wanted: Wanted
    spans: tuple[Span, ...]
    values: tuple[Mapping[str, Value | None], ...]
    heard: Heard

    def now(self, kpi: str) -> float | None:
        """The report's own."""
        value = self.values[0].get(kpi)
        return None if value is None else value.value

    def moved(self, kpi: str) -> Block:
        """The sentence on what rose and fell."""
        t = self.wanted.t
        told = [self.reading(kpi, span, values) for span, values in zip(self.spans, self.values, strict=True)]
        return moved(t, Figure.of_kpi(t, BY_KEY[kpi]), told[0], told[1 : 1 + self._with(BY_KEY[kpi])])

    def _with(self, kpi: Kpi) -> int:
        """With how many others: a count of a period that goes on with none, a year with one."""
        wanted = self.wanted
        is_count = not kpi.unit and kpi.of == "month"
        if is_count and not is_over(wanted.span, wanted.now, wanted.zone):
            return 0
        return 1 if wanted.span.kind == "year" else 2

    def reading(self, kpi: str, span: Span, values: Mapping[str, Value | None]) -> Reading:
        ids = self.heard.ids(BY_KEY[kpi].behind)
        return self.heard.reading(
            self.wanted.t, values[kpi], span, ids, href(self.wanted, kpi, span), self._youngest
        )

    @property
    def _youngest(self) -> Unit | None:
        """Of the units told of the one that came last: before it their figures are shared out by area."""
        units = [one.unit for one in self.wanted.whose if one.unit is not None and one.unit.valid_from]
        return max(units, key=lambda one: one.valid_from or date.min, default=None)


def compared(wanted: Wanted, keys: Sequence[str]) -> Compared:
    """These KPIs of all whom the report tells of, together."""
    spans = (wanted.span, before(wanted.span), year_before(wanted.span))
    found = heard(wanted, since=min(span.first for span in spans))
    since = _since(wanted, keys)
    told = [_of_one(wanted, one.address, keys, spans) for one in wanted.whose]
    values = tuple(
        {key: _known(found, key, span, since[key], [one[key][place] for one in told]) for key in keys}
        for place, span in enumerate(spans)
    )
    return Compared(wanted, spans, values, found)


def _of_one(
    wanted: Wanted, address: str, keys: Sequence[str], spans: Sequence[Span]
) -> dict[str, list[Value]]:
    """By KPI, a value a span. The reader wants the oldest first: what is true now belongs to the last."""
    told = wanted.reader.over(wanted.of(address), wanted.now, keys, spans[::-1])
    return {key: values[::-1] for key, values in told.items()}


def _known(found: Heard, key: str, span: Span, since: date | None, told: Sequence[Value]) -> Value | None:
    """None where nothing was counted yet, nobody spoke, or it is of now and nobody speaks now.

    What a feed told of a period all the same (its last word was the period's first) is not taken back.
    """
    kpi = BY_KEY[key]
    ids = found.ids(kpi.behind)
    if since is None or span.last < since:
        return None
    if ids and found.missing(ids, span).share >= _WHOLE:
        is_counted = kpi.of == "month" and any(one.numerator or one.denominator for one in told)
        return together(kpi, told) if is_counted else None
    is_present = span.last >= day_of(found.silences.now, found.zone)
    if (
        kpi.of == "now"
        and is_present
        and any(one.state.value == "silent" for one in found.feeds if one.id in ids)
    ):
        return None
    return together(kpi, told)


def _since(wanted: Wanted, keys: Sequence[str]) -> dict[str, date | None]:
    """By KPI. A count of 0 is known once anything of its group is; else the figure must have been told."""
    found: dict[tuple[str, ...], date | None] = {}
    told: dict[str, date | None] = {}
    for key in keys:
        figures = _behind(BY_KEY[key], keys)
        if figures not in found:
            found[figures] = known_since(wanted, figures)
        told[key] = found[figures]
    return told


def _behind(kpi: Kpi, keys: Sequence[str]) -> tuple[str, ...]:
    if FIGURE[kpi.formula.numerator[0]].merge != "sum":
        return kpi.formula.figures()
    group = [one.formula.figures() for one in map(BY_KEY.__getitem__, keys) if one.group == kpi.group]
    return tuple(sorted({figure for figures in group for figure in figures}))


def together(kpi: Kpi, told: Sequence[Value]) -> Value:
    """One KPI of several units as one: its parts added up (of what is a greatest: the greatest)."""
    if len(told) == 1:
        return told[0]
    is_greatest = FIGURE[kpi.formula.numerator[0]].merge == "max"
    above = max(one.numerator for one in told) if is_greatest else sum(one.numerator for one in told)
    lines = [one.denominator for one in told if one.denominator is not None]
    if not lines:
        known = any(one.value is not None for one in told)
        return Value(value=above * kpi.formula.scale if known else None, numerator=above, denominator=None)
    below = sum(lines)
    value = above / below * kpi.formula.scale if below else None
    return Value(value=value, numerator=above, denominator=below)


def href(
    wanted: Wanted, kpi: str, span: Span, address: str | None = None, *, part: str = "", by: str = ""
) -> str:
    """Where a figure is opened; "" of several units together, which no page shows."""
    if address is None and len(wanted.whose) > 1:
        return ""
    unit = wanted.whose[0].address if address is None else address
    return links.of_kpi(wanted, kpi, unit, span.text, "" if part == "value" else part, by)
