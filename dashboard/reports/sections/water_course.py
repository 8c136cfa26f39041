"""The water at one gauge through one day, as a chart draws it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from dashboard.civil import day_end, day_start
from dashboard.ingest.devices import stale_at
from dashboard.models import device, observation
from dashboard.reports.asked import Wanted
from dashboard.reports.sections.flood_gauges import Extreme

STEP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Course:
    """A gauge's day in steps of ten minutes: the highest reading of each, None where nothing is known.

    `levels`: its alarm levels in metres.
    """

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    levels: tuple[float, ...]


def course(connection: Connection, wanted: Wanted, of: Extreme, quantity: str) -> Course:
    """A reading holds until the gauge's next one, or until the gauge turns mute: after that is a gap."""
    gauge = connection.execute(
        select(device.c.period, device.c.alarm_levels).where(device.c.id == of.device_id)
    ).one()
    begin, end = day_start(of.day, wanted.zone), day_end(of.day, wanted.zone)
    reach = stale_at(begin, gauge.period) - begin
    told = connection.execute(
        select(observation.c.observed_at, observation.c.value)
        .where(
            observation.c.device_id == of.device_id,
            observation.c.quantity == quantity,
            observation.c.observed_at >= begin - reach,
            observation.c.observed_at < min(end, wanted.now),
        )
        .order_by(observation.c.observed_at, observation.c.external_id)
    ).all()
    steps = [begin + STEP * number for number in range((end - begin) // STEP)]
    return Course(
        labels=tuple(f"{step.astimezone(wanted.zone):%H:%M}" for step in steps),
        values=tuple(_highest([(row.observed_at, row.value) for row in told], steps, reach)),
        levels=tuple(gauge.alarm_levels or ()),
    )


def _highest(
    told: Sequence[tuple[datetime, float]], steps: Sequence[datetime], reach: timedelta
) -> Iterator[float | None]:
    """Of each step: of the readings in it, and of the one before that still holds at its beginning."""
    place, last = 0, None
    for step in steps:
        here: list[float] = []
        while place < len(told) and told[place][0] < step:
            last, place = told[place], place + 1
        if last is not None and last[0] + reach > step:
            here.append(last[1])
        while place < len(told) and told[place][0] < step + STEP:
            last, place = told[place], place + 1
            here.append(last[1])
        yield max(here, default=None)
