"""The tide of the next 24 hours on a wall: its next peak with its alarm level, and when nothing is told."""

import math
from datetime import datetime, timedelta
from typing import Any

from dashboard.records import Device, DeviceKind, Observation
from dashboard.wall.documents import Documents
from tests.dashboard.records import local
from tests.dashboard.wall.conftest import Put

NOW = local("2025-11-05 12:00")
STATION = Device(
    external_id="PA",
    kind=DeviceKind.GAUGE,
    name="Trạm Phú An",
    lat=10.77,
    lon=106.7,
    quantity="tide",
    alarm_levels=(1.4, 1.5, 1.6),
    period=3600,
)


def level(at: datetime) -> float:
    """Highest at 15:00 and at half-days (M2) from then on, 1.53 m."""
    hours = (at - local("2025-11-05 15:00")).total_seconds() / 3600
    return 0.5 + 1.03 * math.cos(2 * math.pi * hours / 12.4206012)


def readings(days: int, until: datetime = NOW) -> list[Observation]:
    return [
        Observation(device_id="PA", observed_at=at, value=round(level(at), 3), quantity="tide")
        for at in (until - timedelta(minutes=30 * n) for n in range(days * 48, -1, -1))
    ]


def ahead(documents: Documents, now: datetime = NOW) -> Any:
    return documents.compute(now, ["city"])["city"]["tide_ahead"]


def test_the_next_peak_with_the_level_that_it_reaches(put: Put, documents: Documents) -> None:
    put("flood", NOW, STATION, *readings(15))
    told = ahead(documents)
    assert told["points"][0][0] == local("2025-11-05 12:10")
    assert told["points"][-1][0] == local("2025-11-06 12:10")
    assert abs(told["points"][0][1] - level(local("2025-11-05 12:10"))) < 0.02
    assert local("2025-11-05 14:40") <= told["peak"]["at"] <= local("2025-11-05 15:20")
    assert (round(told["peak"]["value"], 1), told["peak"]["level"]) == (1.5, 2)
    assert [peak["level"] for peak in told["peaks"]] == [2, 2]
    assert told["error"] <= 0.02


def test_it_moves_on_each_ten_minutes_and_not_between(put: Put, documents: Documents) -> None:
    put("flood", NOW, STATION, *readings(15))
    first = ahead(documents)
    assert ahead(documents, NOW + timedelta(minutes=9)) is first
    later = ahead(documents, NOW + timedelta(minutes=10))
    assert later["points"][0][0] == local("2025-11-05 12:20")


def test_readings_of_two_days_tell_nothing_and_more_of_them_do(put: Put, documents: Documents) -> None:
    put("flood", NOW, STATION, *readings(2))
    assert ahead(documents) is None
    put("flood", NOW, *readings(5))
    assert ahead(documents, NOW + timedelta(minutes=1)) is not None


def test_a_station_that_fell_silent_tells_nothing(put: Put, documents: Documents) -> None:
    put("flood", NOW, STATION, *readings(15))
    assert ahead(documents) is not None
    assert ahead(documents, NOW + timedelta(hours=2)) is None


def test_a_past_that_told_yesterday_badly_tells_nothing(put: Put, documents: Documents) -> None:
    surged = [
        Observation(device_id="PA", observed_at=one.observed_at, value=one.value + 0.4, quantity="tide")
        for one in readings(1)
    ]
    put("flood", NOW, STATION, *readings(15, NOW - timedelta(hours=24, minutes=30)), *surged)
    assert ahead(documents) is None


def test_without_a_tide_station_there_is_no_tide(documents: Documents) -> None:
    assert ahead(documents) is None
