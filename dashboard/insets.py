"""Islands on the map of borders: drawn as they are, but near the mainland, as atlases do."""

from collections.abc import Sequence

import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

FAR = 0.5  # degrees (55 km) from every other unit
TOGETHER = 0.2  # degrees: an islet further than this from the largest island is left off the drawing

Shift = tuple[float, float]


def shifts(outlines: Sequence[BaseGeometry]) -> list[Shift]:
    """How far each outline is moved, in degrees east and north; (0, 0) for all but islands.

    An island goes into a corner of the mainland's box, on its own side of it, where it stands freest.
    """
    far = [_is_far(number, outlines) for number in range(len(outlines))]
    near = [outline for outline, away in zip(outlines, far, strict=True) if not away]
    if len(near) < 2:
        return [(0.0, 0.0)] * len(outlines)
    mainland = shapely.union_all(near)
    return [
        _into_corner(outline, mainland) if away else (0.0, 0.0)
        for outline, away in zip(outlines, far, strict=True)
    ]


def inset(island: BaseGeometry, move: Shift) -> BaseGeometry:
    """An island with its near islets, where it is drawn."""
    parts = list(getattr(island, "geoms", [island]))
    largest = max(parts, key=lambda part: part.area)
    together = [part for part in parts if part.distance(largest) <= TOGETHER]
    return translate(shapely.union_all(together), *move)


def _is_far(number: int, outlines: Sequence[BaseGeometry]) -> bool:
    here = outlines[number]
    return all(here.distance(other) > FAR for at, other in enumerate(outlines) if at != number)


def _into_corner(island: BaseGeometry, mainland: BaseGeometry) -> Shift:
    west, south, east, north = mainland.bounds
    left, low, right, high = inset(island, (0.0, 0.0)).bounds
    up = south - low if low < south else north - high  # an island of the south stays in the south
    corners = [(x, up) for x in (west - left, east - right)]
    freest = max(corners, key=lambda to: inset(island, to).distance(mainland))
    return round(freest[0], 6), round(freest[1], 6)
