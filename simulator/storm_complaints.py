"""What people complain of while a scenario's storm stands over the city: water around the gauges that rise.

Only of the storms that a scenario adds, so that the history of every other day stays what it is.
"""

from dataclasses import fields, replace
from typing import Any

import numpy as np

from simulator.city import City, Gauge, Place
from simulator.clock import day_of
from simulator.complaints import CATEGORIES, CHANNELS, CLOCK, Reported, ends
from simulator.flood import Flood
from simulator.seeded import generator
from simulator.wards import KM_PER_DEGREE
from simulator.weather import Storm

TEXTS = (
    "Đường ngập sâu, xe chết máy",
    "Nước ngập tràn vào nhà",
    "Ngập nước sau mưa, cống không thoát kịp",
    "Ngập sâu nguy hiểm, nắp cống bị cuốn trôi",
)
_SHARES = (0.4, 0.3, 0.2, 0.1)
_A_GAUGE = 2.5  # complaints around each street under water, on average
_FLOODED = 0.15  # m: alarm level I of a street
_AROUND = 0.3  # km from the gauge, at most
_AFTER = 1_200.0  # s after the storm in which people still write
_WATER = next(number for number, each in enumerate(CATEGORIES) if each.code == "CTN")


def with_storms(city: City, made: Reported, flood: Flood) -> Reported:
    """A day's complaints with those of the scenario's storms that began on it, after the others."""
    storms = [storm for storm in flood.weather.extra if day_of(storm.start) == made.day]
    found = [one for storm in storms for one in _of(city, flood, storm)]
    if not found:
        return made
    wards, places, requested = zip(*found, strict=True)
    more = _reported(city, made.day, np.array(wards), np.array(requested))
    joined: dict[str, Any] = {
        one.name: np.concatenate([getattr(made, one.name), getattr(more, one.name)])
        for one in fields(Reported)
        if one.name not in ("day", "storm")
    }
    return replace(made, **joined, storm=tuple(places))


def _of(city: City, flood: Flood, storm: Storm) -> list[tuple[int, Place, int]]:
    """(ward, place, moment) of the complaints of one storm, gauge by gauge."""
    rng = generator(city.seed, "storm complaints", int(storm.start))
    crests = flood.levels(storm.end)
    found: list[tuple[int, Place, int]] = []
    for gauge, crest in zip(city.gauges, crests.tolist(), strict=True):
        number = int(rng.poisson(_A_GAUGE))
        if gauge.quantity != "level" or crest < _FLOODED:
            continue
        wet = storm.start + (storm.end - storm.start) * _FLOODED / crest + 60
        moments = rng.uniform(wet, storm.end + _AFTER, number).tolist()
        found += [(gauge.ward, _place(gauge, rng), int(moment)) for moment in moments]
    return found


def _place(gauge: Gauge, rng: np.random.Generator) -> Place:
    """Somewhere along the gauge's street."""
    away, angle = rng.uniform(0.02, _AROUND), rng.uniform(0, 2 * np.pi)
    north, east = away * np.cos(angle) / KM_PER_DEGREE, away * np.sin(angle) / KM_PER_DEGREE
    return Place(gauge.name.rsplit(" ", 1)[0], float(gauge.lat + north), float(gauge.lon + east))


def _reported(city: City, day: int, ward: Any, requested: Any) -> Reported:
    rng = generator(city.seed, "storm complaints of the day", day)
    count = len(ward)
    answered = requested + np.clip(rng.gamma(2.0, 2 * 3600, count), 1_200, CLOCK).astype(np.int64)
    return Reported(
        day=day,
        ward=ward,
        place=np.zeros(count, np.int64),
        category=np.full(count, _WATER),
        text=rng.choice(len(TEXTS), count, p=_SHARES),
        channel=rng.choice(len(CHANNELS), count, p=[share for _, share in CHANNELS]),
        photo=rng.random(count) < 0.7,
        requested=requested,
        forwarded=requested + rng.integers(30, 300, count),
        answered=answered,
        **ends(city.seed, day, answered, "storm complaint ends"),
    )
