"""A wall outlives what it lives on: each real part is killed, is said to be gone, comes back by itself."""

import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.end_to_end.running import ROOT
from tests.end_to_end.wall_city import STREET, WallCity, wall_city
from tests.end_to_end.wall_seen import FEED, GREY, NOTICE, PATIENCE, is_well, live, says, wall, water

pytestmark = pytest.mark.serial

LOST = r"^Mất kết nối từ \d\d:\d\d:\d\d$"

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WallCity]:
    with wall_city(tmp_path_factory.mktemp("wall")) as made:
        yield made


def test_a_killed_server_is_said_and_its_return_seen_without_a_reload(
    browser: Browser, city: WallCity
) -> None:
    with wall(browser, city) as page:
        city.web.kill()
        says(page, LOST)
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
        complaints = page.locator('[data-part="wall-feeds"] li[data-key="complaints"]')
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


def test_a_store_that_is_away_is_said_and_its_return_seen_without_a_reload(
    browser: Browser, city: WallCity
) -> None:
    with wall(browser, city) as page, wall(browser, city, is_loaded_anew=True) as other:
        city.postgres.stop(signal.SIGINT)
        says(page, r"^Kho dữ liệu không trả lời từ \d\d:\d\d:\d\d$")
        assert page.locator(".wall-scenes").evaluate(GREY)
        other.reload()
        expect(other.get_by_text("Kho dữ liệu không trả lời. Màn hình này tự thử lại.")).to_be_visible()
        city.postgres.start()
        is_well(page, city)
        expect(other.locator('[data-page="wall"]')).to_be_visible()
        is_well(other, city)


@pytest.mark.parametrize("lost", ["**/_dash-layout", "**/assets/pages/wall.css*"])
def test_a_wall_that_came_in_pieces_loads_itself_again(browser: Browser, city: WallCity, lost: str) -> None:
    context = city.screen(browser)
    page = context.new_page()
    page.route(lost, lambda route: route.abort(), times=1)
    page.goto(f"{city.address}/wall")
    expect(page.locator(".wall")).to_have_css("display", "grid")
    is_well(page, city)
    context.close()


def test_a_line_cut_for_half_an_hour_is_noticed_by_a_screen_whose_clock_is_wrong(
    browser: Browser, city: WallCity
) -> None:
    with wall(browser, city, clock="2020-01-01T03:00:00Z") as page:
        expect(page.locator('[data-part="wall-date"]')).not_to_have_text(re.compile("20(19|20)$"))
        city.line.cut()
        says(page, LOST)
        since = page.locator(NOTICE).text_content() or ""
        assert 0 <= minutes(page.locator('[data-part="wall-clock"]')) - minutes(page.locator(NOTICE)) < 5
        page.clock.fast_forward("30:00")
        page.wait_for_timeout(3000)
        says(page, f"^{since}$")
        city.line.mend()
        is_well(page, city)
        page.clock.fast_forward("08:00:00")  # a laptop that was suspended: its socket is none any more
        is_well(page, city)


def minutes(said: Locator) -> int:
    """Of the day, by the first time that is told."""
    hour, minute = map(int, re.findall(r"\d\d", said.text_content() or "")[:2])
    return hour * 60 + minute


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


def test_after_a_deploy_the_wall_loads_itself_once(browser: Browser, city: WallCity, tmp_path: Path) -> None:
    for name in ("assets", "collectors", "dashboard", "layouts", "migrations", "web"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "app.py", tmp_path)
    with (tmp_path / "assets/tokens.css").open("a") as style:
        style.write("\n:root { scroll-margin-top: 7px; }\n")
    context = city.screen(browser)
    page = context.new_page()
    loads: list[str] = []
    page.on("domcontentloaded", lambda _page: loads.append(page.url))
    page.goto(f"{city.address}/wall")
    is_well(page, city)
    city.web.kill()
    city.start_web(tmp_path)
    expect(page.locator("html")).to_have_css("scroll-margin-top", "7px")
    is_well(page, city)
    page.wait_for_timeout(12_000)  # it compares each ten seconds
    assert len(loads) == 2
    context.close()
    city.web.kill()
    city.start_web()
