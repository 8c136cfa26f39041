"""What the chapter of targets tells of one KPI and one of those asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.civil import day_of
from dashboard.db import reading
from dashboard.forecast import Forecast, Withheld, forecast
from dashboard.kpis import BOARD, KPIS, Kpi
from dashboard.periods import Span, before, line, month, year_before
from dashboard.reports.asked import Wanted, Whose
from dashboard.reports.commentary import Heard
from dashboard.reports.sections.known import known
from dashboard.reports.spans import cumulative
from dashboard.targets import Target, held, in_force
from dashboard.views import KpiRow, Value

BACK = 36  # months that a forecast is made of
FARTHEST = 60  # months ahead of which it says anything


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """`months`: whole ones up to the period's end, oldest first; None where its feed was silent too long.

    `aim`: the target that the value is held against; `total`: since 1 January, None of what is a state.
    """

    whose: Whose
    row: KpiRow
    total: Value | None
    before: Value | None
    year_ago: Value | None
    months: tuple[tuple[date, float | None], ...]
    aim: Target | None
    made: Forecast | Withheld | None
    feeds: tuple[int, ...]

    @property
    def kpi(self) -> Kpi:
        return self.row.kpi

    def target(self, year: int) -> Target | None:
        """The one that falls due in a year."""
        return in_force([one for one in self.row.targets if one.year == year], year, self.kpi.direction)


def target_rows(wanted: Wanted, found: Heard, whose: Whose) -> list[TargetRow]:
    """KPIs that have a target here, and those of the board that are counted from records."""
    asked = wanted.of(whose.address)
    with reading(wanted.store) as connection:
        aimed = {target.kpi for target in held(connection).every}
    worth = [kpi.key for kpi in KPIS if kpi.key in aimed or (kpi in BOARD and _is_counted(kpi))]
    rows = wanted.reader.table(asked, wanted.now, worth)
    shown = [row for row in rows if row.targets or row.kpi in BOARD]
    spans = [year_before(wanted.span), before(wanted.span), cumulative(wanted.span), wanted.span]
    keys = [row.kpi.key for row in shown]
    told = known(wanted, spans, wanted.reader.over(asked, wanted.now, keys, spans))
    months = whole_months(wanted)
    lines = known(wanted, months, wanted.reader.over(asked, wanted.now, keys, months))
    return [_row(wanted, found, whose, row, told[row.kpi.key], months, lines[row.kpi.key]) for row in shown]


def _row(
    wanted: Wanted,
    found: Heard,
    whose: Whose,
    row: KpiRow,
    told: Sequence[Value | None],
    months: Sequence[Span],
    line: Sequence[Value | None],
) -> TargetRow:
    feeds = tuple(feed.id for feed in row.feeds)
    past = tuple(
        (span.first, one.value if one is not None and found.is_sound(feeds, span) else None)
        for span, one in zip(months, line, strict=True)
    )
    year_ago, previous, total, _now = told
    return TargetRow(
        whose=whose,
        row=row,
        total=None if row.kpi.formula.left or row.kpi.of == "now" else total,
        before=previous,
        year_ago=year_ago,
        months=past,
        aim=in_force(row.targets, wanted.span.last.year, row.kpi.direction),
        made=_forecast(row, past),
        feeds=feeds,
    )


def whole_months(wanted: Wanted) -> list[Span]:
    """The 36 months up to the period's last that is over."""
    today = day_of(wanted.now, wanted.zone)
    last = month(wanted.span.last.replace(day=1))
    if last.last >= today:
        last = before(month(today.replace(day=1)))
    return line(last, BACK)


def _forecast(row: KpiRow, months: Sequence[tuple[date, float | None]]) -> Forecast | Withheld | None:
    """To the last target that it can look ahead to; None where no target lies ahead."""
    last = months[-1][0]
    ahead = sorted({one.year for one in row.targets if date(one.year, 12, 1) > last})
    if not ahead:
        return None
    near = [year for year in ahead if (year - last.year) * 12 + 12 - last.month <= FARTHEST] or ahead[:1]
    bounds = (0.0, 100.0) if row.kpi.unit == "%" else (0.0, row.kpi.most)
    return forecast(months, date(near[-1], 12, 31), bounds=bounds)


def _is_counted(kpi: Kpi) -> bool:
    """Shares, and stocks of records: what a device says at a moment tells nothing of a month."""
    return kpi.unit == "%" or bool(kpi.formula.left)
