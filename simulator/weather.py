"""Storms over the city: 30 minutes to 2.5 hours, 20 to 126 mm, mostly on rainy-season afternoons."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simulator.clock import DAY, midnight, to_date
from simulator.seeded import generator

# Storms a day by month (the south's rainy season runs from May to November).
_A_DAY = (0.04, 0.03, 0.06, 0.20, 0.60, 0.75, 0.80, 0.80, 0.90, 0.80, 0.35, 0.10)
_HEART = (10.79, 106.68)
LONGEST = 2.5 * 3600


@dataclass(frozen=True, slots=True)
class Storm:
    start: float
    end: float
    rain: float  # mm in all at its centre
    lat: float
    lon: float
    radius: float  # km at which the rain has fallen to 1/e


@lru_cache(maxsize=64)
def storms_of(seed: int, day: int) -> tuple[Storm, ...]:
    """The storms that begin on that Vietnamese day, earliest first."""
    rng = generator(seed, "storms", day)
    count = rng.poisson(_A_DAY[to_date(day).month - 1])
    found = []
    for _ in range(count):
        start = midnight(day) + float(np.clip(rng.normal(16.0, 2.5), 0.5, 23.5)) * 3600
        length = rng.uniform(1800, LONGEST)
        rain = float(np.clip(20 + rng.gamma(1.6, 16), 20, 126))
        lat, lon = rng.normal(_HEART, (0.12, 0.12))
        found.append(Storm(start, start + length, rain, float(lat), float(lon), rng.uniform(4, 11)))
    return tuple(sorted(found, key=lambda storm: storm.start))


@dataclass(frozen=True)
class Weather:
    """The seed's storms and, for the scenario `storm`, some more over the heart of the city."""

    seed: int
    extra: tuple[Storm, ...] = ()

    def around(self, first: float, last: float) -> tuple[Storm, ...]:
        """Storms whose water may stand on the streets between two moments."""
        days = range(int((first - DAY) // DAY), int((last + DAY) // DAY) + 1)
        usual = tuple(storm for day in days for storm in storms_of(self.seed, day))
        return tuple(
            storm for storm in usual + self.extra if storm.start <= last and storm.end >= first - DAY
        )


def storm_scenario(start: float) -> tuple[Storm, ...]:
    """One storm that began 40 minutes ago, and another every four hours for two days.

    After 40 minutes streets are under water and people write: whenever it is started, both are there to see.
    """
    heart = [(10.79, 106.70), (10.74, 106.66), (10.83, 106.75)]
    found = []
    for number in range(12):
        begin = start - 2400 + number * 4 * 3600
        lat, lon = heart[number % len(heart)]
        found.append(Storm(begin, begin + LONGEST * (1 if number % 2 else 0.6), 95.0, lat, lon, 9.0))
    return tuple(found)
