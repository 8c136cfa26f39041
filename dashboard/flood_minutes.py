"""Minutes over the alarm levels and the rain of gauges' days, worked out from their readings a little later.

A reading holds until its gauge's next one, or until the gauge turns mute; each day has what holds within it,
up to now. It goes by the alarm levels themselves: the board's hysteresis is for the bell, not for the clock.
What a reading of the evening holds past midnight counts for the new day, once the gauge has said anything on
it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, or_, select, text, tuple_
from sqlalchemy import update as sql_update

from dashboard.civil import day_end, day_start
from dashboard.columns import UtcDateTime
from dashboard.db import lock_feeds, reading, writing
from dashboard.figures.gauges import minute_figures
from dashboard.ingest.devices import stale_at
from dashboard.ingest.gauge_days import LEVELS, RAIN, GaugeDay
from dashboard.models import device, gauge_day, observation
from dashboard.settings import Settings
from dashboard.tally import Tally

CHUNK = 50  # gauges' days a transaction: messages that come in meanwhile wait for no more than these
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)

_told = (
    select(
        observation.c.observed_at,
        observation.c.value,
        func.lead(observation.c.observed_at, type_=UtcDateTime())
        .over(order_by=(observation.c.observed_at, observation.c.external_id))
        .label("next_at"),
    )
    .where(
        observation.c.device_id == bindparam("gauge"),
        observation.c.quantity.in_(LEVELS),
        observation.c.observed_at >= bindparam("begin"),
        observation.c.observed_at < bindparam("end"),
    )
    .subquery()
)
# Only what stands over level I leaves the store: of a day's 1,440 readings mostly none.
_OVER = select(_told).where(_told.c.value >= bindparam("lowest")).order_by(_told.c.observed_at)
_FALLEN = select(func.sum(observation.c.value)).where(
    observation.c.device_id == bindparam("gauge"),
    observation.c.quantity == RAIN,
    observation.c.observed_at >= bindparam("begin"),
    observation.c.observed_at < bindparam("end"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A gauge's day: whole minutes over level I, II and III, millimetres of rain; `open`: it goes on."""

    minutes: tuple[int, int, int]
    total: float
    open: bool


def update(store: Engine, settings: Settings, now: datetime) -> int:
    """Work out the days that are marked and move their figures. Returns how many changed.

    Call it each minute, under a lease. A day over whose level the water still stands stays marked.
    """
    changed = 0
    for feed_id, keys in _marked(store):
        with writing(store) as connection:
            lock_feeds(connection, [feed_id])
            changed += _work_out(connection, keys, settings.zone, now)
    return changed


def mark(connection: Connection, first: date = date.min, last: date = date.max) -> None:
    """Have all days between two be worked out again, where there is anything to work out."""
    any_told = or_(gauge_day.c.level > 0, gauge_day.c.minutes_1 > 0, gauge_day.c.total > 0)
    within = gauge_day.c.day.between(first, last)
    asked = or_(any_told, gauge_day.c.quantity == RAIN)
    connection.execute(sql_update(gauge_day).where(within, asked).values(stale=True))


def _marked(store: Engine) -> Iterator[tuple[int, Sequence[GaugeDay]]]:
    """The marked days in the order of their feeds, in pieces of one feed each."""
    statement = (
        select(device.c.feed_id, gauge_day.c.device_id, gauge_day.c.day)
        .join(device, device.c.id == gauge_day.c.device_id)
        .where(text("gauge_day.stale"))  # as the partial index has it
        .order_by(device.c.feed_id, gauge_day.c.device_id, gauge_day.c.day)
    )
    with reading(store) as connection:
        rows = connection.execute(statement).all()
    for feed_id in sorted({row.feed_id for row in rows}):
        keys = [(row.device_id, row.day) for row in rows if row.feed_id == feed_id]
        for start in range(0, len(keys), CHUNK):
            yield feed_id, keys[start : start + CHUNK]


def _work_out(connection: Connection, keys: Iterable[GaugeDay], zone: tzinfo, now: datetime) -> int:
    """What a day holds past its midnight is the next one's: that one is worked out with it."""
    wanted = sorted({key for gauge_id, day in keys for key in ((gauge_id, day), (gauge_id, day + _DAY))})
    rows = connection.execute(
        select(gauge_day, device.c.period, device.c.alarm_levels)
        .join(device, device.c.id == gauge_day.c.device_id)
        .where(tuple_(gauge_day.c.device_id, gauge_day.c.day).in_(wanted))
    ).all()
    tally, changes = Tally(), []
    for row in rows:
        found = measure(connection, row, zone, now)
        if _held(row) == found:
            continue
        if _held(row).minutes != found.minutes:
            tally.add(minute_figures(row.day, _held(row).minutes), row.unit_id, -1)
            tally.add(minute_figures(row.day, found.minutes), row.unit_id)
        if row.total != found.total:
            tally.peaks.add((row.day, "rain_day", row.unit_id))
        changes.append(_change(row, found))
    if changes:
        connection.execute(_CHANGE, changes)
        tally.write(connection)
    return len(changes)


def _held(row: Any) -> Measured:
    return Measured((row.minutes_1, row.minutes_2, row.minutes_3), row.total, row.stale)


_CHANGE = (
    sql_update(gauge_day)
    .where(gauge_day.c.device_id == bindparam("gauge"), gauge_day.c.day == bindparam("on_day"))
    .values(
        {name: bindparam(f"new_{name}") for name in ("minutes_1", "minutes_2", "minutes_3", "total", "stale")}
    )
)


def _change(row: Any, found: Measured) -> dict[str, Any]:
    minutes = {f"new_minutes_{level}": amount for level, amount in enumerate(found.minutes, 1)}
    return {
        "gauge": row.device_id,
        "on_day": row.day,
        **minutes,
        "new_total": found.total,
        "new_stale": found.open,
    }


def measure(connection: Connection, row: Any, zone: tzinfo, now: datetime) -> Measured:
    """What the readings make of a row of gauge_day with its gauge's `period` and `alarm_levels`."""
    begin, end = day_start(row.day, zone), day_end(row.day, zone)
    fallen = connection.execute(_FALLEN, {"gauge": row.device_id, "begin": begin, "end": end}).scalar_one()
    spent, is_open = [timedelta()] * 3, False
    for reached, since, until in _over(connection, row, begin, end):
        is_open = is_open or until > now
        held = max(timedelta(), min(until, now) - since)
        spent = [whole + held if level < reached else whole for level, whole in enumerate(spent)]
    first, second, third = ((one + _MINUTE / 2) // _MINUTE for one in spent)
    return Measured((first, second, third), round(float(fallen or 0.0), 3), is_open)


def _over(
    connection: Connection, row: Any, begin: datetime, end: datetime
) -> Iterator[tuple[int, datetime, datetime]]:
    """(level, since, until) of each reading over level I, as far as it holds within the day."""
    if not row.alarm_levels:
        return
    reach = stale_at(begin, row.period) - begin
    asked = {
        "gauge": row.device_id,
        "begin": begin - reach,  # none before holds into the day
        "end": end,
        "lowest": min(row.alarm_levels),
    }
    for one in connection.execute(_OVER, asked):
        since = max(one.observed_at, begin)
        until = min(one.next_at or end, one.observed_at + reach, end)
        if until > since:
            yield sum(one.value >= mark for mark in row.alarm_levels), since, until
