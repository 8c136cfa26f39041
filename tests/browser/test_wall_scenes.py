"""The scenes Now, Map, One-stop and Flood: read from five metres, never fresher than their data."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.stages import StageProcess
from tests.browser.wall_sight import faults, least_type
from tests.browser.walls import shows, stands

SIZES = [(1920, 1080), (3840, 2160), (7680, 2160), (1366, 768), (390, 844)]
SCENES = ("now", "map", "one-stop", "flood")
SINCE = re.compile(r"^Không có số liệu từ (\d\d/\d\d )?\d\d:\d\d$")


def comes(page: Page, state: str) -> None:
    """The board of this scene of the stage is drawn."""
    opened = 44 if state == "storm" else 2
    lost = state == "data-lost"
    for _step in range(150):
        silent = page.evaluate("ops.live.board && ops.live.board.today.flood.feed_state === 'silent'")
        if page.evaluate("ops.live.board && ops.live.board.incidents_open") == opened and silent is lost:
            break
        page.wait_for_timeout(100)
    expect(page.locator(".scene:not([hidden]) .unit-map .land").first).to_be_attached()
    page.wait_for_timeout(700)


def opened(page: Page, stage: StageProcess, scene: str, state: str = "calm", look: str = "night") -> None:
    shows(stage, (scene, 600), look=look)
    stage.direct(scene=state)
    page.goto(f"{stage.address}/wall")
    stands(page)
    if scene != "one-stop":
        comes(page, state)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_every_text_can_be_read(
    browser: Browser, stage: StageProcess, width: int, height: int, scene: str
) -> None:
    found = {}
    with watched_page(browser, width, height) as (page, watched):
        beside = [("promises", 600)] if width == 7680 else []
        shows(stage, *beside, (scene, 600))
        page.goto(f"{stage.address}/wall")
        stands(page)
        for state, look in (("calm", "night"), ("storm", "day"), ("data-lost", "night")):
            stage.direct(scene=state)
            page.evaluate(
                "look => ['night', 'day'].forEach((one) => "
                "document.documentElement.classList.toggle(one, one === look))",
                look,
            )
            page.wait_for_timeout(2500)
            if told := faults(page, least_type(width, height)):
                found[state] = told
            if width >= 900:
                assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        assert watched.errors == []
    assert found == {}


def test_where_a_source_is_silent_no_figure_is_left_and_it_says_since_when(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "now", "data-lost")
        for name in ("now-fire", "now-flood", "now-cameras"):
            block = page.locator(f'[data-part="{name}"]')
            expect(block).to_have_class(re.compile(r"\boff\b"))
            expect(block.locator("time")).to_have_text(SINCE)
            expect(block.locator(".told-at")).to_have_class(re.compile(r"\bsilent\b"))
            assert set(block.locator("[data-figure] b").all_text_contents()) == {"–"}
        for name in ("now-complaints", "now-dossiers"):
            block = page.locator(f'[data-part="{name}"]')
            expect(block).not_to_have_class(re.compile(r"\boff\b"))
            assert "–" not in block.locator("[data-figure] b").all_text_contents()


def test_the_water_of_silent_gauges_is_not_told(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "flood", "data-lost")
        expect(page.locator('[data-part="flood-streets"] li')).to_have_count(0)
        expect(page.locator('[data-part="flood-told"]')).to_have_text("120/120 im lặng")
        counts = page.locator('[data-part="flood-counts"]')
        assert counts.locator('[data-figure="mute"] b').text_content() == "120"
        others = counts.locator('[data-figure]:not([data-figure="mute"]) b')
        assert set(others.all_text_contents()) == {"–"}
        tide = page.locator('[data-part="flood-tide"]')
        expect(tide).to_have_class(re.compile(r"\boff\b"))
        expect(tide.locator("header")).to_contain_text("chưa dự tính được đỉnh triều")
        expect(tide.locator("circle.now, circle.peak")).to_have_count(0)
        expect(page.locator('[data-part="flood-map"] .dot')).to_have_count(0)


def test_a_gauge_that_falls_silent_leaves_the_depths_for_the_silent(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "flood", "storm")
        streets, silent = (page.locator(f'[data-part="flood-{name}"] b') for name in ("streets", "silent"))
        assert "Calmette" in streets.all_text_contents()
        marks = page.locator('[data-part="flood-map"] .symbol.unknown').count()
        stage.direct(set=[["gauges", 0, "state"], "silent"])
        expect(silent.first).to_have_text("Calmette", timeout=5000)
        assert "Calmette" not in streets.all_text_contents()
        assert page.locator('[data-part="flood-map"] .symbol.unknown').count() > marks
        expect(page.locator('[data-part="flood-told"]')).to_have_text("10/120 im lặng")


def test_a_late_source_keeps_its_figures_and_says_that_it_is_late(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "now", "storm")
        flood = page.locator('[data-part="now-flood"]')
        expect(flood.locator(".told-at")).to_have_class(re.compile(r"\blate\b"))
        expect(flood.locator("time")).to_have_text(re.compile(r"^\d\d:\d\d · trễ$"))
        expect(flood.locator('[data-figure="over"] b')).to_have_text("46")
        expect(flood.locator('[data-figure="worst"] b')).to_have_text("75\u00a0cm")


def test_the_counters_tell_the_late_by_cause_and_their_own_promises(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "one-stop")
        today = page.locator('[data-part="one-stop-today"]')
        expect(today.locator('[data-figure="received"] b')).to_have_text("18.420")
        expect(page.locator('[data-part="one-stop-online"]')).to_have_text("68,4\u00a0% trực tuyến")
        words = page.locator('[data-part="one-stop-flow-words"]')
        expect(words).to_contain_text("đúng hạn 16.450")
        expect(words).to_contain_text("96,2\u00a0%")  # 16,450 of 17,105
        causes = page.locator('[data-part="one-stop-causes"] li')
        assert causes.locator("b").all_text_contents() == ["391", "210", "54"]
        expect(page.locator('[data-part="one-stop-promises"] .promise')).to_have_count(4)


def test_the_tide_is_told_a_day_ahead_with_its_next_peak(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "flood")
        tide = page.locator('[data-part="flood-tide"]')
        expect(tide.locator('[data-part="tide-peak"]')).to_have_text(
            re.compile(
                r"^đỉnh kế tiếp \d,\d\d\u00a0m lúc .*\d\d:\d\d, (trên báo động I{1,3}|dưới báo động I)$"
            )
        )
        assert tide.locator("path.ahead").get_attribute("d")
        expect(tide.locator("path.alarm")).to_have_count(3)
        expect(tide.locator("circle.peak")).to_have_count(1)


def test_what_changes_is_drawn_and_nothing_else(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        opened(page, stage, "now", "storm")
        page.evaluate(
            """() => { window.touched = new Set();
            new MutationObserver((told) => told.forEach(({target}) => {
                const around = target.parentElement;
                if (!around.closest("time")) touched.add(around.closest("[data-part]").dataset.part);
            })).observe(document.querySelector(".scene-now"), {subtree: true, childList: true,
                characterData: true, attributeFilter: ["class", "style", "transform", "d"]}); }"""
        )
        online = page.locator('[data-part="now-cameras"] [data-figure="online"] b')
        touched = []
        for value in (1175, 1176):  # with a new minute every age changes: it does not begin twice
            page.evaluate("touched.clear()")
            stage.direct(set=[["today", "cameras", "online"], value])
            expect(online).to_have_text(f"1.{value - 1000}", timeout=20_000)
            touched.append(page.evaluate("[...touched]"))
        assert ["now-cameras"] in touched


def test_no_node_is_left_behind_when_the_scenes_turn(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        shows(stage, *((scene, 600) for scene in SCENES))
        page.goto(f"{stage.address}/wall")
        stands(page)
        counts = []
        for _round in range(4):
            for state in ("storm", "data-lost", "calm"):
                stage.direct(scene=state)
                page.wait_for_timeout(800)
                for _scene in SCENES:
                    page.keyboard.press("ArrowRight")
                    page.wait_for_timeout(150)
            # another KPI of the map has other rows: the same scene of the same board is counted
            counts.append(page.locator(".scene-now *, .scene-flood *, .scene-one-stop *").count())
        assert counts[1] == counts[2] == counts[3]
