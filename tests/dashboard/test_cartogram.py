"""The hexagon map and the imported one."""

import json
import math
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest
import shapely

from dashboard.cartogram import boundaries, hexagon_centres, hexagons
from dashboard.units import Unit, seed_units

WARDS = {unit.code: unit for unit in seed_units() if unit.level == "ward"}
BY_NAME = {hexagon.unit.name: hexagon for hexagon in hexagon_centres()}
EARTH_KM = 6371.0


def distance_km(lat: float, lon: float, other: Unit) -> float:
    assert other.lat is not None
    assert other.lon is not None
    dy = math.radians(lat - other.lat) * EARTH_KM
    dx = math.radians(lon - other.lon) * EARTH_KM * math.cos(math.radians(lat))
    return math.hypot(dx, dy)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    return math.radians(lon), math.asinh(math.tan(math.radians(lat)))


def test_each_ward_has_one_hexagon_and_none_overlap() -> None:
    features = hexagons()["features"]
    assert {feature["properties"]["code"] for feature in features} == set(WARDS)
    assert len(features) == 168
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    together = shapely.union_all([shape.buffer(-1e-5) for shape in shapes])
    assert len(together.geoms) == 168


def test_a_feature_names_its_unit() -> None:
    by_code = {feature["id"]: feature["properties"] for feature in hexagons()["features"]}
    saigon = WARDS["26740"]
    assert by_code["26740"] == {
        "id": saigon.id,
        "code": "26740",
        "name": "Phường Sài Gòn",
        "short": "Sài Gòn",
    }
    assert by_code["26732"]["short"] == "Côn Đảo"


def test_hexagons_are_regular_on_the_map() -> None:
    for feature in hexagons()["features"]:
        ring = [mercator(lon, lat) for lon, lat in feature["geometry"]["coordinates"][0]]
        sides = [math.dist(a, b) for a, b in pairwise(ring)]
        assert len(sides) == 6
        assert max(sides) / min(sides) < 1.001


@pytest.mark.parametrize(
    ("name", "ns", "we"),
    [
        ("Xã Củ Chi", "north", "west"),
        ("Xã Cần Giờ", "south", "east"),
        ("Phường Vũng Tàu", "south", "east"),
        ("Phường Tân Đông Hiệp", "north", "east"),
        ("Xã Dầu Tiếng", "north", "west"),
        ("Xã Bình Chánh", "south", "west"),
        ("Phường Thủ Đức", "north", "east"),
    ],
)
def test_the_map_reads_like_the_city(name: str, ns: str, we: str) -> None:
    here = BY_NAME[name]
    assert (here.lat > fmean(hexagon.lat for hexagon in BY_NAME.values())) == (ns == "north")
    assert (here.lon > fmean(hexagon.lon for hexagon in BY_NAME.values())) == (we == "east")


def test_wards_stay_near_where_they_are() -> None:
    moved = {
        name: distance_km(hexagon.lat, hexagon.lon, hexagon.unit)
        for name, hexagon in BY_NAME.items()
        if name != "Đặc khu Côn Đảo"  # an island in an inset
    }
    assert sum(moved.values()) / len(moved) < 14.5
    assert max(moved.values()) < 30


def test_the_mainland_hangs_together_and_the_island_stands_apart() -> None:
    shapes = {
        feature["id"]: shapely.geometry.shape(feature["geometry"]).buffer(1e-4)
        for feature in hexagons()["features"]
    }
    island = shapes.pop("26732")
    mainland = shapely.union_all(list(shapes.values()))
    assert mainland.geom_type == "Polygon"
    assert [hole for hole in mainland.interiors if shapely.Polygon(hole).area > 1e-4] == []
    assert island.distance(mainland) > 0.06


def test_imported_borders_have_the_same_names_and_one_feature_a_ward(tmp_path: Path) -> None:
    first, second = shapely.box(106.69, 10.77, 106.70, 10.78), shapely.box(106.70, 10.77, 106.71, 10.78)
    features = [
        {"type": "Feature", "properties": {"ten": "P. Sài Gòn"}, "geometry": shapely.geometry.mapping(shape)}
        for shape in (first, second)
    ]
    path = tmp_path / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (feature,) = boundaries(path)["features"]
    assert feature["properties"] == hexagons_properties("26740")
    assert shapely.geometry.shape(feature["geometry"]).area == pytest.approx(0.0002)


def hexagons_properties(code: str) -> object:
    return next(feature["properties"] for feature in hexagons()["features"] if feature["id"] == code)
