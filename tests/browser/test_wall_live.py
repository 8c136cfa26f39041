"""A wall that nobody touches: lost, back within seconds without a reload, nothing old that looks fresh."""

import re
import signal

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.lines import line_to
from tests.browser.stages import StageProcess
from tests.browser.wall_sight import faults
from tests.browser.walls import shows, stands

SILENCE = 10_000
BACK = 20_000  # on a busy machine; docs/benchmarks.md tells how soon it is
NOTICE = '[data-part="wall-notice"]'


def state(page: Page, wanted: str, within: float) -> None:
    expect(page.locator("html")).to_have_attribute("data-live", wanted, timeout=within)


def value(page: Page, wanted: str, within: float) -> None:
    tile = page.locator('.promise[data-key="online_share"] .value span')
    expect(tile).to_have_text(wanted, timeout=within)


def mark(page: Page) -> None:
    """A reload would take it away."""
    page.evaluate("window.notReloaded = true")


def is_greyed(page: Page, selector: str) -> bool:
    told = page.locator(selector).evaluate("one => getComputedStyle(one).filter")
    return "grayscale" in told


def test_after_a_restart_of_the_server_the_wall_is_right_within_seconds(browser: Browser) -> None:
    with StageProcess() as stage, watched_page(browser) as (page, _):
        shows(stage, ("promises", 600))
        page.goto(f"{stage.address}/wall")
        stands(page)
        mark(page)
        stage.kill()
        state(page, "lost", SILENCE + BACK)
        expect(page.locator(NOTICE)).to_have_text(re.compile(r"^Mất kết nối từ \d\d:\d\d:\d\d$"))
        assert is_greyed(page, ".wall-scenes")
        assert is_greyed(page, ".wall-feeds")
        assert not is_greyed(page, ".wall-head")
        assert faults(page, 28) == []  # what is old is grey, and can still be read
        page.wait_for_timeout(6000)
        state(page, "lost", 100)  # trying again is not yet being there
        stage.start()
        stage.direct(set=[["promises", 0, "value"], 71.9])
        state(page, "live", BACK)
        value(page, "71,9", BACK)
        expect(page.locator(NOTICE)).to_have_text("")
        assert page.evaluate("window.notReloaded")


def test_a_server_that_falls_silent_is_noticed_and_its_return_too(
    browser: Browser, stage: StageProcess
) -> None:
    shows(stage, ("promises", 600))
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        mark(page)
        stage.pause(signal.SIGSTOP)  # the sockets stay open, as on a cut line; only nothing is said
        state(page, "lost", SILENCE + BACK)
        page.wait_for_timeout(8000)
        stage.pause(signal.SIGCONT)
        stage.direct(set=[["promises", 0, "value"], 72.5])
        state(page, "live", BACK)
        value(page, "72,5", BACK)
        assert page.evaluate("window.notReloaded")


def test_a_cut_line_is_noticed_and_mended_without_a_reload(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 600))
    with line_to(stage.port) as line, watched_page(browser) as (page, _):
        page.goto(f"{line.address}/wall")
        stands(page)
        mark(page)
        line.cut()  # what is sent is neither answered nor refused
        state(page, "lost", SILENCE + BACK)
        page.wait_for_timeout(15_000)
        state(page, "lost", 100)
        stage.direct(set=[["promises", 0, "value"], 73.1])
        line.mend()
        state(page, "live", BACK)
        value(page, "73,1", BACK)
        assert page.evaluate("window.notReloaded")


def test_a_store_that_does_not_answer_is_said_and_its_return_is_seen(
    browser: Browser, stage: StageProcess
) -> None:
    shows(stage, ("promises", 600))
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        stage.direct(frozen=True)
        state(page, "stale", SILENCE + BACK)
        expect(page.locator(NOTICE)).to_have_text(re.compile("^Kho dữ liệu không trả lời từ"))
        assert is_greyed(page, ".wall-scenes")
        page.evaluate("ops.live.again()")  # a line that broke meanwhile: the old board stays as old as it was
        page.wait_for_timeout(8000)
        state(page, "stale", 3000)
        stage.direct(frozen=False)
        state(page, "live", BACK)


def test_a_clock_that_is_wrong_by_hours_and_a_long_sleep_do_no_harm(
    browser: Browser, stage: StageProcess
) -> None:
    shows(stage, ("promises", 600))
    with watched_page(browser) as (page, _):
        page.clock.install(time="2020-01-01T00:00:00Z")
        page.goto(f"{stage.address}/wall")
        stands(page)
        expect(page.locator('[data-part="wall-date"]')).not_to_have_text(re.compile("20(19|20)$"))
        ages = page.locator(".scene-promises .happening time").all_text_contents()
        assert ages
        assert all(re.fullmatch(r"0[01]:\d\d", age) for age in ages)
        mark(page)
        page.clock.fast_forward("08:00:00")  # the laptop's lid was closed
        state(page, "live", BACK)
        value(page, "68,4", BACK)
        assert page.evaluate("window.notReloaded")


def test_a_wall_that_there_is_not_says_so(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall/99999")
        expect(page.locator(NOTICE)).to_have_text(re.compile("^Không có đơn vị này"), timeout=10_000)


def test_nodes_and_listeners_do_not_grow_while_values_change(browser: Browser, stage: StageProcess) -> None:
    shows(stage, ("promises", 2), ("ranking", 2))
    with watched_page(browser) as (page, _):
        page.goto(f"{stage.address}/wall")
        stands(page)
        page.wait_for_timeout(9000)  # every scene has been drawn
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable")

        def counted(name: str) -> float:
            tools.send("HeapProfiler.collectGarbage")
            told = tools.send("Performance.getMetrics")["metrics"]
            return next(float(one["value"]) for one in told if one["name"] == name)

        nodes, listeners = counted("Nodes"), counted("JSEventListeners")
        for step in range(40):
            stage.direct(set=[["promises", step % 6, "value"], 50 + step / 2])
            page.wait_for_timeout(250)
        page.wait_for_timeout(1000)
        assert counted("Nodes") <= nodes * 1.05 + 50
        assert counted("JSEventListeners") <= listeners
