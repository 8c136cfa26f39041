"""The tables of complaints: which columns they have, and what their lines are called."""

from collections.abc import Callable, Iterator, Mapping

from dashboard.complaints import Clocks
from dashboard.i18n import Translator
from dashboard.reports.asked import Wanted
from dashboard.reports.document import Cell, Table
from dashboard.reports.sections.compared import Compared, href
from dashboard.reports.sections.complaint_counts import Counted, Group, grouped, total
from dashboard.reports.sections.measures import Measure, columns
from dashboard.views import Value

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
SHOWN = 20  # lines of a table of categories
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


def breakdowns(found: Compared, counted: Mapping[Group, Counted]) -> Iterator[Table]:
    """By category, by channel, by the time that an answer may take. None of them where less than half of what
    was received has records: figures that were loaded ready-made cannot be divided."""
    wanted, t = found.wanted, found.wanted.t
    known = total(counted.values())
    every = whole(found.values[0], known)
    if not counted or 2 * known.received < every.received:
        return
    clocks = wanted.settings.complaint_clocks
    kinds: tuple[tuple[str, str, str, Callable[[Group], str], str], ...] = (
        ("category", t("Complaints by category"), t("Category"), category, "item"),
        ("channel", t("Complaints by channel"), t("Channel"),
         lambda one: t(CHANNELS[one.channel]), "channel"),
        ("clock", t("Complaints by the time that an answer may take"), t("Time allowed"),
         lambda one: _within(t, clocks, one), ""),
    )  # fmt: skip
    for key, title, first, name, by in kinds:
        lines = {t("Together"): every, **_first(t, grouped(counted, name))}
        if rest := every.less(known):
            lines[t("Not divided: loaded ready-made")] = rest
        yield _table(wanted, f"complaints_by_{key}", title, first, lines, by)


def _first(t: Translator, groups: Mapping[str, Counted]) -> dict[str, Counted]:
    """Those with most, and the others in one line."""
    named = list(groups.items())
    if len(named) <= SHOWN + 1:
        return dict(named)
    rest = total(one for _name, one in named[SHOWN:])
    return dict(named[:SHOWN]) | {t("Others: {count}", count=len(named) - SHOWN): rest}


def whole(values: Mapping[str, Value | None], known: Counted) -> Counted:
    """As the KPIs have it; what has records, where they have no value."""
    answer, clock = values["complaints_answer_hours"], values["complaints_clock_share"]
    reopened, confirmed = values["complaints_reopened_share"], values["complaints_confirmed_share"]
    received, overdue = values["complaints_received"], values["complaints_overdue"]
    still = values["complaints_open"]
    told = (received, reopened, confirmed, answer, clock, overdue, still)
    if any(one is None for one in told):
        return known
    above = [round(one.numerator) for one in told if one is not None]
    below = [round(one.denominator or 0.0) for one in told if one is not None]
    return Counted(
        received=above[0], reopened=above[1], confirmed=above[2], judged=below[2], minutes=above[3],
        answered=below[3], in_time=above[4], decided=below[4], overdue=above[5], open=above[6],
    )  # fmt: skip


def category(one: Group) -> str:
    """As its source calls it."""
    return one.category_name or one.category


def _within(t: Translator, clocks: Clocks, one: Group) -> str:
    """3 giờ; 3 ngày làm việc. A tier that no clock has any more: its name."""
    for tier in clocks.clocks[one.clock].tiers:
        if tier.name == one.tier:
            return t(WITHIN[tier.within.unit], number=f"{tier.within.number:g}")
    return one.tier or t("Unknown")


def _table(wanted: Wanted, key: str, title: str, first: str, lines: Mapping[str, Counted], by: str) -> Table:
    """A line a group below all of them together."""
    rows = tuple(
        (Cell(value=name), *(_cell(wanted, one, value, by if place else "") for one, value in _values(told)))
        for place, (name, told) in enumerate(lines.items())
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
