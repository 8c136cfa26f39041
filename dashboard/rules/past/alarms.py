"""Fire alarms and public alerts of past days: each as it stands, from its beginning to its end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from dashboard.models import alarm, feed
from dashboard.rules import alarms as rules_of
from dashboard.rules.book import Rules
from dashboard.rules.past.span import Found, Span

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Before:
    """The row as it was before its end was told."""

    def __init__(self, row: Any) -> None:
        self._row = row

    ended_at = None
    false_alarm = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def found(connection: Connection, rules: Rules, span: Span) -> Iterator[Found]:
    """Its opening at its own time; its end when the source told it, or when it ran out."""
    statement = (
        select(alarm, feed.c.name.label("feed"))
        .join(feed, feed.c.id == alarm.c.feed_id)
        .where(alarm.c.observed_at > span.since, alarm.c.observed_at <= span.now)
    )
    rows = connection.execute(statement).all()
    taken_up: dict[tuple[str, datetime], list[str]] = {}
    for row in rows:
        if row.kind == rules_of.ALERT and row.ended_at is not None:
            taken_up.setdefault((row.feed, row.ended_at), []).append(row.external_id)
    for row in rows:
        told_at = _EPOCH + timedelta(milliseconds=row.version >> 4)
        replaces = tuple(one for one in taken_up.get((row.feed, told_at), ()) if one != row.external_id)
        opened = rules_of.found(rules, row.feed, None, _Before(row), row.observed_at, replaces)
        if opened is None or opened.over:
            continue
        yield Found(row.observed_at, opened)
        if row.ended_at is not None or row.false_alarm:
            ended = rules_of.found(rules, row.feed, _Before(row), row, row.observed_at)
            if ended is not None:
                yield Found(ended.at, ended)
        elif row.kind == rules_of.ALERT and row.expires_at is not None and row.expires_at <= span.now:
            yield Found(row.expires_at, rules_of.expired(row.feed, row))
