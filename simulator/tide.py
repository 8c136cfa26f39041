"""The tide at Phú An and its neighbours: four constituents and the season, in metres.

Semidiurnal, two peaks a day, highest at new and full moon of October to January, when they come at about
5 and 17 o'clock. Amplitudes are tuned so that the year's highest peaks reach 1.6-1.7 m, not fitted.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.city import TIDE_STATIONS

Moments = NDArray[np.float64]

_MEAN = 0.08
# (period in hours, amplitude in m, a moment of high water in seconds since 1970)
_NEW_MOON = 947_196_000  # 2000-01-06T22:00Z = 5 o'clock at new moon
_NOVEMBER = 1_762_423_200  # 2025-11-06T10:00Z = 17 o'clock on a record day
_CONSTITUENTS = (
    (12.4206012, 0.70, _NEW_MOON + 129_600),  # M2; the tide's age is a day and a half
    (12.0, 0.24, _NEW_MOON),  # S2
    (23.9344696, 0.25, _NOVEMBER),  # K1
    (25.8193417, 0.19, _NOVEMBER),  # O1
)
_SEASON = 0.20  # m, highest in early November, with the north-east monsoon
_YEAR = 365.2422 * 86_400


def _height(moments: Moments) -> Moments:
    total = _MEAN + _SEASON * np.cos(2 * np.pi * (moments - _NOVEMBER) / _YEAR)
    for hours, amplitude, high in _CONSTITUENTS:
        total = total + amplitude * np.cos(2 * np.pi * (moments - high) / (hours * 3600))
    height: Moments = np.asarray(total, dtype=np.float64)
    return height


def tide(moments: Moments, station: int = 0) -> Moments:
    """Water level at a station of TIDE_STATIONS in metres."""
    _, _, amplitude, lag = TIDE_STATIONS[station]
    level: Moments = amplitude * _height(moments - lag)
    return level
