"""Camera events of past days."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from dashboard.models import camera_event, device, feed
from dashboard.rules import cameras
from dashboard.rules.book import Rules
from dashboard.rules.past.span import Found, Span
from dashboard.rules.patterns import matches
from dashboard.rules.rule import Camera


def found(connection: Connection, rules: Rules, span: Span) -> Iterator[Found]:
    """Events of the kinds that the rule looks for: their beginning, and their end."""
    rule: Camera = rules["camera"]
    if not rule.on:
        return
    E = camera_event.c  # noqa: N806  as short as in the statements
    within = E.observed_at > span.since, E.observed_at <= span.now
    kinds = connection.execute(select(E.kind).where(*within).distinct()).scalars()
    wanted = [kind for kind in kinds if any(matches(seen.events, kind) for seen in rule.watch)]
    statement = (
        select(camera_event, device.c.name, device.c.external_id.label("camera"), device.c.lat, device.c.lon)
        .add_columns(feed.c.name.label("feed"))
        .join(device, device.c.id == E.device_id)
        .join(feed, feed.c.id == E.feed_id)
        .where(*within, E.kind.in_(wanted))
    )
    for row in connection.execute(statement):
        trigger = cameras.found(rules, row.feed, None, row, row, row.observed_at)
        if trigger is None:
            continue
        yield Found(row.observed_at, trigger)
        if row.ended_at is not None:
            yield Found(row.ended_at, cameras.ended(trigger, row.ended_at))
