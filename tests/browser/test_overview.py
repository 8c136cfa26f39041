"""The first screen in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.kpis import BOARD
from tests.browser.conftest import watched_page
from tests.browser.stages import StageProcess

SIZES = [(1920, 1080), (3840, 2160), (1366, 768), (2560, 1080), (1024, 768), (390, 844)]


def value(page: Page, key: str) -> str:
    found = page.locator(f'[data-kpi="{key}"] [data-part="value"]').text_content()
    assert found is not None
    return found


def ready(page: Page) -> None:
    expect(page.locator('[data-kpi="online_share"] [data-part="value"]')).to_have_text("68,4")
    expect(page.locator(".unit.s0, .unit.s1, .unit.s2, .unit.s3, .unit.s4").first).to_be_attached()


def test_nothing_comes_from_outside_and_the_console_stays_silent(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(stage.address)
        ready(page)
        page.wait_for_load_state("networkidle")
        assert watched.outside(stage.address) == []
        assert watched.errors == []
        assert [url for url in watched.asked if url.startswith("ws")] == [
            stage.address.replace("http", "ws") + "/live"
        ]
        assert not [url for url in watched.asked if "plotly" in url]


def test_every_kpi_has_its_place_and_value(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        ready(page)
        for kpi in BOARD:
            assert value(page, kpi.key) != "–", kpi.key
        assert value(page, "dossiers_overdue") == "1.240"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off_at_any_size(
    browser: Browser, stage: StageProcess, width: int, height: int
) -> None:
    with watched_page(browser, width, height) as (page, watched):
        page.goto(stage.address)
        for scene, opened in (("calm", 2), ("storm", 44), ("data-lost", 2)):
            stage.direct(scene=scene)
            expect(page.locator('[data-part="open"]')).to_have_text(f"{opened} sự cố mở")
            expect(page.locator(".point").first).to_be_attached()
            assert reaches_over(page) == []
            assert units_on_the_map(page) == 168
            if width >= 1200:
                assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
                strip = page.locator(".strip").bounding_box()
                assert strip is not None
                assert strip["y"] + strip["height"] <= height
        assert watched.errors == []


def units_on_the_map(page: Page) -> int:
    """How many wards stand within the map's frame and are not shrunk to nothing."""
    found: int = page.evaluate(
        """() => {
            const map = document.querySelector('[data-part="map"]').getBoundingClientRect();
            return [...document.querySelectorAll('.unit')].filter((unit) => {
                const box = unit.getBoundingClientRect();
                return box.width > 3 && box.left > map.left - 3 && box.right < map.right + 3
                    && box.top > map.top - 3 && box.bottom < map.bottom + 3;
            }).length;
        }"""
    )
    return found


def reaches_over(page: Page) -> list[str]:
    """The parts that stand beside the screen, left or right."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('[data-part]')].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
        }).map((one) => one.dataset.part)"""
    )
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    return found


def test_a_change_is_shown_without_a_reload(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        ready(page)
        stage.direct(set=[["kpis", 0, "value"], 71.9])
        expect(page.locator('[data-kpi="online_share"] [data-part="value"]')).to_have_text(
            "71,9", timeout=3000
        )
        expect(page.locator('[data-kpi="online_share"] [data-part="sentence"]')).to_have_text(
            "vượt 21,9 điểm so với chỉ tiêu 2025"
        )


def test_a_silent_feed_takes_its_values_off_and_says_since_when(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        ready(page)
        stage.direct(scene="data-lost")
        tile = page.locator('[data-kpi="cameras_online_share"]')
        expect(tile.locator('[data-part="value"]')).to_have_text("–", timeout=3000)
        expect(tile.locator('[data-part="state"]')).to_have_text(
            re.compile(r"^Không có số liệu từ (\d\d/\d\d )?\d\d:\d\d$")
        )
        expect(tile.locator('[data-part="sentence"]')).to_have_text("lần cuối 97,8\u00a0%")
        expect(tile).to_have_class(re.compile(r"\boff\b"))
        mute = page.locator('[data-group="fire"]')
        expect(mute.locator('[data-part="time"]')).to_have_text("Chưa có số liệu")
        expect(mute.locator('[data-kpi="panels_mute"] [data-part="value"]')).to_have_text("–")
        expect(page.locator('[data-part="feeds"] li.silent')).to_have_count(3)


def test_what_a_silent_feed_left_out_is_told(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(stage.address)
        ready(page)
        stage.direct(set=[["kpis", 0, "missing"], {"minutes": 372, "share": 0.0083}])
        tile = page.locator('[data-kpi="online_share"]')
        told = "thiếu 6 giờ 12 phút, 0,8 % của kỳ"
        expect(tile.locator('[data-part="sentence"]')).to_have_text(told, timeout=3000)
        expect(tile.locator('[data-part="state"]')).to_have_text("Đạt 2025")
        stage.direct(set=[["kpis", 0, "missing"], {"minutes": 9000, "share": 0.25}])
        stage.direct(set=[["kpis", 0, "state"], "no_data"])
        expect(tile.locator('[data-part="state"]')).to_have_text("Chưa đủ số liệu", timeout=3000)
        expect(tile).to_have_class(re.compile(r"\boff\b"))
        assert watched.errors == []


def test_a_state_is_always_a_word_too(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        ready(page)
        for tile in page.locator(".tile.ok, .tile.warn, .tile.bad, .tile.off").all():
            assert tile.locator('[data-part="state"]').text_content()
        for row in page.locator(".incidents li").all():
            assert row.locator(".spoken").text_content()


def test_the_map_shows_the_kpi_that_was_chosen(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        ready(page)
        expect(page.locator(".unit")).to_have_count(168)
        expect(page.locator('[data-part="legend"]')).to_contain_text("%")
        page.locator('[data-map-kpi="complaints_open"]').click()
        expect(page.locator("#map-kpi")).to_have_value("complaints_open")
        expect(page.locator('[data-part="legend"]')).not_to_contain_text("%")
        page.locator("#map-kpi").select_option("on_time_share")
        expect(page.locator('[data-map-kpi="on_time_share"]')).to_have_attribute("aria-pressed", "true")
        page.reload()
        expect(page.locator("#map-kpi")).to_have_value("on_time_share")


def test_units_without_a_value_are_hatched_not_coloured(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        ready(page)
        empty = page.locator(".unit.nodata")
        expect(empty).to_have_count(3)
        assert empty.first.evaluate("one => getComputedStyle(one).fill") == 'url("#hatch")'


def test_what_does_not_fit_is_said_in_words(browser: Browser, stage: StageProcess) -> None:
    stage.direct(scene="storm")
    with watched_page(browser, 1366, 768) as (page, _):
        page.goto(stage.address)
        expect(page.locator('[data-part="open"]')).to_have_text("44 sự cố mở")
        shown = page.locator(".incidents li:not([hidden])").count()
        assert 3 <= shown < 44
        expect(page.locator('[data-part="more"]')).to_have_text(f"và {44 - shown} sự cố nữa")


def test_the_language_is_switched_and_kept(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(stage.address)
        ready(page)
        assert page.evaluate("document.documentElement.lang") == "vi"
        page.get_by_role("button", name="EN").click()
        expect(page.locator('[data-kpi="online_share"] [data-part="value"]')).to_have_text("68.4")
        expect(page.get_by_role("heading", name="Promises to citizens")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == "en"
        page.goto(stage.address + "/feeds")
        expect(page.get_by_role("heading", name="Data feeds")).to_be_visible()
        assert watched.errors == []


def test_day_and_night_are_switched_without_a_reload_and_kept(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        ready(page)
        page.get_by_role("button", name="Ngày").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 244, 239)"
        page.reload()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 244, 239)"


def test_all_of_it_can_be_reached_by_keyboard(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        ready(page)
        reached = set()
        for _step in range(60):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    """() => { const one = document.activeElement;
                    return one.dataset.mapKpi || one.dataset.value || one.id || one.getAttribute('href') }"""
                )
            )
        assert {"online_share", "panels_mute", "en", "day", "map-kpi", "/feeds"} <= reached


def test_words_of_strangers_are_text_and_never_markup(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, watched):
        stage.direct(set=[["incidents", 0, "subject"], "<img src=x onerror=alert(1)>"])
        stage.direct(set=[["gauges", 0, "name"], "<b>Calmette</b>"])
        page.goto(stage.address)
        ready(page)
        expect(page.locator(".incidents")).to_contain_text("<img src=x", timeout=3000)
        assert page.locator(".incidents img").count() == 0
        assert watched.errors == []


def test_the_demo_says_so_and_the_loading_history_too(browser: Browser, stage: StageProcess) -> None:
    stage.direct(set=[["loading"], {"step": 1, "steps": 2}])
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        expect(page.get_by_text("DỮ LIỆU MÔ PHỎNG")).to_be_visible()
        expect(page.locator('[data-part="loading"]')).to_have_text("Đang nạp lịch sử: bước 1/2")
        stage.direct(set=[["loading"], None])
        expect(page.locator('[data-part="loading"]')).to_have_text("", timeout=3000)
