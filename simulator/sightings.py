"""When each camera sees something: so many events a day, by the hour, and none while it is dead."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator import outages
from simulator.clock import DAY, midnight
from simulator.seeded import generator

Counts = NDArray[np.int64]

_A_MINUTE = 72.0 / 20  # events that begin in the whole city in a minute of weight 1
_FALSE = 0.04
_QUIET = {**dict.fromkeys(range(5), 3), **dict.fromkeys((5, 6, 21, 22, 23), 12)}
_BUSY = np.array([_QUIET.get(hour, 20) for hour in range(24)])  # the weight of a minute, by the hour


class Sighting(NamedTuple):
    """An event's beginning."""

    moment: float
    camera: int
    false: bool


def counted(seed: int, cameras: int, day: int) -> tuple[Counts, Counts]:
    """How many events begin at each camera on a Vietnamese day, and how many of them are false."""
    return _counted(seed, cameras, day, _awake(seed, cameras, day))


def _awake(seed: int, cameras: int, day: int) -> outages.Mask:
    return ~outages.dead_through(seed, outages.CAMERAS, cameras, day)


def _counted(seed: int, cameras: int, day: int, awake: outages.Mask) -> tuple[Counts, Counts]:
    rng = generator(seed, "camera events a day", day)
    minutes = np.count_nonzero(awake.reshape(cameras, 24, 60), axis=2)
    expected = minutes @ _BUSY * (_A_MINUTE / cameras)
    events = rng.poisson(expected)
    return events, rng.binomial(events, _FALSE)


@lru_cache(maxsize=2)
def _day(seed: int, cameras: int, day: int) -> tuple[NDArray[np.float64], Counts, outages.Mask]:
    awake = _awake(seed, cameras, day)
    events, false = _counted(seed, cameras, day, awake)
    rng = generator(seed, "camera events", day)
    weights = np.repeat(_BUSY, 60)
    moments = np.empty(int(events.sum()))
    place = 0
    for camera, count in enumerate(events.tolist()):
        chance = np.cumsum(awake[camera] * weights)
        minutes = np.searchsorted(chance, rng.random(count) * chance[-1], side="right")
        moments[place : place + count] = np.minimum(minutes, DAY // 60 - 1) * 60 + rng.uniform(0, 60, count)
        place += count
    whose = np.repeat(np.arange(cameras), events)
    is_false = np.arange(len(moments)) - np.repeat(np.cumsum(events) - events, events) < false[whose]
    order = np.argsort(moments, kind="stable")
    return np.round(midnight(day) + moments[order], 6), whose[order], is_false[order]


def sightings(seed: int, cameras: int, day: int) -> Iterator[Sighting]:
    """A day's events, earliest first."""
    moments, whose, false = _day(seed, cameras, day)
    return map(Sighting._make, zip(moments.tolist(), whose.tolist(), false.tolist(), strict=True))
