"""What is counted by the day: unlicensed buildings as told, backlogs at each day's end, silences of feeds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from dashboard.civil import day_end, day_of
from dashboard.models import daily_figure, dossier, feed, feed_outage, told_figure, unit
from dashboard.rules import backlog, buildings, mute
from dashboard.rules.book import Rules
from dashboard.rules.past.span import Found, Span

_MOVES = {"dossiers_overdue_entered": 1, "dossiers_overdue_left": -1}


def buildings_told(connection: Connection, rules: Rules, span: Span) -> Iterator[Found]:
    """Tellings of the rule's figure, when they came."""
    rule = rules["building"]
    T = told_figure.c  # noqa: N806  as short as in the statements
    statement = (
        select(told_figure, unit.c.name)
        .join(unit, unit.c.id == T.unit_id)
        .where(T.figure == rule.figure, T.received_at > span.since, T.received_at <= span.now)
    )
    for row in connection.execute(statement.order_by(T.received_at, T.id)):
        at = min(row.observed_at or row.received_at, row.received_at)
        trigger = buildings.found(
            rules,
            figure=row.figure,
            told_id=row.id,
            unit_id=row.unit_id,
            unit_name=row.name,
            day=row.day,
            grain=row.grain,
            value=row.value,
            at=at,
            now=row.received_at,
            zone=span.zone,
        )
        if trigger is not None:
            yield Found(row.received_at, trigger)


def backlogs(connection: Connection, rules: Rules, span: Span) -> Iterator[Found]:
    """Overdue dossiers of each unit at the end of each day, reckoned back from what is overdue now."""
    rule = rules["backlog"]
    if not rule.on:
        return
    columns = (unit.c[name] for name in backlog.Place._fields)
    units = {row.id: backlog.Place(*row) for row in connection.execute(select(*columns))}
    is_open: set[str] = set()
    for day, overdue in _overdue(connection, span):
        at = min(day_end(day, span.zone), span.now)
        for trigger in backlog.found(rule, overdue, units, is_open, at):
            is_open ^= {trigger.dedup_key}
            yield Found(at, trigger)


def _overdue(connection: Connection, span: Span) -> Iterable[tuple[date, dict[int, int]]]:
    """(day, overdue by unit) from the first day to today."""
    D, F = dossier.c, daily_figure.c  # noqa: N806  as short as in the statements
    counts = select(D.unit_id, func.count().label("number")).where(
        D.ended_at.is_(None), D.overdue_at < span.now
    )
    held = {row.unit_id: row.number for row in connection.execute(counts.group_by(D.unit_id))}
    today = day_of(span.now, span.zone)
    moves: dict[date, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    statement = select(F.day, F.unit_id, F.figure, F.value).where(
        F.figure.in_(_MOVES), F.day > day_of(span.since, span.zone), F.day <= today, F.loaded.is_(False)
    )
    for row in connection.execute(statement):
        moves[row.day][row.unit_id] += _MOVES[row.figure] * int(row.value)
    days = [(today, held)]
    while days[-1][0] > day_of(span.since, span.zone):
        day, after = days[-1]
        gone = moves.get(day, {})
        before = {one: after.get(one, 0) - gone.get(one, 0) for one in after.keys() | gone.keys()}
        days.append((day - timedelta(days=1), before))
    return days[::-1]


def silences(connection: Connection, rules: Rules, span: Span) -> Iterator[Found]:
    """Feeds with devices that were silent altogether; the silence of one device is kept nowhere."""
    rule = rules["mute"]
    if not rule.on:
        return
    O = feed_outage.c  # noqa: E741, N806  as short as in the statements
    statement = (
        select(feed_outage, feed.c.name, feed.c.title, feed.c.silent_after)
        .join(feed, feed.c.id == O.feed_id)
        .where(feed.c.kind.in_(("cameras", "fire", "flood")), O.ended_at > span.since)
    )
    for row in connection.execute(statement):
        at = row.began_at + max(timedelta(seconds=row.silent_after), rule.at_least)
        if span.since < at <= row.ended_at:
            trigger = mute.whole(rule, row.name, row.title, row.feed_id, at)
            yield Found(at, trigger)
            yield Found(row.ended_at, mute.speaks(trigger, row.ended_at))
