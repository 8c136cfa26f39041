"""OGC SensorThings API 1.1 as a supplier of gauges speaks it: Datastreams and Observations, HTTP and MQTT."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import orjson

from simulator import outages
from simulator.city import City, Gauge
from simulator.clock import iso
from simulator.flood import Flood, Levels
from simulator.messages import Message
from simulator.seeded import mix

PERIOD = 60.0  # s between two readings of a gauge
_NAMES = {"level": "Mực nước mặt đường", "tide": "Mực nước triều"}


@lru_cache(maxsize=8)
def _dead(seed: int, count: int, minute: int) -> outages.Mask:
    return outages.dead(seed, outages.GAUGES, count, minute * 60.0)


def mute(city: City, moment: float) -> outages.Mask:
    """Which gauges say nothing, to the minute. The tide stations always speak."""
    mask = _dead(city.seed, len(city.gauges), int(moment // 60))
    on_streets = np.array([gauge.quantity == "level" for gauge in city.gauges])
    silent: outages.Mask = mask & on_streets
    return silent


def _phase(city: City, number: int) -> float:
    """Gauges speak one after another through the minute, always at the same second."""
    return round(number * PERIOD / len(city.gauges), 3)


def _result(city: City, number: int, moment: float, levels: Levels) -> float:
    """The reading in metres, to the millimetre, with ± 2 mm of the sensor's own."""
    noise = mix(city.seed, number, int(moment // PERIOD)) % 5 - 2
    reading = round(float(levels[number]) + noise / 1000, 3)
    return reading if city.gauges[number].quantity == "tide" else max(0.0, reading)


def observation(city: City, number: int, moment: float, levels: Levels) -> dict[str, Any]:
    """One Observation of the gauge with that index."""
    when = iso(moment)
    return {
        "@iot.id": int(moment // PERIOD) * 1000 + city.gauges[number].number,
        "phenomenonTime": when,
        "resultTime": when,
        "result": _result(city, number, moment, levels),
    }


def messages(city: City, flood: Flood, start: float) -> Iterator[Message]:
    """Every gauge's reading once a minute, from `start` on, in order, without end."""
    minute = int(start // PERIOD)
    while True:
        for number, gauge in enumerate(city.gauges):
            moment = minute * PERIOD + _phase(city, number)
            if moment < start or mute(city, moment)[number]:
                continue
            body = orjson.dumps(observation(city, number, moment, flood.levels(moment)))
            yield Message(moment, "flood", f"v1.1/Datastreams({gauge.number})/Observations", body)
        minute += 1


def latest(city: City, flood: Flood, now: float, since: float) -> list[dict[str, Any]]:
    """Observations of the last minutes, oldest first, each naming its Datastream; at most an hour's."""
    found = []
    for minute in range(int(max(since, now - 3600) // PERIOD), int(now // PERIOD) + 1):
        levels, gone = flood.levels(minute * PERIOD), mute(city, minute * PERIOD)
        for number, gauge in enumerate(city.gauges):
            moment = minute * PERIOD + _phase(city, number)
            if since <= moment <= now and not gone[number]:
                told = observation(city, number, moment, levels)
                found.append(told | {"Datastream": _brief(gauge)})
    return found


def _brief(gauge: Gauge) -> dict[str, Any]:
    return {
        "@iot.id": gauge.number,
        "@iot.selfLink": f"v1.1/Datastreams({gauge.number})",
        "name": f"{_NAMES[gauge.quantity]} - {gauge.name}",
        "unitOfMeasurement": {"name": "metre", "symbol": "m", "definition": "ucum:m"},
    }


def datastream(city: City, gauge: Gauge) -> dict[str, Any]:
    """A gauge as a Datastream with its Thing, Location and ObservedProperty expanded."""
    on_street = gauge.quantity == "level"
    return _brief(gauge) | {
        "description": "Cảm biến ngập" if on_street else "Trạm đo triều",
        "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
        "properties": {
            "alarm_levels": list(gauge.levels),
            "period": PERIOD,
            "unit": city.wards[gauge.ward].name,
        },
        "ObservedProperty": {
            "@iot.id": 1 if on_street else 2,
            "name": _NAMES[gauge.quantity],
            "definition": "http://vocab.nerc.ac.uk/standard_name/water_surface_height/",
        },
        "Thing": _thing(gauge),
    }


def last_day(city: City, flood: Flood, gauge: Gauge, now: float) -> list[dict[str, Any]]:
    """A tide station's Observations of the last 24 hours, one each ten minutes, newest first."""
    number = gauge.number - 1
    newest = int((now - _phase(city, number)) // PERIOD)
    minutes = range(newest, newest - 1440, -10)
    moments = [minute * PERIOD + _phase(city, number) for minute in minutes]
    return [observation(city, number, moment, flood.levels(moment)) for moment in moments]


def _thing(gauge: Gauge) -> dict[str, Any]:
    location = {
        "@iot.id": gauge.number,
        "name": gauge.name,
        "encodingType": "application/geo+json",
        "location": {"type": "Point", "coordinates": [gauge.lon, gauge.lat]},
    }
    return {
        "@iot.id": gauge.number,
        "name": gauge.name,
        "description": gauge.code,
        "properties": {"code": gauge.code},
        "Locations": [location],
    }
