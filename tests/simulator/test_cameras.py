"""What the Frigate server tells of 600 cameras."""

from itertools import islice, takewhile
from typing import Any

import orjson
import pytest

from simulator import cameras
from simulator.city import City
from simulator.clock import midnight
from simulator.messages import Message
from simulator.sightings import counted, sightings
from tests.simulator.conftest import day_number, moment

NOON = moment("2026-11-16T12:00:00")


@pytest.fixture(scope="module")
def told(city: City) -> list[Message]:
    return list(takewhile(lambda message: message.moment < NOON + 600, cameras.messages(city, NOON)))


def bodies(told: list[Message], topic: str) -> list[dict[str, Any]]:
    return [orjson.loads(message.body) for message in told if message.topic == topic]


def test_stats_name_every_camera_with_its_frames_a_second_every_half_minute(
    city: City, told: list[Message]
) -> None:
    stats = bodies(told, "frigate/stats")
    assert len(stats) == 20
    assert set(stats[0]["cameras"]) == {camera.id for camera in city.cameras}
    dead = [name for name, entry in stats[0]["cameras"].items() if entry["camera_fps"] == 0]
    assert len(dead) == cameras.offline(city, NOON).sum()
    assert 5 <= len(dead) <= 60
    assert stats[0]["service"]["last_updated"] == int(NOON)


def test_an_event_begins_goes_on_and_ends_under_one_id(told: list[Message]) -> None:
    events = bodies(told, "frigate/events")
    by_id: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        by_id.setdefault(event["after"]["id"], []).append(event)
    whole = [steps for steps in by_id.values() if len(steps) == 3]
    assert len(whole) > 300
    for steps in whole:
        assert [step["type"] for step in steps] == ["new", "update", "end"]
        assert [step["after"]["end_time"] is None for step in steps] == [True, True, False]
        assert steps[2]["before"]["end_time"] is None
        start = steps[0]["after"]["start_time"]
        assert start == float(steps[0]["after"]["id"].partition("-")[0]) <= steps[2]["after"]["end_time"]


def test_dead_cameras_see_nothing(city: City, told: list[Message]) -> None:
    dead = {camera.id for camera, gone in zip(city.cameras, cameras.offline(city, NOON), strict=True) if gone}
    seen = {event["after"]["camera"] for event in bodies(told[:50], "frigate/events")}
    assert seen
    assert not seen & dead


def test_a_days_events_are_as_many_as_are_counted_and_none_is_of_a_dead_camera(city: City) -> None:
    day = day_number("2026-11-16")
    seen = list(sightings(1, len(city.cameras), day))
    events, false = counted(1, len(city.cameras), day)
    assert len(seen) == events.sum()
    assert sum(one.false for one in seen) == false.sum()
    assert 65_000 < len(seen) < 80_000
    for one in seen[::500]:
        assert midnight(day) <= one.moment < midnight(day + 1)
        assert not cameras.offline(city, one.moment)[one.camera]


def test_messages_come_in_order_without_end(city: City) -> None:
    moments = [message.moment for message in islice(cameras.messages(city, NOON), 5000)]
    assert moments == sorted(moments)
