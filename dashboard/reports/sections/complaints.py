"""Complaints: by category, channel, clock and unit, and day by day."""

from collections.abc import Mapping

from dashboard.db import reading
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Told, block, gaps, listed, runs
from dashboard.reports.document import Block, Part, Section
from dashboard.reports.numbers import number
from dashboard.reports.sections.calendar_heat import heat
from dashboard.reports.sections.compared import Compared, compared, href
from dashboard.reports.sections.complaint_counts import Counted, count, grouped
from dashboard.reports.sections.complaint_tables import MEASURES, PROMISE, breakdowns, category
from dashboard.reports.sections.measures import by_period, keys_of
from dashboard.reports.sections.reach import reach
from dashboard.reports.sections.unit_lines import by_unit, unit_sentences

KIND = ("complaints",)


def build(wanted: Wanted) -> Section:
    """Tables of the period, the calendar of what was received, and what rose and fell."""
    t = wanted.t
    measures = (*MEASURES[:3], PROMISE, *MEASURES[3:])
    found, within = compared(wanted, keys_of(measures)), reach(wanted)
    with reading(wanted.store) as connection:
        counted = count(connection, within, wanted.settings.complaint_clocks)
    parts: list[Part] = [
        by_period(found, "complaints", t("Complaints and their answers"), measures),
        *breakdowns(found, counted),
    ]
    if units := by_unit(found, "complaints_by_unit", t("Complaints by unit"), MEASURES):
        parts.append(units)
    calendar = t("Complaints received, day by day")
    parts.append(
        heat(wanted, within, found.heard, "complaints_received", KIND, key="complaints_days", title=calendar)
    )
    return Section(
        key="complaints",
        title=t("Citizens' complaints"),
        commentary=tuple(_commentary(wanted, found, grouped(counted, category))),
        parts=tuple(parts),
    )


def _commentary(wanted: Wanted, found: Compared, categories: Mapping[str, Counted]) -> list[Block]:
    keys = ("complaints_received", "complaints_clock_share", "complaints_48h_share", "complaints_overdue")
    said = [*gaps(wanted, found.heard, KIND), *(found.moved(key) for key in keys)]
    # Of figures that were loaded ready-made nobody knows the categories.
    is_whole = found.now("complaints_received") == sum(one.received for one in categories.values())
    return (
        said
        + (_most(wanted, categories) if is_whole else [])
        + unit_sentences(wanted, "complaints_clock_share")
    )


def _most(wanted: Wanted, categories: Mapping[str, Counted]) -> list[Block]:
    """Of what people complained most, where there is more than one thing."""
    t = wanted.t
    received = sum(one.received for one in categories.values())
    if len(categories) < 2 or not received:
        return []
    link = href(wanted, "complaints_received", wanted.span, by="item")
    named = [
        runs(
            t("{name} {count} ({share})"),
            name=name,
            count=Told(number(one.received, 0, t.language), link),
            share=number(100 * one.received / received, 1, t.language, "%"),
        )
        for name, one in list(categories.items())[:3]
        if one.received
    ]
    return [block("most", runs(t("Most complaints were about: {categories}"), categories=listed(named)))]
