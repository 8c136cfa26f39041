"""What else the city draws on the desk's map: a folder of GeoJSON files (planning, drainage, hydrants …)."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from dashboard.desk.search import fold
from dashboard.settings import SettingsError

LARGEST = 64 * 1024 * 1024  # bytes of a file
_SHAPES = {
    *("Point", "MultiPoint", "LineString", "MultiLineString"),
    *("Polygon", "MultiPolygon", "GeometryCollection"),
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One file, compressed once, and its tag."""

    key: str
    name: str
    body: bytes  # gzip
    etag: str

    def plain(self) -> bytes:
        """For the rare asker that takes no gzip."""
        return gzip.decompress(self.body)


def layers(folder: Path | None) -> dict[str, Layer]:
    """By key, in the order of the files' names. Raises SettingsError with one line that names the file."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise SettingsError(f"OPS_LAYERS: {folder} is no folder")
    made: dict[str, Layer] = {}
    for file in sorted(one for one in folder.iterdir() if one.suffix in (".geojson", ".json")):
        layer = _layer(file)
        if layer.key in made:
            raise SettingsError(f"OPS_LAYERS: {file.name}: another file gives the same key {layer.key}")
        made[layer.key] = layer
    return made


def _layer(file: Path) -> Layer:
    try:
        body = file.read_bytes()
    except OSError as error:
        raise SettingsError(f"OPS_LAYERS: {file.name}: {error.strerror}") from error
    if len(body) > LARGEST:
        raise SettingsError(f"OPS_LAYERS: {file.name}: larger than {LARGEST // 1024**2} MB")
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise SettingsError(f"OPS_LAYERS: {file.name}: no JSON: {error}") from error
    if wrong := _fault(told):
        raise SettingsError(f"OPS_LAYERS: {file.name}: {wrong}")
    key = fold(file.stem).replace(" ", "-")
    if not key:
        raise SettingsError(f"OPS_LAYERS: {file.name}: a name of letters or digits is wanted")
    plain = orjson.dumps(told)
    name = told["name"] if isinstance(told.get("name"), str) else file.stem
    return Layer(key, name, gzip.compress(plain, 9, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:24]}"')


def _fault(told: Any) -> str:
    """What is wrong with a collection; "" where nothing is."""
    if not isinstance(told, dict) or told.get("type") != "FeatureCollection":
        return "a FeatureCollection is wanted"
    features = told.get("features")
    if not isinstance(features, list):
        return "it has no list of features"
    for number, one in enumerate(features, 1):
        if not isinstance(one, dict) or one.get("type") != "Feature":
            return f"feature {number} is none"
        geometry = one.get("geometry")
        if geometry is not None and (not isinstance(geometry, dict) or geometry.get("type") not in _SHAPES):
            return f"feature {number} has no geometry of GeoJSON"
    return ""
