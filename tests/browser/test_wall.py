"""The wall in a real browser: turns, take-over, stage, silence, and a deploy that loads it anew once."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.stages import StageProcess
from tests.browser.walls import scenes, shows, stands

TAKEN = '[data-part="taken"]'


def test_nothing_comes_from_outside_and_one_stream_is_followed(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{stage.address}/wall")
        stands(page)
        page.wait_for_load_state("networkidle")
        assert watched.outside(stage.address) == []
        assert [said for said in watched.errors if "404" not in said] == []
        streams = [url for url in watched.asked if url.startswith("ws")]
        assert streams == [stage.address.replace("http", "ws") + "/live?wall=city"]
        expect(page.locator(".top")).to_be_hidden()


def test_scenes_take_turns_and_a_person_turns_and_holds_them(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 2), ("ranking", 2))
    with watched_page(browser) as (page, watched):
        page.goto(f"{stage.address}/wall")
        stands(page)
        ranking = page.locator('[data-scene="ranking"]')
        promises = page.locator('[data-scene="promises"]')
        expect(ranking).to_be_visible(timeout=6000)
        expect(promises).to_be_hidden()
        expect(promises).to_be_visible(timeout=6000)
        page.keyboard.press(" ")
        held = scenes(page)
        expect(page.locator('[data-part="wall-notice"]')).to_have_text(re.compile("^Đang giữ màn hình"))
        page.wait_for_timeout(4500)
        assert scenes(page) == held
        page.keyboard.press("ArrowRight")
        assert scenes(page) != held
        page.keyboard.press("ArrowLeft")
        assert scenes(page) == held
        page.keyboard.press(" ")
        expect(page.locator('[data-part="wall-notice"]')).to_have_text("")
        assert watched.errors == []


def test_what_a_display_shows_is_changed_without_a_reload(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 600))
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        expect(page.locator("html")).to_have_class(re.compile("night"))
        page.evaluate("window.notReloaded = true")
        shows(stage, ("ranking", 600), look="day")
        expect(page.locator('[data-scene="ranking"]')).to_be_visible(timeout=6000)
        expect(page.locator("html")).to_have_class(re.compile(r"\bday\b"))
        assert page.evaluate("window.notReloaded")


def test_a_promise_says_what_follows_from_it(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 600))
    with watched_page(browser) as (page, watched):
        page.goto(f"{stage.address}/wall")
        stands(page)
        tile = page.locator('.promise[data-key="complaints_48h_share"]')
        expect(tile.locator(".sentence")).to_have_text("đạt 100\u00a0% vào 3/2029")
        expect(tile.locator(".state")).to_have_text("Chưa đạt")
        reference = page.locator('.promise[data-key="cameras_online_share"] .sentence')
        expect(reference).to_have_text("đạt mức tham chiếu 99\u00a0% vào 3/2029")
        goal = {
            "year": 2030,
            "value": 100.0,
            "reference": False,
            "first": None,
            "expected": 93.2,
            "short": 6.8,
        }
        place = next(
            index
            for index, kpi in enumerate(page.evaluate("ops.live.board.promises"))
            if kpi["key"] == "complaints_48h_share"
        )
        stage.direct(set=[["promises", place, "goal"], goal | {"needed": 1.2}])
        expect(tile.locator(".sentence")).to_have_text(
            "chưa đạt năm 2030 nếu giữ đà này: cần +1,2 điểm/tháng", timeout=3000
        )
        assert watched.errors == []


def test_a_unit_stands_beside_the_city(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 600))
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall/26740")
        stands(page)
        expect(page.locator(".wall-place h1")).to_have_text("Phường Sài Gòn")
        beside = page.locator('.promise[data-key="online_share"] .beside')
        expect(beside).to_have_text("thành phố 68,4\u00a0% · hạng 41/168")


def _incident(number: int, **more: object) -> dict[str, object]:
    """As of the calm board, opened at its `now` (set by the caller)."""
    return {
        "id": number, "kind": "fire", "severity": "extreme", "state": "triggered", "subject": "Kho Bến Nghé",
        "value": None, "unit": "26740", "unit_name": "Phường Sài Gòn", "lat": 10.776, "lon": 106.7,
        "closing_proposed": False, "unknown": False,
    } | more  # fmt: skip


def tell(page: Page, stage: StageProcess, *incidents: dict[str, object]) -> None:
    """These are open, from the newest minute of the board on."""
    at = page.evaluate("ops.live.board.now")
    stage.direct(set=[["incidents"], [{"opened_at": at} | one for one in incidents]])
    stage.direct(set=[["incidents_open"], len(incidents)])


def test_an_extreme_incident_takes_the_screen_and_gives_it_back(
    browser: Browser, stage: StageProcess
) -> None:
    shows(stage, ("ranking", 600), takes=("extreme",), seconds=5)
    with watched_page(browser) as (page, watched):
        page.goto(f"{stage.address}/wall")
        stands(page)
        expect(page.locator(TAKEN)).to_be_hidden()
        tell(page, stage, _incident(501, state="dispatched"))
        taken = page.locator(TAKEN)
        expect(taken).to_be_visible(timeout=3000)
        expect(taken.locator(".taken-severity")).to_have_text("Đặc biệt nghiêm trọng")
        expect(taken.locator(".taken-title")).to_have_text("Cháy: Kho Bến Nghé")
        expect(taken.locator(".taken-where")).to_have_text("Phường Sài Gòn")
        expect(taken.locator(".since")).to_have_text(re.compile(r"^\d\d:\d\d, đã \d phút$"))
        expect(taken.locator(".done")).to_have_text("đã điều xe")
        expect(taken.locator(".unit-map .land.here")).to_have_count(1)
        expect(page.locator(".ranking")).to_be_hidden()
        expect(taken).to_be_hidden(timeout=9000)
        expect(page.locator(".ranking")).to_be_visible()
        page.wait_for_timeout(1500)
        expect(taken).to_be_hidden()  # the same incident is no news
        assert watched.errors == []


def test_one_that_ends_or_is_not_grave_enough_does_not_hold_the_screen(
    browser: Browser, stage: StageProcess
) -> None:
    shows(stage, ("ranking", 600), takes=("extreme",), seconds=60)
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        tell(page, stage, _incident(502, severity="severe"))
        page.wait_for_timeout(2000)
        expect(page.locator(TAKEN)).to_be_hidden()
        tell(page, stage, _incident(502))  # it has become graver
        expect(page.locator(TAKEN)).to_be_visible(timeout=3000)
        tell(page, stage)
        expect(page.locator(TAKEN)).to_be_hidden(timeout=3000)


def test_a_change_of_the_citys_stage_is_shown(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        steps = page.locator(".wall-stage .steps .on")
        expect(steps).to_have_count(1)
        stage.direct(set=[["stage", "stage"], 3])
        expect(steps).to_have_count(3, timeout=3000)
        expect(page.locator('[data-part="stage-name"]')).to_have_text(re.compile("^3 · "))
        stage.direct(set=[["stage", "unsure"], True])
        expect(page.locator('[data-part="stage-word"]')).to_have_text("Mức vận hành, ít nhất", timeout=3000)


def test_what_a_silent_feed_gives_is_grey_and_says_since_when(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 600))
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        stage.direct(scene="data-lost")
        tile = page.locator('.promise[data-key="cameras_online_share"]')
        expect(tile).to_have_class(re.compile(r"\boff\b"), timeout=3000)
        expect(tile.locator(".value")).to_have_text("–")
        expect(tile.locator(".state")).to_have_text(
            re.compile(r"^Không có số liệu từ (\d\d/\d\d )?\d\d:\d\d$")
        )
        expect(tile.locator(".sentence")).to_have_text("lần cuối 97,8\u00a0%")
        assert "gradient" in tile.evaluate("one => getComputedStyle(one).backgroundImage")
        assert "px" in tile.locator(".drawn").evaluate("one => getComputedStyle(one).strokeDasharray")
        expect(page.locator(".wall-feeds li.silent")).to_have_count(3)
        expect(page.locator('[data-part="tide-told"]')).to_have_text(re.compile("^Không có số liệu từ"))


def test_a_new_build_loads_the_wall_anew_and_only_once(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        page.evaluate("document.documentElement.dataset.first = 'yes'")
        stage.direct(set=[["build"], "another"])
        expect(page.locator("html[data-first]")).to_have_count(0, timeout=20_000)
        stands(page)
        page.evaluate("document.documentElement.dataset.second = 'yes'")
        page.wait_for_timeout(12_000)  # the page still has the build that it had: it may not turn in a circle
        expect(page.locator("html[data-second]")).to_have_count(1)


def test_words_of_strangers_are_text_and_never_markup(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 600), takes=("extreme",), seconds=30)
    with watched_page(browser) as (page, watched):
        page.goto(f"{stage.address}/wall")
        stands(page)
        tell(page, stage, _incident(503, subject="<img src=x onerror=alert(1)>"))
        expect(page.locator(".taken-title")).to_contain_text("<img src=x", timeout=3000)
        expect(page.locator(".scene-promises .happening")).to_contain_text("<img src=x")
        assert page.locator(".wall img").count() == 0
        assert watched.errors == []


def test_it_can_be_installed(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        told = page.evaluate(
            """async () => {
                const link = document.querySelector('link[rel=manifest]').href;
                const told = await (await fetch(link)).json();
                const icons = await Promise.all(told.icons.map(async (icon) => {
                    const image = new Image();
                    image.src = icon.src;
                    await image.decode();
                    return `${image.naturalWidth}x${image.naturalHeight}` === icon.sizes;
                }));
                return [told.start_url, told.display, icons];
            }"""
        )
        assert told == ["/wall", "fullscreen", [True, True, True]]
