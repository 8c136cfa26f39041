"""A scenario's storm brings complaints to the streets whose gauges rise, and to no other day."""

import numpy as np
import pytest

from simulator import open311
from simulator.city import City
from simulator.clock import day_of
from simulator.complaints import CATEGORIES, reported
from simulator.flood import Flood
from simulator.storm_complaints import TEXTS, with_storms
from simulator.wards import KM_PER_DEGREE
from simulator.weather import Weather, storm_scenario
from tests.simulator.conftest import moment

START = moment("2026-11-16T08:00:00")


def stormy(city: City) -> Flood:
    return Flood(city, Weather(1, storm_scenario(START)))


def test_they_lie_around_gauges_that_stand_over_level_one(city: City) -> None:
    flood = stormy(city)
    made = with_storms(city, reported(city, day_of(START)), flood)
    assert len(made.storm) > 50
    first = flood.weather.extra[0]
    wet = [
        (gauge.lat, gauge.lon)
        for storm in flood.weather.extra
        for gauge, level in zip(city.gauges, flood.levels(storm.end).tolist(), strict=True)
        if gauge.quantity == "level" and level >= 0.15
    ]
    for place in made.storm:
        away = np.hypot(*((np.array(wet) - (place.lat, place.lon)) * KM_PER_DEGREE).T)
        assert away.min() <= 0.3 + 1e-6
    assert made.requested[-len(made.storm) :].min() > first.start


def test_they_are_told_as_complaints_of_flooding(city: City) -> None:
    made = with_storms(city, reported(city, day_of(START)), stormy(city))
    row = len(made.requested) - 1
    told = open311.request(city, made, row, float(made.requested[row]))
    assert told["service_code"] == "CTN"
    assert any(str(told["description"]).startswith(text) for text in TEXTS)
    assert (told["lat"], told["long"]) == (made.storm[-1].lat, made.storm[-1].lon)
    assert CATEGORIES[made.category[row]].code == "CTN"


@pytest.mark.parametrize("later", [0, 1_237, 40_000, 86_399])
def test_whenever_it_is_started_some_have_been_written_around_streets_under_water(
    city: City, later: int
) -> None:
    start = START + later
    flood = Flood(city, Weather(1, storm_scenario(start)))
    made = with_storms(city, reported(city, day_of(flood.weather.extra[0].start)), flood)
    wet = [
        (gauge.lat, gauge.lon)
        for gauge, level in zip(city.gauges, flood.levels(start).tolist(), strict=True)
        if gauge.quantity == "level" and level >= 0.15
    ]
    written = [
        place
        for place, moment in zip(made.storm, made.requested[-len(made.storm) :].tolist(), strict=True)
        if moment <= start
    ]
    around = [
        place
        for place in written
        if np.hypot(*((np.array(wet) - (place.lat, place.lon)) * KM_PER_DEGREE).T).min() <= 0.3 + 1e-6
    ]
    assert len(around) >= 5


def test_the_same_seed_brings_the_same(city: City) -> None:
    day = reported(city, day_of(START))
    one, other = with_storms(city, day, stormy(city)), with_storms(city, day, stormy(city))
    assert one.storm == other.storm
    assert np.array_equal(one.requested, other.requested)


def test_without_a_scenario_a_day_stays_what_it_is(city: City) -> None:
    day = reported(city, day_of(START))
    assert with_storms(city, day, Flood(city, Weather(1))) is day
