"""Levels of past days: read again on the days on which a gauge's peak reached one, and on the day after."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from dashboard.civil import day_end, day_of, day_start
from dashboard.models import device, feed, gauge_day, observation
from dashboard.rules.book import Rules
from dashboard.rules.floods import Change, climbed, trigger
from dashboard.rules.levels import alarm_level
from dashboard.rules.past.span import Found, Span
from dashboard.rules.rule import Flood

_LEVELS = ("level", "tide")


def found(connection: Connection, rules: Rules, span: Span) -> Iterator[Found]:
    """What the rule finds in the readings of every gauge that stood over a level."""
    rule: Flood = rules["flood"]
    if not rule.on:
        return
    gauges = select(device, feed.c.name.label("feed")).join(feed, feed.c.id == device.c.feed_id)
    known = {row.id: row for row in connection.execute(gauges.where(device.c.kind == "gauge"))}
    for gauge_id, begin, end in _stretches(connection, span):
        gauge = known[gauge_id]
        changes = _changes(rule, gauge.alarm_levels, _readings(connection, gauge_id, begin, end))
        for one in climbed(rule, (), changes, span.now).found:
            when = one.at + (rule.over[one.level - 1] if one.level else timedelta(0))
            yield Found(when, trigger(rule, gauge.feed, gauge, one))


def _stretches(connection: Connection, span: Span) -> Iterator[tuple[int, datetime, datetime]]:
    """(gauge, from, to) of days one after another with a level, and a day more to see the water fall."""
    G = gauge_day.c  # noqa: N806  as short as in the statements
    first = day_of(span.since, span.zone)
    statement = select(G.device_id, G.day).where(G.day >= first, G.level > 0).order_by(G.device_id, G.day)
    for gauge_id, rows in groupby(connection.execute(statement), key=lambda row: row.device_id):
        days = [row.day for row in rows]
        begin = days[0]
        for day, following in zip(days, [*days[1:], None], strict=True):
            if following is None or (following - day).days > 1:
                last = day + timedelta(days=1)
                since = max(day_start(begin, span.zone), span.since)
                yield gauge_id, since, min(day_end(last, span.zone), span.now)
                if following is not None:
                    begin = following


def _readings(
    connection: Connection, gauge_id: int, begin: datetime, end: datetime
) -> Iterable[tuple[datetime, float]]:
    O = observation.c  # noqa: E741, N806  as short as in the statements
    statement = select(O.observed_at, O.value).where(
        O.device_id == gauge_id, O.quantity.in_(_LEVELS), O.observed_at >= begin, O.observed_at <= end
    )
    return ((row.observed_at, row.value) for row in connection.execute(statement.order_by(O.observed_at)))


def _changes(rule: Flood, levels: Any, readings: Iterable[tuple[datetime, float]]) -> Iterator[Change]:
    level = 0
    for at, value in readings:
        before, level = level, alarm_level(value, levels, level, rule.hysteresis)
        if level != before:
            yield Change(at, before, level, value)
