"""The live stream in a real browser: lost, back, and never an old value that looks fresh."""

import re
import signal

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.stages import StageProcess

SILENCE = 10_000
LOST = re.compile(r"^Mất kết nối từ \d\d:\d\d:\d\d$")


def state(page: Page, wanted: str, within: float) -> None:
    expect(page.locator("html")).to_have_attribute("data-live", wanted, timeout=within)


def stands(page: Page) -> None:
    expect(page.locator(".incidents li").first).to_be_visible(timeout=10_000)
    state(page, "live", 1000)


def mark(page: Page) -> None:
    """A reload would take it away."""
    page.evaluate("window.notReloaded = true")


def test_a_stream_that_falls_silent_greys_the_page_and_comes_back(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        stands(page)
        mark(page)
        stage.pause(signal.SIGSTOP)  # the socket stays open; only nothing is said
        page.wait_for_timeout(4000)
        state(page, "live", 100)
        state(page, "lost", SILENCE)
        expect(page.locator('[data-part="notice"]')).to_have_text(LOST)
        assert "grayscale" in page.locator("main").evaluate("one => getComputedStyle(one).filter")
        stage.pause(signal.SIGCONT)
        state(page, "live", 12_000)
        expect(page.locator('[data-part="notice"]')).to_have_text("")
        assert page.evaluate("window.notReloaded")


def test_after_a_restart_of_the_server_the_page_is_right_without_a_reload(browser: Browser) -> None:
    with StageProcess() as stage, watched_page(browser) as (page, _):
        page.goto(stage.address)
        stands(page)
        mark(page)
        stage.kill()
        state(page, "lost", SILENCE + 3000)
        page.wait_for_timeout(8000)
        state(page, "lost", 100)  # trying again is not yet being there
        stage.scene = "storm"
        stage.start()
        state(page, "live", 12_000)
        expect(page.locator('[data-part="open"]')).to_have_text("44 sự cố mở")
        assert page.evaluate("window.notReloaded")


def test_a_store_that_does_not_answer_is_said_though_the_stream_lives(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address)
        stands(page)
        stage.direct(frozen=True)
        state(page, "stale", SILENCE + 6000)
        expect(page.locator('[data-part="notice"]')).to_have_text(re.compile("^Kho dữ liệu không trả lời từ"))
        stage.direct(frozen=False)
        state(page, "live", 7000)


def test_a_screen_whose_clock_is_wrong_by_hours_shows_the_servers_time(
    browser: Browser, stage: StageProcess
) -> None:
    with watched_page(browser) as (page, _):
        page.clock.install(time="2020-01-01T00:00:00Z")
        page.goto(stage.address)
        stands(page)
        year = page.locator('[data-part="date"]')
        expect(year).not_to_have_text(re.compile("20(19|20)$"))
        ages = page.locator(".incidents time").all_text_contents()
        assert ages
        assert all(re.fullmatch(r"0[01]:\d\d", age) for age in ages)
