"""`/api/map.geojson`: the units as the map draws them, and where a point that belongs to one is put.

Properties: `centre` (lon, lat); `cartogram`: a place on the ground means nothing here; `shift`: degrees
east and north by which an island was moved beside the mainland.
"""

import gzip
import hashlib
from dataclasses import dataclass
from typing import Any

import orjson
import shapely
from shapely.geometry import mapping, shape

from dashboard.cartogram import boundaries, hexagons
from dashboard.insets import inset, shifts
from dashboard.settings import Settings

_FINE = 0.0003  # degrees (33 m): finer than a pixel of the map on a 4K wall


@dataclass(frozen=True, slots=True)
class Shapes:
    """The GeoJSON compressed once, and its tag."""

    body: bytes  # gzip
    etag: str

    def plain(self) -> bytes:
        """For the rare asker that takes no gzip."""
        return gzip.decompress(self.body)


def shapes(settings: Settings) -> dict[str, Shapes]:
    """By name, "hexagons" and where the city imported them "borders". Raises places.BoundariesError.

    Takes some tenths of a second.
    """
    made = {"hexagons": _packed(hexagons(), cartogram=True)}
    if settings.boundaries:
        made["borders"] = _packed(boundaries(settings.boundaries), cartogram=False)
    return made


def _packed(drawn: dict[str, Any], *, cartogram: bool) -> Shapes:
    outlines = [shape(feature["geometry"]) for feature in drawn["features"]]
    moves = [(0.0, 0.0)] * len(outlines) if cartogram else shifts(outlines)
    for feature, outline, move in zip(drawn["features"], outlines, moves, strict=True):
        if cartogram:
            middle = outline.centroid
        else:
            whole = inset(outline, move) if any(move) else outline
            fine = shapely.set_precision(whole.simplify(_FINE), 1e-5)
            feature["geometry"] = mapping(fine)
            middle = fine.representative_point()
        centre = (round(middle.x, 5), round(middle.y, 5))
        feature["properties"] |= {"centre": centre, "cartogram": cartogram, "shift": move}
    plain = orjson.dumps(drawn)
    return Shapes(gzip.compress(plain, 9, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:24]}"')
