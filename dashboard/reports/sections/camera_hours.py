"""Cameras of a period: how many were online each day, and how long which of them said nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from dashboard.figure_table import HOLDS, SOURCE
from dashboard.models import daily_figure, device, incident, incident_source
from dashboard.reports.sections.reach import Reach

I, D, S, F = incident.c, device.c, incident_source.c, daily_figure.c  # noqa: E741
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Offline:
    """A camera that an incident says was mute: how often, and for how many hours within the period."""

    name: str
    unit_id: int
    times: int
    hours: float


def offline(connection: Connection, within: Reach) -> list[Offline]:
    """Those with most hours first. Without what the rule waited before it opened the incident."""
    start, end = within.period.start, min(within.period.end, within.period.now)
    spans: dict[tuple[int, str, int], list[timedelta]] = defaultdict(list)
    for row in _mute(connection, within):
        lasted = min(row.resolved_at or end, end) - max(row.opened_at, start)
        spans[row.device_id, row.name or row.external_id, row.unit_id].append(lasted)
    found = [
        Offline(name, unit_id, len(lasted), sum(lasted, timedelta()) / _HOUR)
        for (_device_id, name, unit_id), lasted in spans.items()
    ]
    return sorted(found, key=lambda one: (-one.hours, one.name))


def _mute(connection: Connection, within: Reach) -> Iterable[Any]:
    """Incidents of silence that reach into the period, one row a camera. Two ways, each along its index."""
    came, went = I.opened_at, I.resolved_at
    for reaches in (went.is_(None), went > within.period.start):
        yield from connection.execute(
            select(D.id.label("device_id"), D.name, D.external_id, D.unit_id, came, went)
            .select_from(incident)
            .join(incident_source, S.incident_id == I.id)
            .join(device, D.id == S.source_id)
            .where(I.kind == "mute", I.state != "merged", reaches, came < within.period.end)
            .where(S.source == "device", D.kind == "camera", within.of_units(connection, device))
        )


def online(connection: Connection, within: Reach) -> dict[date, tuple[float, float]]:
    """By day: cameras online at its end, and cameras known; only days that were sampled."""
    first, last = within.period.first, within.period.last
    days = [first + _DAY * number for number in range((last - first).days + 1)]
    asked = (
        select(F.day, F.figure, F.unit_id, F.value)
        .select_from(SOURCE)
        .where(F.day.in_(days), F.figure.in_(("cameras_online", "cameras_known")), HOLDS)
    )
    shares = within.shares
    found: dict[date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for day, figure, unit_id, value in connection.execute(asked):
        found[day][figure] += value * shares.get(unit_id, 0.0)
    return {
        day: (told["cameras_online"], told["cameras_known"])
        for day, told in sorted(found.items())
        if told["cameras_known"]
    }
