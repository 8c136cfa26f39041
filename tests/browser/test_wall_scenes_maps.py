"""The walls' still map: islands in a frame, the inner city enlarged, points told apart, many on a canvas."""

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.units import seed_units
from tests.browser.conftest import watched_page
from tests.browser.stages import StageProcess
from tests.browser.test_wall_scenes import opened
from tests.browser.walls import shows, stands

WARDS = [unit for unit in seed_units() if unit.level == "ward"]


def test_con_dao_stands_in_a_frame_with_its_name(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "now")
        expect(page.locator('[data-part="now-map"] .inset')).to_have_count(1)
        expect(page.locator('[data-part="now-map"] .inset-name')).to_have_text("Côn Đảo")
        assert outside(page, "now-map") == 0


def outside(page: Page, part: str) -> int:
    """How many units are cut off by the map's edge or shrunk to nothing."""
    found: int = page.evaluate(
        """(part) => {
            const map = document.querySelector(`[data-part="${part}"]`), edge = map.getBoundingClientRect();
            return [...map.querySelectorAll(".land")].filter((unit) => {
                const box = unit.getBoundingClientRect();
                return box.width < 2 || box.left < edge.left || box.right > edge.right
                    || box.top < edge.top || box.bottom > edge.bottom;
            }).length;
        }""",
        part,
    )
    return found


SYMBOLS = """(part) => [...document.querySelectorAll(`[data-part="${part}"] .symbol`)].map((one) => {
    const [x, y] = one.getAttribute("transform").match(/-?[\\d.]+/g).map(Number);
    const [severity, half, count] = one.dataset.look.split(",");
    return {x, y, severity, half: Number(half), count: Number(count)};
})"""


def test_every_flooded_street_is_counted_and_no_mark_covers_another(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "now", "storm")
        marks = page.evaluate(SYMBOLS, "now-map")
        grave = [one for one in marks if one["severity"] in ("extreme", "severe", "moderate")]
        assert sum(one["count"] for one in grave) == 43  # 44 are open, one of them of a silent gauge
        for number, one in enumerate(marks):
            for other in marks[number + 1 :]:
                apart = math.hypot(one["x"] - other["x"], one["y"] - other["y"])
                assert apart > 0.85 * (one["half"] + other["half"])


def test_the_map_shows_another_kpi_with_each_showing(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, watched):
        shows(stage, ("map", 600), ("now", 600))
        page.goto(f"{stage.address}/wall")
        stands(page)
        name = page.locator('[data-part="map-name"]')
        expect(name).to_have_text("Hồ sơ giải quyết trực tuyến")
        expect(page.locator('[data-part="map-turn"]')).to_have_text("1/15")
        expect(page.locator('[data-part="map-lowest"] li')).to_have_count(4)
        expect(page.locator('[data-part="map-map"] .land.nodata')).to_have_count(3)
        expect(page.locator('[data-part="map-unknown"]')).to_have_text("3 phường, xã không có số liệu")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(name).to_have_text("Hồ sơ giải quyết đúng hạn")
        expect(page.locator('[data-part="map-turn"]')).to_have_text("2/15")
        assert watched.errors == []


def test_a_kpi_of_a_silent_source_takes_no_turn_and_is_named(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "map", "data-lost")
        expect(page.locator('[data-part="map-turn"]')).to_have_text("1/8")
        expect(page.locator('[data-part="map-silent"]')).to_have_text(
            "nguồn im lặng: Camera, PCCC, Ngập, triều"
        )


def test_many_points_are_drawn_on_a_canvas_and_one_that_changes_there_too(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "now")
        page.evaluate(
            """() => { const box = document.createElement("div");
            box.style.cssText = "position:fixed;inset:0;background:var(--bg)";
            document.querySelector(".wall").append(box);
            const units = Object.keys(ops.live.board.map.online_share);
            window.many = Array.from({length: 1000}, (_, i) => ({key: "p" + i, unit: units[i % units.length],
                severity: "minor", size: "middle"}));
            window.map = ops.unitMap(box);
            map.points(many);
            window.pen = box.querySelector("canvas").getContext("2d");
            window.ink = () => { const {width, height} = pen.canvas;
                return pen.getImageData(0, 0, width, height).data
                    .filter((value, i) => i % 4 === 3 && value > 0).length; }; }"""
        )
        page.wait_for_timeout(1000)
        before = page.evaluate("ink()")
        assert before > 1000 * 20
        assert page.locator(".wall > div:last-child .symbol").count() == 0
        gone = "many.splice(500, 1); map.points(many); ink()"
        after = page.evaluate(gone)
        assert 20 < before - after < 400, "one point is wiped away, and no more"


@pytest.fixture(scope="module")
def borders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A square of its own area for each ward, where it lies."""
    features = []
    for ward in WARDS:
        half = math.sqrt(ward.area_km2 or 1) / 2 / 111
        west, east, south, north = (
            (ward.lon or 0) - half,
            (ward.lon or 0) + half,
            (ward.lat or 0) - half,
            (ward.lat or 0) + half,
        )
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": ward.code}, "geometry": shape})
    file = tmp_path_factory.mktemp("borders") / "wards.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


@pytest.fixture(scope="module")
def bordered(borders: Path) -> Iterator[StageProcess]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPS_BOUNDARIES", str(borders))
        with StageProcess() as process:
            yield process


def test_borders_keep_their_shape_the_island_its_frame_and_the_inner_city_is_enlarged(
    browser: Browser, bordered: StageProcess
) -> None:
    with watched_page(browser) as (page, watched):
        opened(page, bordered, "flood", "storm")
        expect(page.locator('[data-part="flood-map"] .inset-name').first).to_have_text("Côn Đảo")
        assert outside(page, "flood-map") == 0
        sides: list[float] = page.evaluate(
            """() => [...document.querySelectorAll('[data-part="flood-map"] .lands > .land')].map((unit) => {
                const {width, height} = unit.getBBox();
                return width / height; })"""
        )
        # a square in degrees is narrower on the ground: cos 10.8° = 0.982
        assert [round(side, 2) for side in sides] == [0.98] * len(WARDS)
        expect(page.locator('[data-part="flood-map"] .lens')).to_have_count(1)
        assert watched.errors == []


def test_a_units_wall_shows_the_unit_with_its_neighbours_and_its_place_among_the_others(
    browser: Browser, bordered: StageProcess
) -> None:
    turns = [{"scene": "flood", "seconds": 600}, {"scene": "map", "seconds": 600}]
    takes = {"severities": [], "seconds": 5}
    bordered.direct(
        scene="storm",
        display={"name": "", "unit": "26740", "look": "night", "scenes": turns, "takeover": takes},
    )
    with watched_page(browser) as (page, watched):
        page.goto(f"{bordered.address}/wall/26740")
        stands(page)
        here = page.locator('[data-part="flood-map"] .lands > .land.here')
        expect(here).to_have_count(1)
        room, box = page.locator('[data-part="flood-map"]').bounding_box(), here.bounding_box()
        assert room is not None
        assert box is not None
        assert box["width"] > 0.5 * room["width"]
        page.keyboard.press("ArrowRight")
        told = page.locator('[data-part="map-spread"] text.strong')
        expect(told.nth(0)).to_have_text("thành phố 68,4\u00a0%")
        expect(told.nth(1)).to_have_text(re.compile(r"^P\. Sài Gòn \d{1,3},\d\u00a0%$"))
        assert watched.errors == []
