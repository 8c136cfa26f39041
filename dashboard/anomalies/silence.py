"""Which kinds of feed were silent on a day while the offices worked: what they did not tell was not low."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from dashboard.models import feed, feed_outage, feed_state
from dashboard.workdays import WorkCalendar

_TOO_LONG = timedelta(hours=1)  # of the offices' day


def silent_kinds(connection: Connection, day: date, calendar: WorkCalendar) -> set[str]:
    """Kinds of which an active feed said nothing for an hour or more between the offices' first and last
    hour. Nights are left out: an office's feed that is told of at night has nothing to say."""
    opens = datetime.combine(day, calendar.hours[0][0], calendar.zone)
    closes = datetime.combine(day, calendar.hours[-1][1], calendar.zone)
    since = (
        select(feed.c.id, feed.c.kind, feed_state.c.spoke_at)
        .outerjoin(feed_state, feed_state.c.feed_id == feed.c.id)
        .where(feed.c.active)
    )
    kinds, quiet = {}, {}
    for feed_id, kind, spoke_at in connection.execute(since):
        kinds[feed_id] = kind
        quiet[feed_id] = closes - max(opens, spoke_at or opens)
    outages = select(feed_outage).where(feed_outage.c.began_at < closes, feed_outage.c.ended_at > opens)
    for outage in connection.execute(outages):
        if outage.feed_id in kinds:
            span = min(outage.ended_at, closes) - max(outage.began_at, opens)
            quiet[outage.feed_id] = max(quiet[outage.feed_id], timedelta()) + span
    return {kinds[feed_id] for feed_id, span in quiet.items() if span >= _TOO_LONG}
