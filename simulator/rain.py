"""What falls into the rain gauges: millimetres of ten minutes, told at their end, to the tenth."""

import numpy as np
from numpy.typing import NDArray

from simulator.city import City
from simulator.clock import DAY, midnight
from simulator.wards import KM_PER_DEGREE
from simulator.weather import Storm, Weather

PERIOD = 600.0  # s between two readings of a gauge

Values = NDArray[np.float64]


class Rain:
    """The rain gauges of a city, in the order of `City.rain_gauges`; they speak one after another."""

    def __init__(self, city: City, weather: Weather) -> None:
        self._weather = weather
        self._position = np.array([(gauge.lat, gauge.lon) for gauge in city.rain_gauges])
        count = len(city.rain_gauges)
        self.phases: Values = np.arange(count) * PERIOD / count

    def marks(self, begin: float, end: float) -> Values:
        """The moments of the readings from `begin` on and before `end`, whole periods: (reading, gauge)."""
        return np.arange(begin, end, PERIOD)[:, None] + self.phases

    def fallen(self, marks: Values) -> Values:
        """What each gauge tells at its moments, (reading, gauge): the rain of the period before."""
        total = np.zeros(marks.shape)
        for storm in self._weather.around(float(marks.min()) - PERIOD, float(marks.max())):
            during = np.minimum(marks, storm.end) - np.maximum(marks - PERIOD, storm.start)
            total += self._at(storm) * np.clip(during, 0.0, None) / (storm.end - storm.start)
        told: Values = np.round(total, 1)
        return told

    def day(self, day: int) -> Values:
        """What falls on a Vietnamese day at each gauge, as the sum of its readings."""
        begin = float(midnight(day))
        if not self._weather.around(begin - PERIOD, begin + DAY):
            return np.zeros(len(self.phases))
        total: Values = self.fallen(self.marks(begin, begin + DAY)).sum(axis=0)
        return np.round(total, 1)

    def _at(self, storm: Storm) -> Values:
        """The whole of a storm's rain at each gauge."""
        away = (self._position - (storm.lat, storm.lon)) * (1.0, 0.982) * KM_PER_DEGREE
        rain: Values = storm.rain * np.exp(-(away**2).sum(axis=1) / storm.radius**2)
        return rain
