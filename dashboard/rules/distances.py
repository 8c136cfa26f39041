"""How far two places are apart."""

from math import asin, cos, radians, sin, sqrt

_EARTH = 6_371_000.0  # metres
METRES_A_DEGREE = 111_195.0  # of latitude


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two points, degrees WGS 84, on a sphere: right to 0.5 %."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))
