"""The wall from five metres: type, contrast, nothing cut off or over another, at every size and state."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.stages import StageProcess
from tests.browser.wall_sight import faults, least_type
from tests.browser.walls import scenes, shows, stands

SIZES = [(1920, 1080), (3840, 2160), (7680, 2160), (1366, 768), (390, 844)]
SCENES = ("promises", "ranking")
STATES = (("calm", 2, "night"), ("storm", 44, "day"), ("data-lost", 2, "night"))
_LOOK = """look => {
    for (const one of ["night", "day"]) document.documentElement.classList.toggle(one, one === look)
}"""


def settled(page: Page, opened: int) -> None:
    """The scene of the stage has come: so many incidents are open."""
    page.wait_for_timeout(300)
    expect(page.locator("html")).to_have_attribute("data-live", "live")
    for _step in range(100):
        if page.evaluate("ops.live.board.incidents_open") == opened:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(800)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_every_text_can_be_read(
    browser: Browser, stage: StageProcess, width: int, height: int, scene: str
) -> None:
    found = {}
    turning = (("promises", 600), (scene, 600)) if width == 7680 else ((scene, 600),)
    with watched_page(browser, width, height) as (page, watched):
        for address, states in (("/wall", STATES), ("/wall/26740", STATES[1:2])):
            shows(stage, *turning)
            page.goto(stage.address + address)
            stands(page)
            for state, opened, look in states:
                stage.direct(scene=state)
                page.evaluate(_LOOK, look)
                settled(page, opened)
                if told := faults(page, least_type(width, height)):
                    found[f"{address} {state}"] = told
                if width >= 900:
                    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        assert all("404" in said for said in watched.errors)
    assert found == {}


def test_what_takes_the_screen_can_be_read(browser: Browser, stage: StageProcess) -> None:
    for width, height in SIZES:
        stage.reset()
        shows(stage, ("ranking", 600), takes=("extreme",), seconds=300)
        with watched_page(browser, width, height) as (page, _):
            page.goto(f"{stage.address}/wall")
            stands(page)
            stage.direct(scene="storm")
            expect(page.locator('[data-part="taken"]')).to_be_visible(timeout=5000)
            settled(page, 44)
            assert faults(page, least_type(width, height)) == []


@pytest.mark.parametrize("look", ["night", "day"])
@pytest.mark.parametrize("state", ["calm", "storm", "data-lost"])
def test_axe_finds_no_serious_fault(browser: Browser, stage: StageProcess, look: str, state: str) -> None:
    shows(stage, ("promises", 600), ("ranking", 600), look=look)
    stage.direct(scene=state)
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        settled(page, 44 if state == "storm" else 2)
        for _scene in SCENES:
            found = Axe().run(page)
            serious = [
                one for one in found.response["violations"] if one["impact"] in {"serious", "critical"}
            ]
            assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in serious] == []
            page.keyboard.press("ArrowRight")


def test_a_wide_wall_keeps_the_promises_beside_what_turns(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 600), ("ranking", 600))
    with watched_page(browser, 7680, 2160) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        assert scenes(page) == ["promises", "ranking"]
        left = page.locator('[data-scene="promises"]').bounding_box()
        right = page.locator('[data-scene="ranking"]').bounding_box()
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"]


def test_a_telephone_has_all_scenes_in_one_column_and_takes_no_turns(
    browser: Browser, stage: StageProcess
) -> None:
    shows(stage, ("promises", 2), ("ranking", 2), ("promises", 2))
    with watched_page(browser, 390, 844) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        for _moment in range(2):
            assert scenes(page) == ["promises", "ranking"]
            tops = [page.locator(f'[data-scene="{name}"]').bounding_box() for name in SCENES]
            assert tops[0] is not None
            assert tops[1] is not None
            assert tops[0]["y"] + tops[0]["height"] <= tops[1]["y"]
            page.wait_for_timeout(3000)
        expect(page.locator(".scene-promises .promise")).to_have_count(6)


def test_by_the_hour_it_is_night_or_day_whatever_the_screens_own_clock(
    browser: Browser, stage: StageProcess
) -> None:
    shows(stage, ("promises", 600), look="auto")
    with watched_page(browser) as (page, _):
        page.clock.install(time="2020-01-01T05:00:00Z")
        page.goto(f"{stage.address}/wall")
        stands(page)
        hour = page.evaluate("ops.hour(Date.parse(ops.live.board.now))")
        page.clock.run_for(6000)
        look = "day" if 6 <= hour < 18 else "night"
        expect(page.locator("html")).to_have_class(re.compile(rf"\b{look}\b"))


def test_it_shifts_by_few_pixels_and_nothing_moves_where_motion_is_not_wanted(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{stage.address}/wall")
        stands(page)
        moving = page.evaluate(
            """() => [...document.querySelectorAll('.wall, .wall *')].filter((one) => {
                const {animationName, transitionDuration} = getComputedStyle(one);
                return animationName !== 'none' || parseFloat(transitionDuration) > 0;
            }).map((one) => one.className)"""
        )
        assert moving == []
        shift = page.evaluate(
            "[...'xy'].map((axis) => Number(document.querySelector('.wall').style"
            ".getPropertyValue(`--shift-${axis}`)))"
        )
        assert all(-3 <= pixels <= 3 for pixels in shift)
