"""The tables of complaints: which columns they have, and what their lines are called."""

from collections.abc import Iterator, Mapping

from dashboard.complaints import Clocks
from dashboard.i18n import Translator
from dashboard.reports.asked import Wanted
from dashboard.reports.document import Cell, Table
from dashboard.reports.sections.compared import href
from dashboard.reports.sections.complaint_counts import Counted, Group, grouped, total
from dashboard.reports.sections.measures import Measure, columns

MEASURES = (
    Measure(kpi="complaints_received", title="Received", width=1.1),
    Measure(kpi="complaints_answer_hours", title="Answered", part="denominator"),
    Measure(kpi="complaints_clock_share", title="Answered in time", width=1.1),
    Measure(kpi="complaints_overdue", title="Overdue"),
    Measure(kpi="complaints_open", title="Not closed"),
    Measure(kpi="complaints_answer_hours", title="Hours to the answer", width=1.1),
    Measure(kpi="complaints_reopened_share", title="Reopened", part="numerator"),
    Measure(kpi="complaints_confirmed_share", title="Found true", width=1.1),
)
PROMISE = Measure(kpi="complaints_48h_share", title="Within 48 hours", width=1.1)
CHANNELS: Mapping[str, str] = {
    "app": "App",
    "1022": "Hotline 1022",
    "web": "Website",
    "facebook": "Facebook",
    "zalo": "Zalo",
    "counter": "At the counter",
    "other": "Another channel",
}
WITHIN: Mapping[str, str] = {
    "minutes": "{number} minutes",
    "hours": "{number} hours",
    "days": "{number} days",
    "working hours": "{number} working hours",
    "working days": "{number} working days",
}
TEXTS = {*(one.title for one in (*MEASURES, PROMISE)), *CHANNELS.values(), *WITHIN.values()}


def breakdowns(wanted: Wanted, counted: Mapping[Group, Counted]) -> Iterator[Table]:
    """By category, by channel, by the time that an answer may take."""
    t = wanted.t
    if not counted:
        return
    yield _table(
        wanted, "complaints_by_category", t("Complaints by category"), t("Category"),
        grouped(counted, category), "item",
    )  # fmt: skip
    yield _table(
        wanted, "complaints_by_channel", t("Complaints by channel"), t("Channel"),
        grouped(counted, lambda one: t(CHANNELS[one.channel])), "channel",
    )  # fmt: skip
    clocks = wanted.settings.complaint_clocks
    yield _table(
        wanted, "complaints_by_clock", t("Complaints by the time that an answer may take"),
        t("Time allowed"), grouped(counted, lambda one: _within(t, clocks, one)), "",
    )  # fmt: skip


def category(one: Group) -> str:
    """As its source calls it."""
    return one.category_name or one.category


def _within(t: Translator, clocks: Clocks, one: Group) -> str:
    """3 giờ; 3 ngày làm việc. A tier that no clock has any more: its name."""
    for tier in clocks.clocks[one.clock].tiers:
        if tier.name == one.tier:
            return t(WITHIN[tier.within.unit], number=f"{tier.within.number:g}")
    return one.tier


def _table(wanted: Wanted, key: str, title: str, first: str, lines: Mapping[str, Counted], by: str) -> Table:
    """A line a group, all of them together on top."""
    named = {wanted.t("Together"): total(lines.values())} | dict(lines)
    rows = tuple(
        (Cell(value=name), *(_cell(wanted, one, value, by if place else "") for one, value in _values(told)))
        for place, (name, told) in enumerate(named.items())
    )
    return Table(key=key, title=title, columns=columns(wanted, first, MEASURES), rows=rows, totals=1)


def _values(told: Counted) -> list[tuple[Measure, float | None]]:
    """In the order of the columns."""
    values = (
        told.received,
        told.answered,
        100 * told.in_time / told.decided if told.decided else None,
        told.overdue,
        told.open,
        told.minutes / told.answered / 60 if told.answered else None,
        told.reopened,
        100 * told.confirmed / told.judged if told.judged else None,
    )
    return list(zip(MEASURES, values, strict=True))


def _cell(wanted: Wanted, one: Measure, value: float | None, by: str) -> Cell:
    return Cell(value=value, href=href(wanted, one.kpi, wanted.span, part=one.part, by=by))
