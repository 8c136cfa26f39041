"""When feeds were silent, and how much of a period is missing for it.

A silence begins with the feed's last word and ends with its next. Of the time before a feed's very first word
nothing is known. A polled feed that catches up has lost nothing of what is counted from records; its silence
is told all the same, and what is sampled is missing for good.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from dashboard.db import upsert
from dashboard.models import feed, feed_outage, feed_state

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Missing:
    """The longest that any one feed was silent within a period, and the part (0–1) of its elapsed time."""

    longest: timedelta
    share: float


@dataclass(frozen=True, slots=True)
class Silences:
    """The silences of feeds by their id, up to `now`."""

    spans: Mapping[int, Sequence[Span]]
    now: datetime

    def within(self, feed_id: int, start: datetime, end: datetime) -> timedelta:
        """How long a feed was silent in [start, end), as far as that has passed."""
        end = min(end, self.now)
        cut = (min(until, end) - max(since, start) for since, until in self.spans.get(feed_id, ()))
        return sum((one for one in cut if one > timedelta()), timedelta())

    def missing(self, feed_ids: Collection[int], start: datetime, end: datetime) -> Missing:
        """Of a figure that all of these feeds stand behind."""
        longest = max((self.within(one, start, end) for one in feed_ids), default=timedelta())
        elapsed = min(end, self.now) - start
        return Missing(longest, longest / elapsed if elapsed > timedelta() else 0.0)


def silences(connection: Connection, start: datetime, now: datetime) -> Silences:
    """Of every feed, those that reach beyond `start`, and the silence of now.

    A feed that never spoke was silent all the time.
    """
    spans: dict[int, list[Span]] = defaultdict(list)
    over = select(feed_outage).where(feed_outage.c.ended_at > start).order_by(feed_outage.c.began_at)
    for row in connection.execute(over):
        spans[row.feed_id].append((row.began_at, row.ended_at))
    spoken = select(feed.c.id, feed_state.c.spoke_at, feed_state.c.silent_at).select_from(
        feed.outerjoin(feed_state, feed_state.c.feed_id == feed.c.id)
    )
    for row in connection.execute(spoken):
        if row.silent_at is None or row.silent_at <= now:
            spans[row.id].append((row.spoke_at or min(start, now), now))
    return Silences(spans, now)


def missing(
    connection: Connection, feed_ids: Collection[int], start: datetime, end: datetime, now: datetime
) -> dict[int, timedelta]:
    """How long each feed was silent in [start, end), as far as that has passed, today's silence too."""
    known = silences(connection, start, now)
    return {feed_id: known.within(feed_id, start, end) for feed_id in feed_ids}


def missing_by_kind(
    connection: Connection, start: datetime, end: datetime, now: datetime
) -> dict[str, Missing]:
    """What is missing of [start, end) for each kind of feed: of the one silent longest."""
    known = silences(connection, start, now)
    feeds: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute(select(feed.c.id, feed.c.kind).where(feed.c.active)):
        feeds[row.kind].append(row.id)
    return {kind: known.missing(ids, start, end) for kind, ids in feeds.items()}


def worst(found: Mapping[str, Missing], kinds: Collection[str]) -> Missing:
    """Of a figure that feeds of these kinds stand behind."""
    of_kinds = [found[kind] for kind in kinds if kind in found]
    return max(of_kinds, key=lambda one: one.longest, default=Missing(timedelta(), 0.0))


def behind(connection: Connection, kinds: Collection[str]) -> list[int]:
    """The ids of the feeds in use of these kinds."""
    statement = select(feed.c.id).where(feed.c.active, feed.c.kind.in_(kinds)).order_by(feed.c.id)
    return list(connection.execute(statement).scalars())


def gaps(since: datetime, heard: Collection[datetime], longest: timedelta) -> list[Span]:
    """The silences longer than `longest` between a last word and those heard now, in any order."""
    later = sorted(moment for moment in heard if moment > since)
    return [
        (before, after)
        for before, after in zip([since, *later], later, strict=False)
        if after - before > longest
    ]


def keep(connection: Connection, feed_id: int, found: Collection[Span]) -> None:
    """Write silences down that are over."""
    if found:
        rows = [{"feed_id": feed_id, "began_at": began, "ended_at": ended} for began, ended in found]
        connection.execute(
            upsert(connection, feed_outage).on_conflict_do_nothing(index_elements=["feed_id", "began_at"]),
            rows,
        )
