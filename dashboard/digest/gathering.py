"""A morning's digest out of the store: the same figures as the pages have them at this moment."""

from datetime import datetime, time, timedelta

from sqlalchemy import Engine

from dashboard.board.feeds import FeedRow, feed_rows
from dashboard.civil import day_of
from dashboard.db import reading
from dashboard.digest.body import Body, Silent
from dashboard.digest.night import night
from dashboard.digest.overdue import overdue
from dashboard.digest.promises import promises
from dashboard.feeds import FeedState
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader

EVENING = time(18)  # the night before begins then, in the city's own zone


def gather(store: Engine, reader: KpiReader, settings: Settings, now: datetime) -> Body:
    """`now` is aware. The night began at 18:00 of the day before."""
    day = day_of(now, settings.zone)
    since = datetime.combine(day - timedelta(days=1), EVENING, settings.zone)
    rows = reader.table(Asked(), now)
    late = overdue(reader, now)
    with reading(store) as connection:
        feeds = feed_rows(connection, now, {})
        happened = night(connection, since, now)
    return Body(
        day=day,
        made_at=now,
        promises=promises(rows),
        overdue=late,
        dossiers_silent=any(_is_silent(one) for one in feeds if one.kind == "dossiers"),
        night=happened,
        silent=tuple(
            Silent(name=one.name, title=one.title, spoke_at=one.spoke_at) for one in feeds if _is_silent(one)
        ),
    )


def _is_silent(one: FeedRow) -> bool:
    return one.state is FeedState.SILENT
