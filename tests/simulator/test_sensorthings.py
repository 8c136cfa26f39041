"""Gauges as SensorThings."""

import re
from datetime import datetime, timedelta
from itertools import pairwise, takewhile

import numpy as np
import orjson

from simulator.city import City
from simulator.flood import Flood
from simulator.rain import Rain
from simulator.sensorthings import datastream, lately, latest, messages, mute, rain_messages, water_messages
from simulator.tide import tide
from simulator.weather import Storm, Weather
from tests.simulator.conftest import moment

NOON = moment("2026-11-16T12:00:00")


def test_each_living_gauge_speaks_once_a_minute_on_its_own_topic(city: City) -> None:
    flood = Flood(city, Weather(1))
    told = list(takewhile(lambda message: message.moment < NOON + 60, water_messages(city, flood, NOON)))
    living = [gauge.number for gauge, gone in zip(city.gauges, mute(city, NOON), strict=True) if not gone]
    assert [message.topic for message in told] == [
        f"v1.1/Datastreams({number})/Observations" for number in living
    ]
    body = orjson.loads(told[0].body)
    assert set(body) == {"@iot.id", "phenomenonTime", "resultTime", "result"}
    assert body["phenomenonTime"] == "2026-11-16T05:00:00.000Z"
    assert len(told[0].body) < 160
    ids = [orjson.loads(message.body)["@iot.id"] for message in told]
    assert len(set(ids)) == len(ids)


def test_each_rain_gauge_speaks_once_in_ten_minutes_and_tells_the_storms_rain(city: City) -> None:
    gauge = city.rain_gauges[3]
    storm = Storm(NOON + 300, NOON + 3900, 60.0, gauge.lat, gauge.lon, 6.0)
    flood = Flood(city, Weather(1, (storm,)))
    every = rain_messages(city, Rain(city, flood.weather), NOON)
    told = takewhile(lambda message: message.moment < NOON + 6000, every)
    of_gauge = [message for message in told if message.topic.endswith(f"({gauge.number})/Observations")]
    assert [message.moment - NOON for message in of_gauge] == [112.5 + 600 * ten for ten in range(10)]
    fallen = [orjson.loads(message.body)["result"] for message in of_gauge]
    # it rains from 12:05 to 13:05, a millimetre a minute; the first full ten minutes are told at 12:21:52
    assert fallen == [0.0, 6.9, 10.0, 10.0, 10.0, 10.0, 10.0, 3.1, 0.0, 0.0]
    stream = datastream(city, gauge)
    assert (stream["unitOfMeasurement"]["symbol"], stream["properties"]["alarm_levels"]) == ("mm", [])


def test_a_tide_station_tells_the_tide_in_metres(city: City) -> None:
    flood = Flood(city, Weather(1))
    told = takewhile(lambda message: message.moment < NOON + 60, messages(city, flood, NOON))
    reading = next(message for message in told if message.topic == "v1.1/Datastreams(201)/Observations")
    expected = float(tide(_array(reading.moment))[0])
    assert abs(orjson.loads(reading.body)["result"] - expected) < 0.003


def _array(value: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array([value])


def test_a_datastream_says_what_it_measures_where_and_its_alarm_levels(city: City) -> None:
    told = datastream(city, city.gauges[0])
    assert told["@iot.id"] == 1
    assert told["unitOfMeasurement"]["symbol"] == "m"
    assert told["properties"] == {
        "alarm_levels": [0.15, 0.3, 0.5],
        "period": 60.0,
        "unit": "Phường Bến Thành",
    }
    point = told["Thing"]["Locations"][0]["location"]
    assert point == {"type": "Point", "coordinates": [city.gauges[0].lon, city.gauges[0].lat]}
    assert told["Thing"]["name"] == "Calmette 1"
    assert "triều" in datastream(city, city.gauges[-1])["name"]


def test_the_latest_readings_name_their_datastream(city: City) -> None:
    told = latest(city, Flood(city, Weather(1)), NOON, NOON - 600)
    assert 1900 < len(told) <= 2040
    assert [each["phenomenonTime"] for each in told] == sorted(each["phenomenonTime"] for each in told)
    assert re.fullmatch(r"v1\.1/Datastreams\(\d+\)", told[0]["Datastream"]["@iot.selfLink"])


def test_a_tide_station_tells_a_fortnight_enough_to_foretell_the_next_day(city: City) -> None:
    told = lately(city, Flood(city, Weather(1)), city.gauges[-3], NOON)
    times = [datetime.fromisoformat(each["phenomenonTime"]) for each in told]
    steps = [earlier - later for earlier, later in pairwise(times)]
    assert steps == [timedelta(minutes=10)] * 143 + [timedelta(minutes=10)] + [timedelta(hours=2)] * 167
    newest = told[0]["result"]
    assert abs(newest - float(tide(_array(times[0].timestamp()))[0])) < 0.003
