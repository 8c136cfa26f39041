"""The shapes of the map."""

import json
from pathlib import Path

import orjson
import pytest
from shapely.geometry import MultiPolygon, box

from dashboard.places import BoundariesError
from dashboard.settings import Settings
from web.insets import inset, shifts
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


def test_an_island_is_moved_into_the_freest_corner_and_the_mainland_stays() -> None:
    mainland = [box(106.0, 10.0, 106.2, 11.0), box(106.2, 10.8, 107.0, 11.0)]  # a Γ: free in the south-east
    island = box(106.5, 8.6, 106.6, 8.7)
    moved = shifts([*mainland, island])
    assert moved[:2] == [(0.0, 0.0), (0.0, 0.0)]
    assert moved[2] == pytest.approx((0.4, 1.4))


def test_an_inset_leaves_off_what_lies_far_from_its_largest_island() -> None:
    island = MultiPolygon(
        [box(106.5, 8.6, 106.7, 8.8), box(106.75, 8.6, 106.76, 8.61), box(106.0, 8.6, 106.01, 8.61)]
    )
    assert inset(island, (1.0, 2.0)).bounds == pytest.approx((107.5, 10.6, 107.76, 10.8))


def test_without_a_mainland_nothing_is_moved() -> None:
    assert shifts([box(106, 10, 106.1, 10.1), box(108, 8, 108.1, 8.1)]) == [(0.0, 0.0)] * 2


def test_a_boundary_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundariesError, match=r"nowhere\.geojson"):
        shapes(Settings(boundaries=tmp_path / "nowhere.geojson"))
