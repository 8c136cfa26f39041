"""Coordinates and the units that they lie in."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.places import BoundariesError, Places, reach_km, read_boundaries
from dashboard.successions import history
from dashboard.units import seed_units

BY_CODE = {unit.code: unit.id for unit in seed_units()}
PLACES = Places()
SAIGON, BEN_THANH = BY_CODE["26740"], BY_CODE["26743"]


def square(west: float, south: float, side: float) -> dict[str, object]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(properties: object, geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def written(folder: Path, *features: object) -> Path:
    path = folder / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_without_boundaries_the_nearest_centre_is_an_approximate_answer() -> None:
    assert PLACES.find(10.7805, 106.704) == (SAIGON, True)
    assert PLACES.find(10.7769, 106.7009) == (SAIGON, True)  # the city hall


def test_a_point_in_another_city_has_no_unit() -> None:
    assert PLACES.find(42.3601, -71.0589) == (None, False)  # Boston
    assert PLACES.find(21.0285, 105.8542) == (None, False)  # Hanoi


def test_a_guess_goes_no_further_than_twice_the_radius_of_the_unit() -> None:
    assert reach_km(3.04) == 3.0
    assert reach_km(78.5398) == pytest.approx(10.0, abs=1e-3)
    # Côn Đảo: 75.79 km², centre at 8.6981 N, so 9.82 km; a degree of latitude is 111.195 km
    assert PLACES.find(8.6981 + 9.7 / 111.195, 106.6115) == (BY_CODE["26732"], True)
    assert PLACES.find(8.6981 + 9.9 / 111.195, 106.6115) == (None, False)


def test_before_july_2025_the_nearest_old_ward_says_which_unit_held_there() -> None:
    def place(day: date, lat: float, lon: float) -> tuple[str, str]:
        unit_id, approximate = Places(day).find(lat, lon)
        assert approximate
        found = next(unit for unit in history().units if unit.id == unit_id)
        return found.level, found.name

    city_hall, thao_dien, con_dao = (10.7769, 106.7009), (10.8037, 106.7357), (8.6821, 106.6072)
    assert place(date(2020, 12, 31), *city_hall) == ("district", "Quận 1")
    assert place(date(2020, 12, 31), *thao_dien) == ("district", "Quận 2")
    assert place(date(2021, 1, 1), *thao_dien) == ("district", "Thành phố Thủ Đức")
    assert place(date(2025, 6, 30), *thao_dien) == ("ward", "Phường Thảo Điền")
    assert place(date(2025, 6, 30), *con_dao) == ("district", "Huyện Côn Đảo")  # it had no wards
    assert place(date(2025, 7, 1), *thao_dien)[0] == "ward"
    assert Places(date(2021, 1, 1)).find(21.0285, 105.8542) == (None, False)  # Hanoi


@given(st.floats(), st.floats())
def test_no_number_is_too_absurd(lat: float, lon: float) -> None:
    unit, approximate = PLACES.find(lat, lon)
    assert approximate == (unit is not None)


def test_a_point_in_an_imported_boundary_is_sure(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        feature({"code": "26740"}, square(106.69, 10.77, 0.02)),
        feature({"TEN_XA": "P. Bến Thành", "tinh": "Hồ Chí Minh"}, square(106.71, 10.77, 0.01)),
    )
    places = Places(borders=read_boundaries(path))
    assert places.find(10.78, 106.70) == (SAIGON, False)
    assert places.find(10.775, 106.715) == (BEN_THANH, False)
    assert places.find(10.775, 106.71) == (SAIGON, False)  # on the border: the first in the file
    assert places.find(8.6981, 106.6115) == (BY_CODE["26732"], True)  # in none: the nearest centre
    assert places.find(42.36, -71.06) == (None, False)


def test_a_ward_may_have_several_parts_and_a_ring_that_crosses_itself(tmp_path: Path) -> None:
    islands = [square(106.0, 10.0, 0.1)["coordinates"], square(107.0, 10.0, 0.1)["coordinates"]]
    bow_tie = [[[105, 9], [105.2, 9.2], [105.2, 9], [105, 9.2], [105, 9]]]
    path = written(
        tmp_path,
        feature({"ma_xa": 26740.0}, {"type": "MultiPolygon", "coordinates": islands}),
        feature({"MaXa": "26743"}, {"type": "Polygon", "coordinates": bow_tie}),
        feature({"MaXa": "26743"}, square(105.5, 9, 0.1)),
    )
    places = Places(borders=read_boundaries(path))
    assert [places.find(10.05, lon)[0] for lon in (106.05, 107.05)] == [SAIGON, SAIGON]
    assert [places.find(9.05, lon)[0] for lon in (105.02, 105.55)] == [BEN_THANH, BEN_THANH]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (
            feature({"name": "Phường Đa Kao"}, square(106, 10, 1)),
            "feature 2 (Phường Đa Kao): no code or name",
        ),
        (feature(None, square(106, 10, 1)), "feature 2 (no properties): no code or name"),
        (feature({"code": "26743"}, {"type": "Point", "coordinates": [1, 2]}), "(26743): its geometry is no"),
        (feature({"code": "26743"}, None), "(26743): its geometry is no"),
        (feature({"code": "26743"}, square(600_000, 1_190_000, 9)), "(26743): its coordinates are not long"),
        (
            feature({"code": "26743"}, {"type": "Polygon", "coordinates": "x"}),
            "(26743): its coordinates make",
        ),
        (feature({"code": "26743"}, {"type": "Polygon", "coordinates": []}), "(26743): its polygon is empty"),
        ("no feature", "feature 2 (no properties): no code or name"),
    ],
)
def test_a_bad_feature_is_named(tmp_path: Path, bad: object, says: str) -> None:
    path = written(tmp_path, feature({"code": "26740"}, square(106, 10, 1)), bad)
    with pytest.raises(BoundariesError) as caught:
        Places(borders=read_boundaries(path))
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"type": "FeatureCollection", "features": []}'])
def test_a_file_without_features_is_one_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "wards.geojson"
    path.write_text(content)
    with pytest.raises(BoundariesError, match=r"wards\.geojson: no "):
        read_boundaries(path)


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BoundariesError, match=r"none\.geojson: cannot be read"):
        read_boundaries(tmp_path / "none.geojson")
