"""Incidents: how many came and went by kind and severity, and how long they took against their clocks."""

from collections.abc import Sequence

from sqlalchemy import Connection

from dashboard.civil import day_end, day_of, day_start
from dashboard.db import reading
from dashboard.periods import Span, before, year_before
from dashboard.reports import links
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Figure, Reading, Told, block, moved, runs
from dashboard.reports.document import Block, Section
from dashboard.reports.numbers import number
from dashboard.reports.sections import incident_counts as counts
from dashboard.reports.sections import incident_tables as tables
from dashboard.reports.sections.incident_counts import STAGES, Numbers, Opened
from dashboard.reports.sections.reach import Reach, reach
from dashboard.reports.spans import named


def build(wanted: Wanted) -> Section:
    """Numbers beside the month before and the year before, by kind, and times."""
    t, within = wanted.t, reach(wanted)
    spans = (wanted.span, before(wanted.span), year_before(wanted.span))
    with reading(wanted.store) as connection:
        opened = counts.opened(connection, within, wanted.settings.incident_rules)
        told = [_of_span(connection, wanted, within, span) for span in spans]
        silent, merged = counts.silent(connection, within), counts.merged(connection, within)
    parts = [tables.by_period(wanted, spans, told)]
    if told[0] is not None:
        parts.append(tables.by_kind(wanted, opened, told[0], silent, merged))
        parts += tables.times(wanted, opened, tables.known_kinds(told[0])) if len(opened.kinds) else []
    return Section(
        key="incidents",
        title=t("Incidents and how they were dealt with"),
        commentary=tuple(_commentary(wanted, spans, told, opened)),
        parts=tuple(parts),
    )


def _of_span(connection: Connection, wanted: Wanted, within: Reach, span: Span) -> Numbers | None:
    """None before the first incident that is known of."""
    first = counts.first_opened(connection)
    if first is None or span.last < day_of(first, wanted.zone):
        return None
    start, end = day_start(span.first, wanted.zone), day_end(span.last, wanted.zone)
    return counts.numbers(connection, within, start, end)


def _commentary(
    wanted: Wanted, spans: Sequence[Span], told: Sequence[Numbers | None], opened: Opened
) -> list[Block]:
    t, link = wanted.t, links.of_desk(wanted)
    readings = [
        Reading(
            value=None if one is None else tables.sum_of(one.opened),
            period=named(t, span),
            href="" if place else link,
        )
        for place, (span, one) in enumerate(zip(spans, told, strict=True))
    ]
    said = [moved(t, Figure(name=t("Incidents opened")), readings[0], readings[1:])]
    if told[0] is not None:
        still = Told(number(tables.sum_of(told[0].open), 0, t.language))
        text = t("Incidents open at the end of {period}: {count}")
        said.append(block("open", runs(text, period=named(t, wanted.span), count=still)))
    return said + (_past(wanted, opened) if len(opened.kinds) else [])


def _past(wanted: Wanted, opened: Opened) -> list[Block]:
    """How many were past each of their clocks, of those that have one."""
    t = wanted.t
    texts = {
        "acknowledge": t("Not taken in time: {count} of {all} incidents that have that clock ({share})"),
        "arrive": t("Nobody on the spot in time: {count} of {all} incidents that have that clock ({share})"),
        "resolve": t("Not dealt with in time: {count} of {all} incidents that have that clock ({share})"),
    }
    said = []
    for stage in STAGES:
        one = opened.times(stage, tables.everything(opened))
        if one.timed:
            share = number(100 * one.past / one.timed, 1, t.language, "%")
            past, timed = (number(value, 0, t.language) for value in (one.past, one.timed))
            said.append(block(f"past_{stage}", runs(texts[stage], count=past, all=timed, share=share)))
    return said
