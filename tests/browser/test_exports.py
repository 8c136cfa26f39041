"""The menu "Tải xuống", a chart saved as a picture, a big file with its tray, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.sites import real_site

PATIENT = 20_000  # ms until the first page of a new site is drawn
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with dossiers of two wards; more than 20 records are a big file."""
    with real_site(tmp_path_factory.mktemp("exports")) as address:
        yield address


def menu(page: Page, part: str) -> None:
    page.locator(f"{part} details.download summary").first.click()


def test_a_chart_is_saved_as_a_picture_twice_as_large(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/online_share")
        expect(page.locator(".hexagons svg")).to_be_visible(timeout=PATIENT)
        expect(page.locator(".path svg")).to_be_visible(timeout=PATIENT)
        wide = page.locator(".path").first.bounding_box()
        assert wide is not None
        menu(page, "#kpi-path")
        with page.expect_download() as saved:
            page.locator("#kpi-path").get_by_role("button", name="Hình ảnh (png)").click()
        assert saved.value.suggested_filename == "ho-so-giai-quyet-truc-tuyen-duong-den-chi-tieu.png"
        body = Path(saved.value.path()).read_bytes()
        assert body.startswith(PNG)
        assert int.from_bytes(body[16:20], "big") >= 2 * wide["width"]
        assert len(body) > 20_000  # nothing but a ground would be smaller
        expect(page.locator("details.download[open]")).to_have_count(0)
        assert watched.errors == []
        assert watched.outside(site) == []


def test_a_menu_closes_as_menus_do(browser: Browser, site: str) -> None:
    with watched_page(browser, 390, 844) as (page, _):
        page.goto(f"{site}/compare?keys=online_share")
        expect(page.locator(".compare-map svg")).to_be_visible(timeout=PATIENT)
        summary = page.locator("details.download summary")
        summary.first.click()
        expect(page.get_by_role("link", name="xlsx").first).to_be_visible()
        summary.nth(1).click()
        expect(page.locator("details.download[open]")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.keyboard.press("Escape")
        expect(page.locator("details.download[open]")).to_have_count(0)
        expect(summary.nth(1)).to_be_focused()


def test_a_big_file_is_made_beside_and_its_tray_survives_another_page(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/online_share?part=denominator")
        expect(page.locator(".part-records tbody tr").first).to_be_visible(timeout=PATIENT)
        menu(page, ".part-records")
        page.locator(".part-records").get_by_role("link", name="xlsx").click()
        tray = page.locator(".exports-tray li")
        expect(tray).to_contain_text("đã xong: 56 dòng", timeout=PATIENT)
        page.goto(f"{site}/targets")
        expect(tray).to_contain_text("Hồ sơ giải quyết trực tuyến (xlsx)")
        with page.expect_download() as saved:
            tray.get_by_role("link", name="Lưu tệp").click()
        assert saved.value.suggested_filename == "online_share.xlsx"
        assert Path(saved.value.path()).read_bytes().startswith(b"PK")
        tray.get_by_role("button", name="Ẩn").click()
        expect(tray).to_have_count(0)
        page.reload()
        expect(tray).to_have_count(0)
        assert watched.errors == []


def test_the_map_beside_a_comparison_turns_to_the_change_and_names_what_was_applied(
    browser: Browser, site: str
) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/compare?keys=on_time_share&on=2020-12-31&periods=2026-10,2026-11")
        expect(page.locator(".compare-map .hexagon")).to_have_count(40)
        expect(page.locator(".successions")).to_contain_text(
            "Thành phố Thủ Đức (từ 01/01/2021) nằm trên đất của Quận 2, Quận 9 và Quận Thủ Đức"
        )
        page.locator(".compare-map").get_by_role("link", name="thay đổi so với 10/2026").click()
        page.wait_for_url("**map=2026-10*")
        expect(page.locator(".compare-map h4")).to_contain_text("Thay đổi từ 10/2026 đến 11/2026")
        expect(page.locator(".compare-map .hexagon")).to_have_count(40)
        assert watched.errors == []
