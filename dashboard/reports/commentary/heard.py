"""Which feeds were heard in which period, and what a report says where they were not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from dashboard.board.feeds import FeedRow, feed_rows
from dashboard.civil import day_end, day_start
from dashboard.db import reading
from dashboard.i18n import Translator
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
    """The feeds in use with their silences since `since`. Ids of feeds throughout."""

    feeds: tuple[FeedRow, ...]
    silences: Silences
    since: date
    zone: tzinfo

    def ids(self, kinds: Collection[str]) -> list[int]:
        """The feeds of some kinds."""
        return [feed.id for feed in self.feeds if feed.kind in kinds]

    def missing(self, feed_ids: Collection[int], span: Span) -> Missing:
        """Of a figure that all of these stand behind. Raises ValueError for a span from before `since`."""
        if span.first < self.since:
            raise ValueError(f"silences are known from {self.since} on, not from {span.first}")
        start, end = day_start(span.first, self.zone), day_end(span.last, self.zone)
        return self.silences.missing(feed_ids, start, end)

    def is_sound(self, feed_ids: Collection[int], span: Span) -> bool:
        """Is so little of the span missing that its values can be judged and compared?"""
        return self.missing(feed_ids, span).share <= MOST_MISSING

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
        )


def gaps(wanted: Wanted, found: Heard, kinds: Collection[str]) -> list[Block]:
    """What must be known of the figures of some kinds of feed: not over yet, no feed, or a silent one."""
    t, span = wanted.t, wanted.span
    said: list[Block] = []
    if not is_over(span, wanted.now, wanted.zone):
        until = moment(wanted.now, wanted.zone)
        said.append(block("running", runs(t("{period} is not over; figures up to {moment}"),
                                          period=named(t, span), moment=until)))  # fmt: skip
    feeds = [feed for feed in found.feeds if feed.kind in kinds]
    if not feeds:
        said.append(block("nofeed", runs(t("No feed tells these figures"))))
    return said + [_silent(t, feed, span, lost) for feed, lost in _lost(found, feeds, span) if lost >= WORTH]


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
