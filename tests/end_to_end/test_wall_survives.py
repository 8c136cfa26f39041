"""A wall outlives what it lives on: each real part is killed, is said to be gone, comes back by itself."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.wall_city import STREET, TIDE, WallCity, wall_city

pytestmark = pytest.mark.serial

PATIENCE = 90_000  # ms: the machine may be busy; how soon it is, docs/benchmarks.md tells
NOTICE = '[data-part="wall-notice"]'
FEED = '[data-part="wall-feeds"] li:has-text("Cảm biến ngập và triều")'
GREY = 'one => getComputedStyle(one).filter.includes("grayscale")'

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WallCity]:
    with wall_city(tmp_path_factory.mktemp("wall")) as made:
        yield made


@contextmanager
def wall(browser: Browser, city: WallCity) -> Iterator[Page]:
    """A wall that shows the present water, and that nobody loads anew meanwhile."""
    context = city.screen(browser)
    page = context.new_page()
    try:
        page.goto(f"{city.address}/wall")
        live(page)
        water(page, city)
        page.evaluate("window.notReloaded = true")
        yield page
        assert page.evaluate("window.notReloaded")
    finally:
        context.close()


def live(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-live", "live")


def water(page: Page, city: WallCity) -> None:
    """Another height than before is told, and the wall shows it."""
    city.gauges.levels[TIDE] = height = round((city.gauges.levels[TIDE] + 0.07) % 1.2, 2)
    shown = f"{height:.2f} m".replace(".", ",").replace(" ", "\u00a0")
    expect(page.locator('[data-part="tide-told"]')).to_have_text(re.compile(f"{shown}$"))


def says(page: Page, words: str) -> None:
    expect(page.locator(NOTICE)).to_have_text(re.compile(words))


def is_well(page: Page, city: WallCity) -> None:
    """Live, nothing to complain of, the water of this moment."""
    live(page)
    says(page, "^$")
    expect(page.locator(FEED)).to_have_class(re.compile("live"))
    water(page, city)


def test_a_killed_server_is_said_and_its_return_seen_without_a_reload(
    browser: Browser, city: WallCity
) -> None:
    with wall(browser, city) as page:
        city.web.kill()
        says(page, r"^Mất kết nối từ \d\d:\d\d:\d\d$")
        assert page.locator(".wall-scenes").evaluate(GREY)
        assert not page.locator(".wall-clock").evaluate(GREY)
        city.start_web()
        is_well(page, city)
        assert not page.locator(".wall-scenes").evaluate(GREY)


def test_a_killed_broker_is_named_and_its_feed_falls_late_and_silent(
    browser: Browser, city: WallCity
) -> None:
    with wall(browser, city) as page:
        city.broker.kill()
        says(page, r"^Máy chủ MQTT không trả lời từ \d\d:\d\d$")
        expect(page.locator(FEED)).to_have_class(re.compile("late"))
        expect(page.locator(FEED)).to_contain_text("trễ")
        expect(page.locator(FEED)).to_have_class(re.compile("silent"))
        expect(page.locator(FEED)).to_contain_text("im lặng từ")
        expect(page.locator('[data-part="tide-told"]')).to_have_text(re.compile("^Không có số liệu từ"))
        complaints = page.locator('[data-part="wall-feeds"] li:has-text("Phản ánh 1022")')
        expect(complaints).to_have_class(re.compile("live"))  # what it does not carry goes on
        city.broker.start()
        is_well(page, city)


def test_the_wall_goes_on_without_redis(browser: Browser, city: WallCity) -> None:
    with wall(browser, city) as page:
        city.redis.kill()
        water(page, city)
        live(page)
        says(page, "^$")
        city.redis.start()
        is_well(page, city)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_store_that_is_away_is_said_and_its_return_seen_without_a_reload(
    browser: Browser, city: WallCity, how: int
) -> None:
    with wall(browser, city) as page:
        city.postgres.stop(how)
        says(page, r"^Kho dữ liệu không trả lời từ \d\d:\d\d:\d\d$")
        assert page.locator(".wall-scenes").evaluate(GREY)
        city.postgres.start()
        is_well(page, city)


def test_a_wall_that_is_opened_while_the_store_is_away_comes_by_itself(
    browser: Browser, city: WallCity
) -> None:
    context = city.screen(browser)
    page = context.new_page()
    city.postgres.stop(signal.SIGINT)
    try:
        page.goto(f"{city.address}/wall")
        expect(page.get_by_text("Kho dữ liệu không trả lời. Màn hình này tự thử lại.")).to_be_visible()
    finally:
        city.postgres.start()
    expect(page.locator('[data-page="wall"]')).to_be_visible()
    is_well(page, city)
    context.close()


@pytest.mark.parametrize("lost", ["**/_dash-layout", "**/assets/wall.js*", "**/assets/pages/wall.css*"])
def test_a_wall_that_came_in_pieces_loads_itself_again(browser: Browser, city: WallCity, lost: str) -> None:
    context = city.screen(browser)
    page = context.new_page()
    page.route(lost, lambda route: route.abort(), times=1)
    page.goto(f"{city.address}/wall")
    is_well(page, city)
    assert page.locator(".wall").evaluate("one => getComputedStyle(one).display") == "grid"
    context.close()


def test_a_line_that_was_cut_for_half_an_hour_is_noticed_both_ways(browser: Browser, city: WallCity) -> None:
    context = city.screen(browser)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{city.address}/wall")
    is_well(page, city)
    page.evaluate("window.notReloaded = true")
    city.line.cut()
    says(page, r"^Mất kết nối từ \d\d:\d\d:\d\d$")
    page.clock.fast_forward("30:00")
    page.wait_for_timeout(3000)
    says(page, r"^Mất kết nối từ \d\d:\d\d:\d\d$")
    city.line.mend()
    is_well(page, city)
    page.clock.fast_forward("08:00:00")  # a laptop that was suspended: its socket is none any more
    is_well(page, city)
    assert page.evaluate("window.notReloaded")
    context.close()


def test_a_screen_whose_clock_is_wrong_tells_the_servers_time(browser: Browser, city: WallCity) -> None:
    context = city.screen(browser)
    page = context.new_page()
    page.clock.install(time="2020-01-01T03:00:00Z")
    page.goto(f"{city.address}/wall")
    is_well(page, city)
    expect(page.locator('[data-part="wall-date"]')).not_to_have_text(re.compile("20(19|20)$"))
    city.web.kill()
    says(page, "^Mất kết nối từ")
    said = page.locator(NOTICE).text_content() or ""
    city.start_web()
    is_well(page, city)
    hour, minute = map(int, re.findall(r"\d\d", said)[:2])
    told = page.locator('[data-part="wall-clock"]').text_content() or ""
    now = [int(part) for part in told.split(":")]
    assert (now[0] * 60 + now[1] - hour * 60 - minute) % 1440 < 30
    context.close()


def test_a_gauge_that_stops_is_grey_and_no_figure_of_it_looks_fresh(browser: Browser, city: WallCity) -> None:
    with wall(browser, city) as page:
        page.evaluate('ops.wall.show(["flood"])')
        street = page.locator(".streets li", has_text="Calmette")
        expect(street).to_be_visible()
        city.gauges.levels.pop(STREET)
        silent = page.locator(".silent-gauges li", has_text="Calmette")
        expect(silent).to_be_visible()
        expect(street).to_have_count(0)
        mute = page.locator('.scene-flood [data-figure="mute"] b')
        expect(mute).to_have_text("1")
        city.gauges.levels[STREET] = 0.12
        expect(silent).to_have_count(0)
        expect(street).to_be_visible()
