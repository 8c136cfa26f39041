"""Complaints of past days, each beside those that had come before it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from dashboard.models import complaint
from dashboard.rules import complaints as rules_of
from dashboard.rules.book import Rules
from dashboard.rules.past.span import Found, Span

_NAMES = (
    *("id", "category_code", "category_name", "description", "requested_at", "closed_at", "open"),
    *("observed_at", "unit_id", "lat", "lon"),
)


def found(connection: Connection, rules: Rules, span: Span) -> Iterator[Found]:
    """A complaint's finding at the time of its request, and its end when it was closed."""
    C = complaint.c  # noqa: N806  as short as in the statements
    statement = select(*(C[name] for name in _NAMES)).where(
        C.requested_at > span.since, C.requested_at <= span.now
    )
    within = rules["complaints"].within
    before: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(statement.order_by(C.requested_at, C.id)):
        around = [one for one in before[row.category_code] if row.requested_at - one.requested_at <= within]
        before[row.category_code] = [*around, row]
        for trigger in rules_of.found(rules, row, around, row.requested_at):
            yield Found(row.requested_at, trigger)
        if row.closed_at is not None and row.closed_at > row.requested_at:
            yield Found(row.closed_at, rules_of.ended(rules, row))
