"""A screen is paired by its code, with two real browsers: one nobody touches, and an administrator's."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize, expect

from tests.browser.conftest import Watched, watched_page
from tests.browser.sites import real_site, store_of
from tests.servers import free_port, postgres_in
from tests.signed_in import signed_in
from web.cookies import DISPLAY, PAIRING

PATIENCE = 30_000  # ms
SERIOUS = ("serious", "critical")
WALL, PAIR = '[data-page="wall"]', 'main.pairing[data-state="waiting"]'
SIZES = ((1920, 1080), (1366, 768), (390, 844), (7680, 2160))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pairing")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with real_site(folder, has_accounts=True) as address:
        yield address


@contextmanager
def screen_of(browser: Browser, held: StorageState | None = None) -> Iterator[tuple[BrowserContext, Page]]:
    """A screen's own browser, with what it kept before its restart."""
    context = browser.new_context(viewport=ViewportSize(width=1920, height=1080), storage_state=held)
    try:
        yield context, context.new_page()
    finally:
        context.close()


@contextmanager
def chief(browser: Browser, site: str, store: str) -> Iterator[tuple[Page, Watched]]:
    """An administrator at their displays."""
    with watched_page(browser, 1366, 900) as (page, watched):
        page.context.add_cookies(signed_in(store, "chief").of_browser(site))
        page.goto(f"{site}/admin?part=displays")
        expect(page.get_by_label("Mã hiện trên màn hình")).to_be_visible(timeout=PATIENCE)
        yield page, watched


def code_on(screen: Page) -> str:
    expect(screen.locator(PAIR)).to_be_visible(timeout=PATIENCE)
    return "".join(screen.locator("[data-code] span").all_inner_texts())


def pair(page: Page, code: str, name: str, unit: str = "79") -> None:
    page.get_by_label("Mã hiện trên màn hình").fill(code)
    page.get_by_label("Tên, ví dụ").fill(name)
    page.get_by_label("Đơn vị").select_option(unit)
    page.get_by_role("button", name="Ghép", exact=True).click()
    expect(page.get_by_role("status").filter(has_text=f"Đã ghép {name}")).to_be_visible(timeout=PATIENCE)


def revoke(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name=f"Thu hồi {name}").click()
    expect(page.get_by_role("row", name=name)).to_contain_text(re.compile(r"thu hồi \d"), timeout=PATIENCE)


def is_live(screen: Page) -> None:
    expect(screen.locator(WALL)).to_be_visible(timeout=PATIENCE)
    screen.wait_for_selector("html[data-live=live]", timeout=PATIENCE)


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in SERIOUS]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_code_is_seen_whole_at_every_size(browser: Browser, site: str, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, watched):
        page.goto(f"{site}/wall")
        code_on(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.evaluate(
            """[...document.querySelectorAll('.pairing *')].filter((one) => one.getClientRects().length
              && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
              .map((one) => parseFloat(getComputedStyle(one).fontSize)).sort((a, b) => a - b)[0]"""
        )
        if width > 900:
            assert small >= 28 * min(width / 1920, height / 1080) - 0.01
            assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        wide = page.locator("[data-code]")
        page.evaluate(
            "document.querySelectorAll('[data-code] span').forEach((one) => one.textContent = 'QGN')"
        )
        box = wide.evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")
        assert box, "the widest letters do not fit"
        assert faults(page) == []
        assert watched.errors == []
        assert watched.outside(site) == []


def test_windows_of_one_browser_show_one_code_and_a_reload_keeps_it(browser: Browser, site: str) -> None:
    with screen_of(browser) as (context, screen):
        screen.goto(f"{site}/wall")
        code = code_on(screen)
        other = context.new_page()
        other.goto(f"{site}/wall")
        assert code_on(other) == code
        screen.reload()
        assert code_on(screen) == code


def test_a_screen_that_keeps_no_cookie_says_so(browser: Browser, site: str) -> None:
    with screen_of(browser) as (context, screen):
        screen.goto(f"{site}/wall")
        code_on(screen)
        context.clear_cookies()
        expect(screen.locator(".of-cookieless")).to_be_visible(timeout=PATIENCE)
        assert "–" in screen.locator("[data-code]").inner_text()


def test_a_screen_is_paired_and_stays_so_when_its_browser_starts_again(
    browser: Browser, site: str, folder: Path
) -> None:
    with chief(browser, site, store_of(folder)) as (page, watched), screen_of(browser) as (context, screen):
        screen.goto(f"{site}/wall")
        code = code_on(screen)
        assert screen.evaluate("document.cookie") == ""
        page.get_by_label("Mã hiện trên màn hình").fill("ABC")
        page.get_by_role("button", name="Ghép", exact=True).click()
        expect(page.locator("#mistake-name")).to_contain_text("Hãy đặt tên", timeout=PATIENCE)
        assert page.get_by_label("Mã hiện trên màn hình").input_value() == "ABC"
        assert faults(page) == []
        pair(page, f"{code[:3].lower()} {code[3:]}", "Sảnh lớn", "26740")
        screen.wait_for_url(f"{site}/wall/26740", timeout=PATIENCE)
        is_live(screen)
        assert [text for text in watched.errors if "status of 422" not in text] == []
        names = {cookie.get("name") for cookie in context.cookies()}
        assert DISPLAY in names
        assert PAIRING not in names
        kept = context.storage_state()
    with screen_of(browser, kept) as (_context, screen):
        screen.goto(f"{site}/wall")
        screen.wait_for_url(f"{site}/wall/26740", timeout=PATIENCE)
        is_live(screen)
        screen.goto(f"{site}/admin")
        expect(screen.get_by_text("Bạn chưa được mở trang này")).to_be_visible(timeout=PATIENCE)
        for method, path in (("post", "/api/admin/displays/pair"), ("post", "/api/targets")):
            told = screen.request.fetch(site + path, method=method, data={}, headers={"Origin": site})
            assert told.status == 403, path


def test_a_revoked_screen_shows_a_code_again_and_comes_back_when_it_is_typed(
    browser: Browser, site: str, folder: Path
) -> None:
    with chief(browser, site, store_of(folder)) as (page, _watched), screen_of(browser) as (_context, screen):
        screen.goto(f"{site}/wall")
        pair(page, code_on(screen), "Phòng họp")
        is_live(screen)
        revoke(page, "Phòng họp")
        code = code_on(screen)
        assert screen.url == f"{site}/wall"
        assert screen.locator("[name=password]").count() == 0
        pair(page, code, "Phòng họp mới")
        is_live(screen)


def test_other_scenes_of_a_display_reach_its_open_wall(browser: Browser, site: str, folder: Path) -> None:
    with chief(browser, site, store_of(folder)) as (page, _watched), screen_of(browser) as (_context, screen):
        screen.goto(f"{site}/wall")
        pair(page, code_on(screen), "Phòng trực")
        is_live(screen)
        page.get_by_role("button", name="Phòng trực", exact=True).click()
        page.locator("[name=look]").select_option("day")
        page.locator("[name=scenes]").select_option("own")
        for _ in range(5):
            page.locator(".scene-list li").first.get_by_role("button", name="Bỏ").click()
        page.locator(".scene-list").get_by_label("Giây").fill("3")
        page.get_by_role("button", name="Lưu").click()
        expect(page.locator("#mistake-scenes")).to_contain_text("từ 5 đến 3600 giây", timeout=PATIENCE)
        page.locator(".scene-list").get_by_label("Giây").fill("33")
        assert faults(page) == []
        page.get_by_role("button", name="Lưu").click()
        expect(page.get_by_role("row", name="Phòng trực")).to_contain_text("Xếp hạng", timeout=PATIENCE)
        expect(screen.locator('[data-scene="ranking"]')).to_be_visible(timeout=PATIENCE)
        expect(screen.locator('[data-scene="promises"]')).to_be_hidden(timeout=PATIENCE)
        expect(screen.locator("html")).to_have_class(re.compile(r"\bday\b"), timeout=PATIENCE)


def test_a_paired_screen_outlives_a_restart_of_the_server(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    with screen_of(browser) as (_context, screen):
        with real_site(tmp_path, has_accounts=True, port=port) as site:
            screen.goto(f"{site}/wall")
            with chief(browser, site, store_of(tmp_path)) as (page, _watched):
                pair(page, code_on(screen), "Sảnh")
            is_live(screen)
        screen.wait_for_selector("html[data-live=lost]", timeout=PATIENCE)
        with real_site(tmp_path, has_accounts=True, port=port):
            is_live(screen)  # by itself
            screen.reload()
            is_live(screen)


def test_while_the_store_is_away_a_screen_says_so_and_comes_back_by_itself(
    browser: Browser, tmp_path: Path
) -> None:
    cluster = Path(tempfile.mkdtemp(prefix="ops-postgres-"))  # pytest's own folders are closed to other users
    server = postgres_in(cluster)
    server.start()
    store = f"postgresql+psycopg://ops@127.0.0.1:{server.port}/postgres"
    try:
        with (
            real_site(tmp_path, has_accounts=True, store=store) as site,
            screen_of(browser) as (_paired, screen),
            screen_of(browser) as (_nobody, other),
        ):
            screen.goto(f"{site}/wall")
            with chief(browser, site, store) as (page, _watched):
                pair(page, code_on(screen), "Sảnh")
            is_live(screen)
            other.goto(f"{site}/wall")
            code_on(other)
            server.kill()
            screen.reload()
            for one in (screen, other):
                expect(one.locator(".of-away")).to_be_visible(timeout=PATIENCE)
                assert one.locator("[name=password]").count() == 0
                assert "–" in one.locator("[data-code]").inner_text()
            server.start()
            is_live(screen)
            code_on(other)
    finally:
        server.kill()
        shutil.rmtree(cluster, ignore_errors=True)
