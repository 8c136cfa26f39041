"""What happens because time passes: the daily figures that are no counts, and what is kept no longer."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, select

from dashboard import flood_minutes
from dashboard.board.present import due_soon, offered, present
from dashboard.civil import day_of
from dashboard.db import writing
from dashboard.figures import FIGURES
from dashboard.models import daily_figure, feed_minute, unit
from dashboard.settings import Settings
from dashboard.tally import put, touch
from dashboard.units import CITY_ID

MINUTES_KEPT = timedelta(hours=48)
_SAMPLED = tuple(figure.key for figure in FIGURES if figure.is_sampled)


def tick(store: Engine, settings: Settings, now: datetime) -> None:
    """Sample the present into today's figures, forget old minute counts. Call it each minute, under a lease.

    "Cameras online" is no count of records: the day keeps the last sample of the devices' state,
    and of what is due soon. Minutes over a level go on as long as the water stands.
    """
    flood_minutes.update(store, settings, now)
    with writing(store) as connection:
        _sample(connection, settings, now)
        connection.execute(delete(feed_minute).where(feed_minute.c.minute < now - MINUTES_KEPT))


def _sample(connection: Connection, settings: Settings, now: datetime) -> None:
    today = day_of(now, settings.zone)
    unit_ids = connection.execute(select(unit.c.id).order_by(unit.c.id)).scalars().all()
    columns = {unit_id: column for column, unit_id in enumerate(unit_ids)}
    here = present(connection, columns, now) | due_soon(connection, columns, now, settings.calendar)
    here |= offered(connection, columns)
    held = {
        (row.figure, row.unit_id): row.value
        for row in connection.execute(
            select(daily_figure).where(
                daily_figure.c.day == today,
                daily_figure.c.figure.in_(_SAMPLED),
                daily_figure.c.loaded.is_(False),
            )
        )
    }
    changed = {
        (today, figure, unit_id): float(value)
        for figure in _SAMPLED
        for unit_id, value in zip(unit_ids, here[figure], strict=True)
        # A day on which all is 0 is told too, by the city's own row: else an earlier day would be its last.
        if held.get((figure, unit_id), None if unit_id == CITY_ID else 0.0) != value
    }
    if changed:
        put(connection, changed)
        touch(connection, {(day, figure) for day, figure, _unit in changed})
