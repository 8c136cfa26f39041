"""OGC SensorThings API 1.1 as a supplier of gauges speaks it: Datastreams and Observations, HTTP and MQTT."""

import heapq
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
from simulator.rain import PERIOD as RAIN_PERIOD
from simulator.rain import Rain
from simulator.seeded import mix

PERIOD = 60.0  # s between two readings of a gauge of water
_NAMES = {"level": "Mực nước mặt đường", "tide": "Mực nước triều", "rain": "Lượng mưa 10 phút"}
_TOLD = {"level": "Cảm biến ngập", "tide": "Trạm đo triều", "rain": "Trạm đo mưa"}
_PROPERTIES = {
    "level": (1, "http://vocab.nerc.ac.uk/standard_name/water_surface_height/"),
    "tide": (2, "http://vocab.nerc.ac.uk/standard_name/water_surface_height/"),
    "rain": (3, "http://vocab.nerc.ac.uk/standard_name/thickness_of_rainfall_amount/"),
}


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
    return _told(city.gauges[number], moment, _result(city, number, moment, levels))


def _told(gauge: Gauge, moment: float, result: float) -> dict[str, Any]:
    when = iso(moment)
    return {
        "@iot.id": int(moment // PERIOD) * 1000 + gauge.number,
        "phenomenonTime": when,
        "resultTime": when,
        "result": result,
    }


def messages(city: City, flood: Flood, start: float) -> Iterator[Message]:
    """Everything that the gauges tell from `start` on, in order, without end."""
    rain = rain_messages(city, Rain(city, flood.weather), start)
    return heapq.merge(water_messages(city, flood, start), rain, key=lambda message: message.moment)


def rain_messages(city: City, rain: Rain, start: float) -> Iterator[Message]:
    """Every rain gauge's reading each ten minutes."""
    begin = start // RAIN_PERIOD * RAIN_PERIOD
    while True:
        for gauge, moment, fallen in _rained(city, rain, begin, begin + RAIN_PERIOD):
            if moment >= start:
                yield _message(gauge, moment, _told(gauge, moment, fallen))
        begin += RAIN_PERIOD


def _rained(city: City, rain: Rain, begin: float, end: float) -> Iterator[tuple[Gauge, float, float]]:
    """(gauge, moment, millimetres) of the readings between two whole periods, oldest first."""
    marks = rain.marks(begin, end)
    for moments, row in zip(marks.tolist(), rain.fallen(marks).tolist(), strict=True):
        yield from zip(city.rain_gauges, moments, row, strict=True)


def _message(gauge: Gauge, moment: float, body: dict[str, Any]) -> Message:
    return Message(moment, "flood", f"v1.1/Datastreams({gauge.number})/Observations", orjson.dumps(body))


def water_messages(city: City, flood: Flood, start: float) -> Iterator[Message]:
    """Every other gauge's reading once a minute."""
    minute = int(start // PERIOD)
    while True:
        for number, gauge in enumerate(city.gauges):
            moment = minute * PERIOD + _phase(city, number)
            if moment < start or mute(city, moment)[number]:
                continue
            yield _message(gauge, moment, observation(city, number, moment, flood.levels(moment)))
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
    first, last = (moment // RAIN_PERIOD * RAIN_PERIOD for moment in (max(since, now - 3600), now))
    for gauge, moment, fallen in _rained(city, Rain(city, flood.weather), first, last + RAIN_PERIOD):
        if since <= moment <= now:
            found.append(_told(gauge, moment, fallen) | {"Datastream": _brief(gauge)})
    return sorted(found, key=lambda told: str(told["phenomenonTime"]))


def _brief(gauge: Gauge) -> dict[str, Any]:
    name, symbol = ("millimetre", "mm") if gauge.quantity == "rain" else ("metre", "m")
    return {
        "@iot.id": gauge.number,
        "@iot.selfLink": f"v1.1/Datastreams({gauge.number})",
        "name": f"{_NAMES[gauge.quantity]} - {gauge.name}",
        "unitOfMeasurement": {
            "name": name,
            "symbol": symbol,
            "definition": f"ucum:{symbol}",
        },
    }


def datastream(city: City, gauge: Gauge) -> dict[str, Any]:
    """A gauge as a Datastream with its Thing, Location and ObservedProperty expanded."""
    number, definition = _PROPERTIES[gauge.quantity]
    return _brief(gauge) | {
        "description": _TOLD[gauge.quantity],
        "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
        "properties": {
            "alarm_levels": list(gauge.levels),
            "period": RAIN_PERIOD if gauge.quantity == "rain" else PERIOD,
            "unit": city.wards[gauge.ward].name,
        },
        "ObservedProperty": {
            "@iot.id": number,
            "name": _NAMES[gauge.quantity],
            "definition": definition,
        },
        "Thing": _thing(gauge),
    }


def lately(city: City, flood: Flood, gauge: Gauge, now: float) -> list[dict[str, Any]]:
    """A tide station's Observations, newest first: a day each ten minutes, a fortnight each two hours."""
    number = gauge.number - 1
    newest = int((now - _phase(city, number)) // PERIOD)
    minutes = (*range(newest, newest - 1440, -10), *range(newest - 1440, newest - 15 * 1440, -120))
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
