"""The hexagon cartogram: one hexagon a ward, all of one size, placed by least total displacement.

A true map shows the small wards of the inner city as dots; here each ward is seen alike. No borders are
invented: a hexagon says where a ward lies, not what shape it has.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.units import Unit

Points = NDArray[np.float64]
_KM_A_DEGREE = 111.195
_DRAWN_KM = 3.0  # between neighbouring hexagons, as drawn
# Distances from the middle are bent by this power before wards look for their hexagon: the crowded inner
# city gains the room that the wide outskirts have to spare, and directions stay true. With these values 92 %
# of each ward's six nearest wards end within two hexagons of it.
_BENT = 0.45
_REACH = 1.1  # land around a bent centre, in mean spacings
_ROOM = 1.03  # places a ward: a few to spare smooth the outline
_FAR = 60.0  # km from every other ward: an island, shown as an inset


@dataclass(frozen=True, slots=True)
class Hexagon:
    """A ward's place: the centre and the six corners, (lon, lat) in degrees around the city's middle."""

    unit: Unit
    centre: tuple[float, float]
    corners: tuple[tuple[float, float], ...]
    inset: bool


def hexagons(units: Sequence[Unit]) -> list[Hexagon]:
    """One hexagon for each unit that has a centre; deterministic. [] for no units."""
    wards = [unit for unit in units if unit.lat is not None and unit.lon is not None]
    if not wards:
        return []
    degrees = np.array([(unit.lon, unit.lat) for unit in wards], dtype=np.float64)
    origin = np.median(degrees, axis=0)
    centres = (degrees - origin) * _km(origin)
    far = _far(centres)
    bent = _bend(centres[~far])
    places = _grid(bent)
    placed = np.empty_like(centres)
    placed[~far] = places[assign(_squares(bent, places))]
    placed[far] = _insets(places, int(far.sum()))
    return [
        Hexagon(ward, _to_degrees(at, origin), _corners(at, origin), bool(away))
        for ward, at, away in zip(wards, placed, far, strict=True)
    ]


def _km(origin: Points) -> Points:
    """Kilometres a degree, east and north."""
    return np.array([math.cos(math.radians(origin[1])) * _KM_A_DEGREE, _KM_A_DEGREE])


def _to_degrees(at: Points, origin: Points) -> tuple[float, float]:
    lon, lat = origin + at * _DRAWN_KM / _km(origin)
    return round(float(lon), 6), round(float(lat), 6)


def _bend(centres: Points) -> Points:
    """Pulled towards the middle the more the farther out; afterwards the mean spacing is 1."""
    radius = np.hypot(centres[:, 0], centres[:, 1])
    bent = centres * np.where(radius > 0, np.maximum(radius, 1e-9) ** (_BENT - 1), 0.0)[:, None]
    spacing = math.sqrt(float(np.prod(np.ptp(bent, axis=0))) / len(bent))
    return bent / (spacing or 1.0)


def _squares(some: Points, others: Points) -> Points:
    """Squared distances: many short moves are better than one long one."""
    difference: Points = some[:, None, :] - others[None, :, :]
    return np.asarray((difference**2).sum(axis=2), dtype=np.float64)


def _far(centres: Points) -> NDArray[np.bool_]:
    if len(centres) < 3:
        return np.zeros(len(centres), dtype=np.bool_)
    squares = _squares(centres, centres)
    np.fill_diagonal(squares, np.inf)
    return np.asarray(squares.min(axis=1) > _FAR**2)


def _grid(bent: Points) -> Points:
    """Centres of a hexagonal grid of spacing 1 that covers the land around the bent centres.

    The land is stretched until it has room for every ward.
    """
    wanted = math.ceil(len(bent) * _ROOM)
    stretch = 0.5
    while len(places := _on_land(bent, stretch)) < wanted:
        stretch *= 1.01
    bent *= stretch
    return places


def _on_land(bent: Points, stretch: float) -> Points:
    """Centres of the pointy-topped hexagons that lie within reach of a ward."""
    stretched, reach = bent * stretch, _REACH * stretch
    low, high = stretched.min(axis=0) - reach, stretched.max(axis=0) + reach
    rows = np.arange(low[1], high[1] + 1, math.sqrt(3) / 2)
    columns = np.arange(low[0], high[0] + 1)
    x = columns[None, :] + ((np.arange(len(rows)) % 2) / 2)[:, None]
    places = np.stack([x.ravel(), np.broadcast_to(rows[:, None], x.shape).ravel()], axis=1)
    return np.asarray(places[(_squares(places, stretched) <= reach**2).any(axis=1)])


def _insets(places: Points, count: int) -> Points:
    """A row in the south-east corner, clear of the mainland."""
    right, bottom = places[:, 0].max(), places[:, 1].min()
    return np.array([(right - index, bottom) for index in range(count)], dtype=np.float64).reshape(-1, 2)


def _corners(at: Points, origin: Points) -> tuple[tuple[float, float], ...]:
    angles = (math.radians(60 * corner + 30) for corner in range(6))
    size = 1 / math.sqrt(3)
    return tuple(_to_degrees(at + size * np.array([math.cos(a), math.sin(a)]), origin) for a in angles)


def assign(costs: Points) -> NDArray[np.intp]:
    """For each row the column that makes the total cost least, each column used once (Hungarian method).

    At least as many columns as rows. O(rows² x columns), the inner loop in numpy: 0.2 s for 168 x 185.
    """
    rows, columns = costs.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    taken_by = np.zeros(columns + 1, dtype=np.intp)  # 1-based rows; 0 is free
    for row in range(1, rows + 1):
        taken_by[0] = row
        column = 0
        least = np.full(columns + 1, np.inf)
        came_from = np.zeros(columns + 1, dtype=np.intp)
        seen = np.zeros(columns + 1, dtype=np.bool_)
        while taken_by[column]:
            seen[column] = True
            here = taken_by[column]
            reduced = costs[here - 1] - row_price[here] - column_price[1:]
            better = ~seen[1:] & (reduced < least[1:])
            least[1:][better] = reduced[better]
            came_from[1:][better] = column
            column = int(np.where(seen[1:], np.inf, least[1:]).argmin()) + 1
            step = least[column]
            row_price[taken_by[seen]] += step
            column_price[seen] -= step
            least[~seen] -= step
        while column:
            taken_by[column] = taken_by[came_from[column]]
            column = int(came_from[column])
    answer = np.empty(rows, dtype=np.intp)
    for column in range(1, columns + 1):
        if taken_by[column]:
            answer[taken_by[column] - 1] = column - 1
    return answer
