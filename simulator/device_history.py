"""Daily figures of cameras, fire panels, fires, gauges, floods and rain, counted from the city itself."""

import numpy as np
from numpy.typing import NDArray

from simulator import outages, sightings
from simulator.city import City
from simulator.clock import midnight
from simulator.fire import FireAlarm, alarms_of
from simulator.flood import Flood
from simulator.rain import Rain
from simulator.sheet import Sheet
from simulator.weather import Weather

Whole = NDArray[np.int64]
Values = NDArray[np.float64]

_ALARM_DAYS = 2  # a fire alarm has ended two days later
_STAGES = ("received", "dispatched", "arrived", "controlled")


def count(sheet: Sheet, city: City) -> None:
    """All of them on the sheet's days."""
    _count_devices(sheet, city)
    _count_events(sheet, city)
    _count_fires(sheet, city)
    _count_floods(sheet, city)
    _count_rain(sheet, city)


def _per_ward(city: City, wards: Whole, amounts: Whole | None = None) -> Values:
    return np.bincount(wards, amounts, len(city.wards)).astype(np.float64)


def _count_devices(sheet: Sheet, city: City) -> None:
    """How many stand in each ward, and how many of them are dead at each day's end."""
    for known, state, wear, devices in (
        ("cameras_known", "cameras_online", outages.CAMERAS, city.cameras),
        ("panels_known", "panels_mute", outages.PANELS, city.panels),
        ("gauges_known", "gauges_mute", outages.GAUGES, city.gauges),
    ):
        wards = np.array([device.ward for device in devices])
        total = _per_ward(city, wards)
        sheet.grid(known)[:] = total
        for day in range(sheet.first, sheet.last):
            dead = outages.dead(city.seed, wear, len(devices), midnight(day + 1) - 1)
            if known == "gauges_known":  # tide stations and rain gauges always speak
                dead &= np.array([gauge.quantity == "level" for gauge in city.gauges])
            count = _per_ward(city, wards[dead])
            sheet.grid(state)[day - sheet.first] = total - count if state == "cameras_online" else count
    sheet.grid("gauges_known")[:] += _per_ward(city, np.array([gauge.ward for gauge in city.rain_gauges]))


def _count_events(sheet: Sheet, city: City) -> None:
    wards = np.array([camera.ward for camera in city.cameras])
    for day in range(sheet.first, sheet.last):
        events, false = sightings.counted(city.seed, len(city.cameras), day)
        sheet.grid("camera_events")[day - sheet.first] = _per_ward(city, wards, events - false)
        sheet.grid("camera_events_false")[day - sheet.first] = _per_ward(city, wards, false)


def _count_fires(sheet: Sheet, city: City) -> None:
    alarms = [
        alarm
        for day in range(sheet.first - _ALARM_DAYS, sheet.last)
        for alarm in alarms_of(city.seed, len(city.panels), day)
    ]
    wards = np.array([city.panels[alarm.panel].ward for alarm in alarms])
    every = np.ones(len(alarms), dtype=np.bool_)
    true = np.array([alarm.true for alarm in alarms])
    detected = np.array([int(alarm.detected) for alarm in alarms])
    sheet.count("fire_alarms", detected, wards, every)
    sheet.count("fire_alarms_ended", np.array([int(alarm.ended) for alarm in alarms]), wards, every, detected)
    sheet.count("fire_alarms_true", detected, wards, true)
    sheet.count("fire_alarms_false", detected, wards, ~true)
    for stage in _STAGES:
        _time(sheet, stage, detected, wards, _seconds(alarms, stage))
    out = np.where(true, _seconds(alarms, "ended"), -1)  # a false one is not put out
    _time(sheet, "out", detected, wards, out)


def _seconds(alarms: list[FireAlarm], stage: str) -> Whole:
    """Whole seconds from the detection to a stage, -1 where it was never reached. Told to the millisecond."""
    reached = [getattr(alarm, stage) for alarm in alarms]
    return np.array(
        [
            -1 if moment is None else (int(moment * 1000) - int(alarm.detected * 1000)) // 1000
            for alarm, moment in zip(alarms, reached, strict=True)
        ]
    )


def _time(
    sheet: Sheet,
    stage: str,
    detected: Whole,
    wards: Whole,
    seconds: Whole,
) -> None:
    sheet.count(f"fire_{stage}_n", detected, wards, seconds >= 0)
    sheet.count(f"fire_{stage}_seconds", detected, wards, seconds >= 0, amounts=seconds)


def _count_floods(sheet: Sheet, city: City) -> None:
    flood = Flood(city, Weather(city.seed))
    wards = np.array([gauge.ward for gauge in city.gauges])
    limits = np.array([gauge.levels for gauge in city.gauges])
    on_streets = np.array([gauge.quantity == "level" for gauge in city.gauges])
    for day in range(sheet.first, sheet.last):
        row = day - sheet.first
        peaks = np.round(flood.peaks(day), 3)
        for level in range(3):
            reached = wards[peaks >= limits[:, level]]
            sheet.grid(f"gauges_level_{level + 1}")[row] = _per_ward(city, reached)
        np.maximum.at(sheet.grid("flood_peak")[row], wards[on_streets], peaks[on_streets])
        np.maximum.at(sheet.grid("tide_peak")[row], wards[~on_streets], peaks[~on_streets])
        wet = np.flatnonzero(peaks >= limits[:, 0])
        # Each minute's reading holds for that minute; dead gauges and the sensors' noise are left out.
        depths = np.round(flood.through(day, wet), 3) if len(wet) else np.zeros((0, 0))
        for level in range(3):
            minutes = (depths >= limits[wet, level]).sum(axis=0)
            sheet.grid(f"flood_minutes_{level + 1}")[row] = _per_ward(city, wards[wet], minutes)


def _count_rain(sheet: Sheet, city: City) -> None:
    rain = Rain(city, Weather(city.seed))
    wards = np.array([gauge.ward for gauge in city.rain_gauges])
    for day in range(sheet.first, sheet.last):
        np.maximum.at(sheet.grid("rain_day")[day - sheet.first], wards, rain.day(day))
