"""`/api/map.geojson`: the units as the map draws them, with where a point that belongs to one is put."""

import gzip
import hashlib
from dataclasses import dataclass
from typing import Any

import orjson
import shapely
from shapely.geometry import mapping, shape

from dashboard.cartogram import boundaries, hexagons
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
    for feature in drawn["features"]:
        _finish(feature, cartogram=cartogram)
    plain = orjson.dumps(drawn)
    return Shapes(gzip.compress(plain, 9, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:24]}"')


def _finish(feature: dict[str, Any], *, cartogram: bool) -> None:
    """`centre` is (lon, lat). On a cartogram the place of a gauge on the ground means nothing."""
    outline = shape(feature["geometry"])
    middle = outline.centroid if cartogram else outline.representative_point()
    feature["properties"] |= {"centre": (round(middle.x, 5), round(middle.y, 5)), "cartogram": cartogram}
    if not cartogram:
        feature["geometry"] = mapping(shapely.set_precision(outline.simplify(_FINE), 1e-5))
