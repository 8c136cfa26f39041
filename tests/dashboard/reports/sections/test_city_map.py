"""The city's map of a report."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from dashboard.hexmap import places
from dashboard.reports.document import MapChart
from dashboard.reports.sections.city_map import city_map
from dashboard.settings import Settings
from dashboard.successions import history
from dashboard.units import CITY_ID, UNKNOWN_ID
from dashboard.views import UnitValue, Value
from tests.dashboard.records import local
from tests.dashboard.reports.asking import wanted

NOW = local("2025-11-05 08:00")
CON_DAO = "26732"


def ranked(on: date, values: Mapping[str, float]) -> list[UnitValue]:
    """Every unit of the map and those of no land, most without a value."""
    told = [unit for unit in history().units if unit.id in places(on) or unit.id in (CITY_ID, UNKNOWN_ID)]
    return [
        UnitValue(
            unit=unit,
            address=unit.code,
            value=Value(value=values.get(unit.code), numerator=0, denominator=None),
            outside=False,
            is_estimate=False,
        )
        for unit in told
    ]


def drawn(settings: Settings, period: str, values: Mapping[str, float], now: datetime = NOW) -> MapChart:
    asked = wanted(create_engine("sqlite://"), settings, period, now)
    return city_map(asked, ranked(asked.on, values), key="map", title="Bản đồ", alt="Bản đồ.", unit="%")


def test_without_borders_every_ward_is_one_hexagon_within_the_square(settings: Settings) -> None:
    chart = drawn(settings, "2025-10", {"26740": 91.5})
    assert chart.is_schematic
    assert len(chart.areas) == 168
    assert [area.value for area in chart.areas if area.name == "Phường Sài Gòn"] == [91.5]
    assert sum(area.value is None for area in chart.areas) == 167
    assert {len(area.rings) for area in chart.areas} == {1}
    assert {len(ring) for area in chart.areas for ring in area.rings} == {6}
    xs, ys = zip(*(point for area in chart.areas for ring in area.rings for point in ring), strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == (0, 1, 0, 1)


def test_north_is_up_and_the_island_stands_in_the_south(settings: Settings) -> None:
    middle = {
        area.name: sum(y for _x, y in area.rings[0]) / 6 for area in drawn(settings, "2025-10", {}).areas
    }
    assert middle["Xã Minh Thạnh"] < middle["Phường Sài Gòn"] < middle["Đặc khu Côn Đảo"]


def test_the_map_is_that_of_the_periods_last_day(settings: Settings) -> None:
    chart = drawn(settings, "2020-12", {"760": 5.0})
    assert [area.value for area in chart.areas if area.name == "Quận 1"] == [5.0]
    assert "Phường Sài Gòn" not in {area.name for area in chart.areas}


def borders(folder: Path, *, without: str = "") -> Path:
    """Every ward a square where its centre is; Phường Sài Gòn has a hole and a speck of an islet."""
    features = []
    for unit in history().map_at(date(2025, 11, 1)):
        assert unit.lat is not None
        assert unit.lon is not None
        rings = [square(unit.lon, unit.lat, 0.02)]
        parts = [rings]
        if unit.code == "26740":
            rings.append(square(unit.lon, unit.lat, 0.01)[::-1])
            parts.append([square(unit.lon + 0.03, unit.lat, 0.0001)])
        if unit.code != without:
            geometry = {"type": "MultiPolygon", "coordinates": parts}
            features.append({"type": "Feature", "properties": {"code": unit.code}, "geometry": geometry})
    file = folder / "wards.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def square(lon: float, lat: float, half: float) -> list[tuple[float, float]]:
    corners = ((-half, -half), (half, -half), (half, half), (-half, half), (-half, -half))
    return [(lon + x, lat + y) for x, y in corners]


def test_imported_borders_are_drawn_with_their_holes_and_without_specks(tmp_path: Path) -> None:
    chart = drawn(Settings(_env_file=None, boundaries=borders(tmp_path)), "2025-10", {"26740": 91.5})
    assert not chart.is_schematic
    assert len(chart.areas) == 168
    (saigon,) = (area for area in chart.areas if area.name == "Phường Sài Gòn")
    assert [len(ring) for ring in saigon.rings] == [4, 4]
    assert saigon.value == 91.5
    assert all(0 <= at <= 1 for area in chart.areas for ring in area.rings for point in ring for at in point)


def test_the_island_is_drawn_beside_the_mainland_and_takes_no_room_of_its_own(tmp_path: Path) -> None:
    """Côn Đảo lies 1.3 degrees south of the mainland, which is 1.2 degrees high: true, it would halve it."""
    chart = drawn(Settings(_env_file=None, boundaries=borders(tmp_path)), "2025-10", {})
    assert chart.aspect == pytest.approx(1.05, abs=0.1)


@pytest.mark.parametrize(("without", "period"), [(CON_DAO, "2025-10"), ("", "2020-12")])
def test_where_a_units_border_is_not_known_all_are_hexagons(
    tmp_path: Path, without: str, period: str
) -> None:
    file = borders(tmp_path, without=without)
    assert drawn(Settings(_env_file=None, boundaries=file), period, {}).is_schematic
