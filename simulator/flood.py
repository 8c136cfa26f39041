"""How high the water stands at every gauge, at any moment: tide and storms on the streets, in metres.

Closed form, so that a day's highest reading needs no walk through the day. A storm's water rises evenly
while it rains and then falls by half in 40 minutes; the tide stands in a street as far as it tops its kerb.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.city import TIDE_STATIONS, City
from simulator.clock import DAY, midnight
from simulator.seeded import generator
from simulator.tide import tide
from simulator.wards import KM_PER_DEGREE
from simulator.weather import Storm, Weather

Levels = NDArray[np.float64]

_HALF_LIFE = 2_400.0  # s
_DRAINED = 18.0  # mm that the sewers swallow
_DEEPEST = 0.85  # m
_TIDE_STEP = 300.0


class Flood:
    """Water levels of all gauges of a city, in the order of `City.gauges`."""

    def __init__(self, city: City, weather: Weather) -> None:
        self.city, self.weather = city, weather
        rng = generator(city.seed, "streets under water")
        count = len(city.gauges)
        self._kerb = rng.uniform(1.33, 1.62, count)  # m of tide at which the street takes water
        self._low = np.clip(rng.normal(0.0075, 0.0035, count), 0.001, 0.02)  # m of water a mm of rain
        self._position = np.array([(gauge.lat, gauge.lon) for gauge in city.gauges])
        self._by_tide = np.array([gauge.by_tide and gauge.quantity == "level" for gauge in city.gauges])
        self._by_rain = np.array([gauge.by_rain for gauge in city.gauges])

    @cached_property
    def stations(self) -> slice:
        """Where the tide stations stand in the order of gauges."""
        return slice(len(self.city.gauges) - len(TIDE_STATIONS), len(self.city.gauges))

    def levels(self, moment: float) -> Levels:
        """The water at every gauge at that moment."""
        heights = [float(tide(np.array([moment]), station)[0]) for station in range(len(TIDE_STATIONS))]
        water = self._from_tide(heights[0])
        for storm in self.weather.around(moment, moment):
            water = np.maximum(water, self._crest(storm) * _shape(storm, moment))
        water[self.stations] = heights
        return water

    def peaks(self, day: int) -> Levels:
        """The highest water at every gauge on that Vietnamese day."""
        begin, end = float(midnight(day)), float(midnight(day + 1))
        moments = np.arange(begin, end, _TIDE_STEP)
        heights = [float(tide(moments, station).max()) for station in range(len(TIDE_STATIONS))]
        water = self._from_tide(heights[0])
        for storm in self.weather.around(begin, end):
            highest = 1.0 if begin <= storm.end < end else max(_shape(storm, begin), _shape(storm, end - 1))
            water = np.maximum(water, self._crest(storm) * highest)
        water[self.stations] = heights
        return water

    def through(self, day: int, gauges: NDArray[np.int64]) -> Levels:
        """The water at some gauges at each minute of that Vietnamese day: (minute, gauge)."""
        begin = float(midnight(day))
        moments: Levels = np.arange(begin, begin + DAY, 60.0, dtype=np.float64)
        water: Levels = self._from_tide(tide(moments)[:, None])[:, gauges]
        for storm in self.weather.around(begin, begin + DAY):
            water = np.maximum(water, self._crest(storm)[gauges] * _shapes(storm, moments)[:, None])
        for column, gauge in enumerate(gauges.tolist()):
            if gauge >= self.stations.start:
                water[:, column] = tide(moments, gauge - self.stations.start)
        return water

    def _from_tide(self, height: float | Levels) -> Levels:
        over = np.clip(height - self._kerb, 0.0, None) * 1.4
        water: Levels = np.where(self._by_tide, over, 0.0)
        return water

    def _crest(self, storm: Storm) -> Levels:
        """The most that a storm puts on each street."""
        away = (self._position - (storm.lat, storm.lon)) * (1.0, 0.982) * KM_PER_DEGREE
        rain = storm.rain * np.exp(-(away**2).sum(axis=1) / storm.radius**2)
        crest: Levels = np.where(self._by_rain, np.clip((rain - _DRAINED) * self._low, 0.0, _DEEPEST), 0.0)
        return crest


def _shape(storm: Storm, moment: float) -> float:
    """How much of its crest a storm's water has at a moment, 0 to 1."""
    if moment <= storm.start or moment > storm.end + DAY / 4:
        return 0.0
    if moment <= storm.end:
        return (moment - storm.start) / (storm.end - storm.start)
    return float(0.5 ** ((moment - storm.end) / _HALF_LIFE))


def _shapes(storm: Storm, moments: Levels) -> Levels:
    """`_shape` at many moments."""
    rising = (moments - storm.start) / (storm.end - storm.start)
    falling = 0.5 ** (np.maximum(moments - storm.end, 0.0) / _HALF_LIFE)
    shape: Levels = np.where(moments <= storm.end, rising, falling)
    shape[(moments <= storm.start) | (moments > storm.end + DAY / 4)] = 0.0
    return shape
