"""Tide, storms and water on the streets."""

import numpy as np
import pytest

from simulator.city import City
from simulator.clock import local, midnight
from simulator.flood import Flood
from simulator.tide import tide
from simulator.weather import Storm, Weather, storm_scenario, storms_of
from tests.simulator.conftest import day_number, moment

_YEAR = np.arange(moment("2026-01-01T00:00:00"), moment("2027-01-01T00:00:00"), 300.0)


def test_the_years_highest_tide_lies_between_alarm_level_three_and_the_record() -> None:
    assert 1.60 <= float(tide(_YEAR).max()) <= 1.77


def test_the_highest_tides_come_in_autumn_and_in_the_late_afternoon_or_early_morning() -> None:
    days = tide(_YEAR).reshape(365, 288)
    high = days.max(axis=1) > 1.5
    months = {local(float(_YEAR[day * 288])).month for day in np.flatnonzero(high)}
    assert months <= {9, 10, 11, 12}
    hours = {int(peak) * 300 // 3600 for peak in days[high].argmax(axis=1)}
    assert hours <= {3, 4, 5, 6, 14, 15, 16, 17, 18, 19}


def test_there_are_two_tides_a_day() -> None:
    level = tide(_YEAR)
    peaks = int(((level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:])).sum())
    assert 690 <= peaks <= 730  # 365 days of 24 h 50 min have 706


def test_the_tide_reaches_thu_dau_mot_two_hours_after_phu_an() -> None:
    day = np.arange(moment("2026-11-23T12:00:00"), moment("2026-11-24T00:00:00"), 60.0)
    lag = int(tide(day, 2).argmax()) - int(tide(day, 0).argmax())
    assert lag == 120


def test_storms_are_as_long_and_as_heavy_as_real_ones() -> None:
    found = [storm for day in range(20_000, 21_000) for storm in storms_of(1, day)]
    assert len(found) > 200
    assert all(1800 <= storm.end - storm.start <= 9000 and 20 <= storm.rain <= 126 for storm in found)
    wet = [storm for storm in found if 5 <= local(storm.start).month <= 11]
    assert len(wet) > 0.85 * len(found)


def test_a_storm_puts_water_on_the_streets_and_the_water_goes(city: City) -> None:
    noon = moment("2026-03-10T12:00:00")  # a neap tide of the dry season: streets are dry
    storm = Storm(noon, noon + 5400, 110.0, 10.77, 106.70, 9.0)
    dry, wet = Flood(city, Weather(1)), Flood(city, Weather(1, (storm,)))
    assert dry.levels(noon + 5400)[:200].max() == 0
    crest = wet.levels(noon + 5400)[:200]
    assert 0.2 <= crest.max() <= 0.85
    assert wet.levels(noon + 2700)[:200].max() == pytest.approx(crest.max() / 2)
    assert wet.levels(noon + 5400 + 2400)[:200].max() == pytest.approx(crest.max() / 2)
    assert wet.levels(noon + 9 * 3600)[:200].max() == 0


def test_a_days_minutes_are_the_waters_at_these_minutes(city: City) -> None:
    day = day_number("2026-10-27")
    flood = Flood(city, Weather(1, storm_scenario(midnight(day) + 50_000.0)))
    some = np.array([0, 5, 199, 200, 202])
    through = flood.through(day, some)
    for minute in (0, 300, 900, 1100, 1439):
        assert through[minute] == pytest.approx(flood.levels(midnight(day) + minute * 60.0)[some])
    assert through.max() > 0.2


def test_the_days_peak_is_the_highest_of_its_readings(city: City) -> None:
    day = day_number("2026-10-27")
    flood = Flood(city, Weather(1, storm_scenario(midnight(day) + 50_000.0)))
    readings = np.array([flood.levels(midnight(day) + minute * 60.0) for minute in range(1440)])
    assert flood.peaks(day) == pytest.approx(readings.max(axis=0), abs=0.012)
    assert readings[:, :200].max() > 0.4
