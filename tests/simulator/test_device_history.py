"""Daily figures of fires, floods, rain and cameras, against what the live city tells of the same day."""

from collections import Counter
from datetime import datetime
from itertools import takewhile
from typing import Any

import numpy as np
import orjson
import pytest

from simulator import cameras, panels, sensorthings
from simulator.city import City
from simulator.clock import DAY, midnight
from simulator.device_history import count
from simulator.flood import Flood
from simulator.rain import Rain
from simulator.sheet import FOR_EVER, Sheet
from simulator.weather import Weather, storms_of
from tests.simulator.conftest import day_number

# Water stands on many streets, and it rains into the gauges.
STORMY = next(
    day for day in range(day_number("2026-09-01"), 30_000) if sum(one.rain for one in storms_of(1, day)) > 100
)


@pytest.fixture(scope="module")
def sheet(city: City) -> Sheet:
    made = Sheet(STORMY, STORMY + 1, [(FOR_EVER, [ward.code for ward in city.wards])])
    count(made, city)
    return made


def total(sheet: Sheet, figure: str) -> float:
    return sum(float(grid.sum()) for (name, _span), grid in sheet._grids.items() if name == figure)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_stages_of_fires_are_those_that_their_panels_tell(city: City, sheet: Sheet) -> None:
    last: dict[str, dict[str, Any]] = {}
    begin = midnight(STORMY)
    for message in takewhile(lambda one: one.moment < begin + 2 * DAY, panels.signals(city, begin)):
        body = orjson.loads(message.body)
        if body["signal"] == "fire" and begin <= moment(body["detected_at"]).timestamp() < begin + DAY:
            last[body["id"]] = body
    told: Counter[str] = Counter()
    for body in last.values():
        told["fire_alarms"] += 1
        told["fire_alarms_false" if body.get("false_alarm") else "fire_alarms_true"] += 1
        for stage, at in body["stages"].items():
            name = stage.removesuffix("_at")
            if name == "out" and body.get("false_alarm"):
                continue
            told[f"fire_{name}_n"] += 1
            told[f"fire_{name}_seconds"] += int((moment(at) - moment(body["detected_at"])).total_seconds())
    assert told["fire_alarms"] > 2
    assert told == {figure: total(sheet, figure) for figure in told}


def test_minutes_over_a_level_are_those_of_the_readings(city: City, sheet: Sheet) -> None:
    flood, minutes = Flood(city, Weather(1)), np.zeros(3)
    peaks = flood.peaks(STORMY)
    wet = [n for n, gauge in enumerate(city.gauges) if peaks[n] >= gauge.levels[0] - 0.01]
    assert len(wet) > 3
    for minute in range(1440):
        at = midnight(STORMY) + minute * 60.0
        levels = flood.levels(at)
        for number in wet:
            reading = sensorthings.observation(city, number, at, levels)["result"]
            minutes += [reading >= mark for mark in city.gauges[number].levels]
    for level, spent in enumerate(minutes, 1):
        counted = total(sheet, f"flood_minutes_{level}")
        assert counted == pytest.approx(spent, abs=3 * len(wet)), level  # the sensors' 2 mm
    assert minutes[0] > 30


def test_the_days_rain_is_the_sum_of_the_wettest_gauges_readings(city: City, sheet: Sheet) -> None:
    fallen: Counter[str] = Counter()
    begin = float(midnight(STORMY))
    readings = sensorthings.rain_messages(city, Rain(city, Weather(1)), begin)
    for message in takewhile(lambda one: one.moment < begin + DAY, readings):
        fallen[message.topic] += orjson.loads(message.body)["result"]
    assert len(fallen) == 16
    assert sheet.grid("rain_day").max() == pytest.approx(max(fallen.values()))
    assert max(fallen.values()) > 5


def test_the_tides_peak_is_of_the_three_stations(city: City, sheet: Sheet) -> None:
    peaks = Flood(city, Weather(1)).peaks(STORMY)
    found = sorted(value for value in sheet.grid("tide_peak")[0] if value)
    assert found == pytest.approx(sorted(peaks[200:]), abs=0.001)


def test_an_hours_camera_events_are_a_part_of_the_days(city: City, sheet: Sheet) -> None:
    noon = midnight(STORMY) + DAY // 2
    told = [
        orjson.loads(message.body)
        for message in takewhile(lambda one: one.moment < noon + 600, cameras.messages(city, noon))
        if message.topic == "frigate/events"
    ]
    begun = [body["after"] for body in told if body["type"] == "new"]
    share = len(begun) / (total(sheet, "camera_events") + total(sheet, "camera_events_false"))
    assert 0.007 < share < 0.011  # ten minutes at noon are 1/107 of the day's weight
    assert any(body["false_positive"] for body in begun)


def test_mute_gauges_are_street_gauges_and_all_are_known(city: City, sheet: Sheet) -> None:
    mute = sensorthings.mute(city, midnight(STORMY + 1) - 1)
    assert abs(total(sheet, "gauges_mute") - mute.sum()) <= 1  # to the minute, and to the second
    assert total(sheet, "gauges_known") == 219
