"""Annex: how far the figures reach, feed by feed: silence is never shown as health."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select

from dashboard.board.feeds import FeedRow
from dashboard.civil import day_end, day_start
from dashboard.db import reading
from dashboard.feeds import FeedState
from dashboard.i18n import Translator
from dashboard.kpis import KPIS
from dashboard.models import rejected
from dashboard.outages import Missing
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Heard, block, gaps, heard, runs, until
from dashboard.reports.commentary.heard import WORTH
from dashboard.reports.document import Block, Cell, Column, Section, Table
from dashboard.reports.numbers import number
from dashboard.reports.spans import named
from dashboard.targets.state import MOST_MISSING
from dashboard.views import Asked

STATE: Mapping[FeedState, str] = {
    FeedState.LIVE: "Live",
    FeedState.LATE: "Late",
    FeedState.SILENT: "Silent",
}
# What is counted of each kind of feed in a period: a KPI, and where in it the number stands.
COUNTED = {
    "dossiers": ("online_received_share", "denominator"),
    "complaints": ("complaints_received", "numerator"),
    "cameras": ("camera_events", "numerator"),
    "fire": ("fire_alarms", "numerator"),
}
_HOUR = timedelta(hours=1)


def build(wanted: Wanted) -> Section:
    """Always of all feeds: what a unit's figures come from is what the city's do."""
    t = wanted.t
    found = heard(wanted)
    turned_away = _rejected(wanted)
    lost = {feed.id: found.missing([feed.id], wanted.span) for feed in found.feeds}
    counted = _counted(wanted)
    rows = [
        _row(wanted, feed, lost[feed.id], counted, turned_away, found.is_loaded(feed.kind, wanted.span))
        for feed in found.feeds
    ]
    return Section(
        key="coverage",
        title=t("How complete the data are"),
        commentary=tuple(_said(wanted, found, lost, turned_away)),
        parts=(
            Table(
                key="coverage",
                title=t("Feeds behind this report"),
                columns=_columns(t),
                rows=tuple(rows),
                note=t("Silence is told from a feed's last word on; what was before its first is unknown."),
                is_wide=True,
            ),
        ),
        is_annex=True,
    )


def _columns(t: Translator) -> tuple[Column, ...]:
    return (
        Column(key="feed", title=t("Feed"), kind="text", width=2.5),
        Column(key="until", title=t("Newest data"), kind="moment", width=1.7),
        Column(key="state", title=t("State"), kind="text", width=1.3),
        Column(key="silent", title=t("Hours silent"), decimals=1),
        Column(key="share", title=t("Of the period"), kind="share", decimals=1, unit="%"),
        Column(key="records", title=t("Records of the period")),
        Column(key="rejected", title=t("Rejected")),
        Column(key="waiting", title=t("Of these not mended")),
        Column(key="means", title=t("What it means"), kind="text", width=4),
    )


def _row(
    wanted: Wanted,
    feed: FeedRow,
    lost: Missing,
    counted: Mapping[str, float],
    turned_away: Mapping[int, tuple[int, int]],
    is_loaded: bool,
) -> tuple[Cell, ...]:
    t, newest = wanted.t, until(feed)
    every, waiting = turned_away.get(feed.id, (0, 0))
    return (
        Cell(value=feed.title or feed.name, href="/feeds"),
        Cell(value=None if newest is None else newest.isoformat().replace("+00:00", "Z")),
        Cell(value=t(STATE[feed.state])),
        Cell(value=None if is_loaded else round(lost.longest / _HOUR, 1)),
        Cell(value=None if is_loaded else round(100 * lost.share, 1)),
        Cell(value=counted.get(feed.kind)),
        Cell(value=every, href=f"/feeds?feed={feed.name}" if every else ""),
        Cell(value=waiting),
        Cell(value=_means(t, feed, lost, counted, is_loaded)),
    )


def _means(t: Translator, feed: FeedRow, lost: Missing, counted: Mapping[str, float], is_loaded: bool) -> str:
    """For how many KPIs, and which of the board's among them."""
    behind = [kpi for kpi in KPIS if feed.kind in kpi.behind]
    names = ", ".join(t(kpi.name) for kpi in behind if kpi.on_board)
    count = number(len(behind), 0, t.language)
    kpis = t("{count} KPIs ({names})", count=count, names=names) if names else t("{count} KPIs", count=count)
    if is_loaded:
        return t("loaded ready-made and not counted from the feed; {kpis}", kpis=kpis)
    if feed.filling:
        return t("loading for the first time, not whole: {kpis}", kpis=kpis)
    if lost.share > MOST_MISSING:
        return t("too much is missing to judge {kpis}", kpis=kpis)
    if counted.get(feed.kind) == 0:
        return t("nothing was told in the period for {kpis}", kpis=kpis)
    if lost.longest >= WORTH:
        return t("{kpis} may be incomplete", kpis=kpis)
    return t("no silence of half an hour or more; {kpis}", kpis=kpis)


def _rejected(wanted: Wanted) -> dict[int, tuple[int, int]]:
    """Messages of the period that could not be read, by feed id: how many, and how many of them still not."""
    start, end = day_start(wanted.span.first, wanted.zone), day_end(wanted.span.last, wanted.zone)
    statement = (
        select(rejected.c.feed_id, func.count(), func.count() - func.count(rejected.c.replayed_at))
        .where(rejected.c.received_at >= start, rejected.c.received_at < end)
        .group_by(rejected.c.feed_id)
    )
    with reading(wanted.store) as connection:
        return {feed_id: (every, waiting) for feed_id, every, waiting in connection.execute(statement)}


def _counted(wanted: Wanted) -> dict[str, float]:
    """What was counted of each kind in the period, in the whole city."""
    asked = Asked(period=wanted.span.text, on=wanted.of().on)
    keys = [kpi for kpi, _part in COUNTED.values()]
    told = wanted.reader.over(asked, wanted.now, keys, [wanted.span])
    return {kind: float(getattr(told[kpi][-1], part) or 0.0) for kind, (kpi, part) in COUNTED.items()}


def _said(
    wanted: Wanted,
    found: Heard,
    lost: Mapping[int, Missing],
    turned_away: Mapping[int, tuple[int, int]],
) -> list[Block]:
    t = wanted.t
    said = gaps(wanted, found, {feed.kind for feed in found.feeds})
    is_heard = all(not found.is_loaded(one.kind, wanted.span) and not one.filling for one in found.feeds)
    if found.feeds and is_heard and all(one.longest < WORTH for one in lost.values()):
        text = t("No feed was silent for half an hour or more in {period}")
        said.append(block("heard", runs(text, period=named(t, wanted.span))))
    every = sum(count for count, _waiting in turned_away.values())
    if every:
        waiting = sum(waiting for _count, waiting in turned_away.values())
        text = t("{count} messages of {period} could not be read; {waiting} of them still not")
        told = [number(value, 0, t.language) for value in (every, waiting)]
        said.append(
            block("rejected", runs(text, count=told[0], period=named(t, wanted.span), waiting=told[1]))
        )
    return said
