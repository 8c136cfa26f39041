"""The shapes of the map."""

import json
from pathlib import Path

import orjson
import pytest

from dashboard.places import BoundariesError
from dashboard.settings import Settings
from web.shapes import shapes


def features(made: bytes) -> list[dict[str, dict[str, object]]]:
    found: list[dict[str, dict[str, object]]] = orjson.loads(made)["features"]
    return found


def test_without_borders_there_are_hexagons_alone() -> None:
    made = shapes(Settings(boundaries=None))
    assert made.keys() == {"hexagons"}
    drawn = features(made["hexagons"].plain())
    assert len(drawn) == 168
    assert all(feature["properties"]["cartogram"] for feature in drawn)


def test_imported_borders_are_drawn_with_a_place_for_points_inside(tmp_path: Path) -> None:
    horseshoe = [[106.70, 10.77], [106.71, 10.77], [106.71, 10.78], [106.708, 10.78]]
    horseshoe += [[106.708, 10.772], [106.702, 10.772], [106.702, 10.78], [106.70, 10.78], [106.70, 10.77]]
    file = tmp_path / "wards.geojson"
    feature = {
        "type": "Feature",
        "properties": {"code": "26740"},
        "geometry": {"type": "Polygon", "coordinates": [horseshoe]},
    }
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    made = shapes(Settings(boundaries=file))
    assert made.keys() == {"hexagons", "borders"}
    (drawn,) = features(made["borders"].plain())
    assert drawn["properties"]["code"] == "26740"
    assert drawn["properties"]["cartogram"] is False
    lon, lat = drawn["properties"]["centre"]  # type: ignore[misc]
    assert not (106.702 < lon < 106.708 and lat > 10.772), "in the gap of the horseshoe"  # type: ignore[has-type]


def test_a_boundary_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundariesError, match=r"nowhere\.geojson"):
        shapes(Settings(boundaries=tmp_path / "nowhere.geojson"))
