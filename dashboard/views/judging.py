"""A KPI's row out of what was worked out: value, line, targets of its level, state, what is missing."""

from dataclasses import dataclass
from datetime import tzinfo

from dashboard.board.feeds import FeedRow
from dashboard.civil import day_end, day_start
from dashboard.feeds import FeedState
from dashboard.kpis import Kpi
from dashboard.kpis.evaluate import Evaluated
from dashboard.outages import Missing, Silences
from dashboard.periods import OF_NOW, Span
from dashboard.targets import Course, Targets, judge
from dashboard.targets.target import Level
from dashboard.views.asked import View
from dashboard.views.cells import figures_read
from dashboard.views.lines import told, value_at
from dashboard.views.rows import KpiRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What every row of one question is judged by."""

    view: View
    spans: tuple[Span, ...]
    targets: Targets
    silent: Silences
    feeds: tuple[FeedRow, ...]
    tellers: dict[str, frozenset[str]]  # which feeds told a figure that comes ready-made
    zone: tzinfo

    def row(self, kpi: Kpi, found: Evaluated, estimated: frozenset[str]) -> KpiRow:
        """One KPI. `estimated`: the figures that were partly shared out by area."""
        behind = self._behind(kpi)
        missing = self._missing(behind)
        targets = self.targets.of(kpi.key, level_of(self.view))
        values = [told(value) for value in found.values]
        last = self.spans[-1]
        course = Course(month=min(last.last, self.view.today).month, before=tuple(values[:-1]))
        is_monthly = last.kind in ("now", "month")
        state = judge(
            values[-1],
            targets,
            last.last.year,
            kpi.direction,
            missing=self._missing_share(behind, missing),
            course=course if is_monthly else None,
        )
        return KpiRow(
            kpi=kpi,
            now=value_at(found, len(self.spans) - 1),
            state=state,
            targets=targets,
            line=tuple(zip(self.spans, values, strict=True)),
            feeds=behind,
            missing=missing,
            is_estimate=kpi.estimate or not estimated.isdisjoint(figures_read(kpi)),
        )

    def _behind(self, kpi: Kpi) -> tuple[FeedRow, ...]:
        tellers = {name for figure in figures_read(kpi) for name in self.tellers.get(figure, ())}
        others = [kind for kind in kpi.behind if kind != "figures" or not tellers]
        return tuple(feed for feed in self.feeds if feed.kind in others or feed.name in tellers)

    def _missing(self, behind: tuple[FeedRow, ...]) -> Missing | None:
        if not behind:
            return None
        start, end = day_start(self.view.span.first, self.zone), day_end(self.view.span.last, self.zone)
        return self.silent.missing([feed.id for feed in behind], start, end)

    def _missing_share(self, behind: tuple[FeedRow, ...], missing: Missing | None) -> float | None:
        """1 where the period goes on and a feed is silent now, fills for the first time, or there is none."""
        goes_on = self.view.is_present and self.view.span.kind in OF_NOW
        mute = not behind or any(feed.filling or feed.state is FeedState.SILENT for feed in behind)
        if goes_on and mute:
            return 1.0
        return None if missing is None else missing.share


def level_of(view: View) -> Level:
    """Whose targets hold: a unit's own tier, a level's, else the city's."""
    level = view.level if view.unit is None else view.unit.level
    match level:
        case "ward":
            return "ward"
        case "district":
            return "district"
        case _:
            return "city"
