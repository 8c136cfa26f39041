"""Which feeds were heard in which period, and what a report says where they were not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import Connection, select

from dashboard.board.feeds import FeedRow, feed_rows
from dashboard.civil import day_end, day_start
from dashboard.db import reading
from dashboard.i18n import Translator
from dashboard.kpis import KPIS
from dashboard.models import figure_history
from dashboard.outages import Missing, Silences, silences
from dashboard.periods import Span
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary.moves import Reading, hours
from dashboard.reports.commentary.sentences import block, runs
from dashboard.reports.document import Block
from dashboard.reports.numbers import moment
from dashboard.reports.spans import is_over, named
from dashboard.targets.state import MOST_MISSING
from dashboard.units import Unit
from dashboard.views import Value

WORTH = timedelta(minutes=30)  # a shorter silence is not spoken of in the text; the annex has them all
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The feeds in use with their silences since `since`. Ids of feeds throughout.

    `loaded`: by kind of feed the last day of which figures came ready-made (a city's history).
    """

    feeds: tuple[FeedRow, ...]
    silences: Silences
    since: date
    zone: tzinfo
    loaded: Mapping[str, date] = field(default_factory=dict)

    def is_loaded(self, kind: str, span: Span) -> bool:
        """Came a kind's figures of the whole span ready-made, so that no feed had to speak?"""
        until = self.loaded.get(kind)
        return until is not None and span.last <= until

    def is_filling(self, feed_ids: Collection[int], span: Span) -> bool:
        """Does a feed behind it load for the first time? Then a span may have come in only in part."""
        return any(
            one.filling and one.id in feed_ids and not self.is_loaded(one.kind, span) for one in self.feeds
        )

    def ids(self, kinds: Collection[str]) -> list[int]:
        """The feeds of some kinds."""
        return [feed.id for feed in self.feeds if feed.kind in kinds]

    def missing(self, feed_ids: Collection[int], span: Span) -> Missing:
        """Of a figure that all of these stand behind. Raises ValueError for a span from before `since`."""
        if span.first < self.since:
            raise ValueError(f"silences are known from {self.since} on, not from {span.first}")
        start, end = day_start(span.first, self.zone), day_end(span.last, self.zone)
        ready_made = {one.id for one in self.feeds if self.is_loaded(one.kind, span)}
        return self.silences.missing([one for one in feed_ids if one not in ready_made], start, end)

    def is_sound(self, feed_ids: Collection[int], span: Span) -> bool:
        """Is so little of the span missing that its values can be judged and compared?"""
        return self.missing(feed_ids, span).share <= MOST_MISSING and not self.is_filling(feed_ids, span)

    def reading(
        self,
        t: Translator,
        value: Value | float | None,
        span: Span,
        feed_ids: Collection[int],
        href: str = "",
        unit: Unit | None = None,
    ) -> Reading:
        """A figure of a span with what is missing of it. `unit`: whose; None: the city's."""
        lost = self.missing(feed_ids, span)
        told = value.value if isinstance(value, Value) else value
        return Reading(
            value=told,
            period=named(t, span),
            href=href,
            silent=lost.longest / _HOUR,
            is_sound=lost.share <= MOST_MISSING,
            is_carried=is_carried(unit, span),
            is_filling=self.is_filling(feed_ids, span),
            size=value.denominator if isinstance(value, Value) else None,
        )


def is_carried(unit: Unit | None, span: Span) -> bool:
    """Did the unit not exist when the span began? Then its figures are shared out by area."""
    return unit is not None and unit.valid_from is not None and span.first < unit.valid_from


def heard(wanted: Wanted, since: date | None = None) -> Heard:
    """`since`: the first day of the earliest period that is told of; none: the report's own."""
    since = wanted.span.first if since is None else min(since, wanted.span.first)
    with reading(wanted.store) as connection:
        return Heard(
            feeds=tuple(feed_rows(connection, wanted.now, {})),
            silences=silences(connection, day_start(since, wanted.zone), wanted.now),
            since=since,
            zone=wanted.zone,
            loaded=_loaded(connection),
        )


def _loaded(connection: Connection) -> dict[str, date]:
    """By kind of feed the last day of which figures came ready-made."""
    until = {row.figure: row.until for row in connection.execute(select(figure_history))}
    told = [
        (kpi.behind[0], until[key])
        for kpi in KPIS
        for key in kpi.formula.figures()
        if len(kpi.behind) == 1 and key in until
    ]
    return {kind: max(day for one, day in told if one == kind) for kind in {one for one, _day in told}}


def gaps(wanted: Wanted, found: Heard, kinds: Collection[str]) -> list[Block]:
    """What must be known of the figures of some kinds of feed: not over yet, no feed, or a silent one."""
    t, span = wanted.t, wanted.span
    said: list[Block] = []
    feeds = [feed for feed in found.feeds if feed.kind in kinds]
    ready = [feed for feed in feeds if found.is_loaded(feed.kind, span)]
    filling = [feed for feed in feeds if found.is_filling([feed.id], span)]
    if not is_over(span, wanted.now, wanted.zone):
        until = moment(wanted.now, wanted.zone)
        said.append(block("running", runs(t("{period} is not over; figures up to {moment}"),
                                          period=named(t, span), moment=until)))  # fmt: skip
    if not feeds:
        said.append(block("nofeed", runs(t("No feed tells these figures"))))
    if ready:
        text = t("Figures of {period} were loaded ready-made and not counted from the feeds: {feeds}")
        said.append(block("loaded", runs(text, period=named(t, span), feeds=_names(ready))))
    if filling:
        text = t("Loading for the first time, so that figures are not whole: {feeds}")
        said.append(block("loading", runs(text, feeds=_names(filling))))
    return said + [_silent(t, feed, span, lost) for feed, lost in _lost(found, feeds, span) if lost >= WORTH]


def _names(feeds: Sequence[FeedRow]) -> str:
    return ", ".join(feed.title or feed.name for feed in feeds)


def _lost(found: Heard, feeds: Sequence[FeedRow], span: Span) -> list[tuple[FeedRow, timedelta]]:
    return [(feed, found.missing([feed.id], span).longest) for feed in feeds]


def _silent(t: Translator, feed: FeedRow, span: Span, lost: timedelta) -> Block:
    text = t(
        "The feed {feed} was silent for {hours} in {period}; what it should have told then may be missing"
    )
    said = runs(text, feed=feed.title or feed.name, hours=hours(t, lost / _HOUR), period=named(t, span))
    return block("silent", said)


def until(feed: FeedRow) -> datetime | None:
    """ "Số liệu đến": the newest data that a feed told, else when it last spoke."""
    return feed.data_at or feed.spoke_at
