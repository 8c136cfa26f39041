"""A shift is handed over, signed by the next, and found again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watched_page
from tests.browser.desk_sites import DeskSite, desk_site

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    with desk_site(tmp_path_factory.mktemp("desk")) as site:
        yield site


def test_a_shift_is_handed_over_with_its_notes(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(desk.address + "/desk/incidents/1")
        page.wait_for_selector(".actions button")
        page.keyboard.press("a")
        expect(page.locator(".topline .how")).to_contain_text("Đã nhận")
        page.goto(desk.address + "/desk/handover")
        still_open, shift = [page.locator(".sheet-of-shift section").nth(n) for n in (0, 1)]
        expect(still_open).to_contain_text("Ngập: Calmette")
        expect(still_open).to_contain_text("2 đang mở, 1 chờ tiếp nhận")
        expect(shift.get_by_role("row").filter(has_text="Đã nhận")).to_contain_text("Ngập: Calmette")
        page.get_by_label("Ghi chú bàn giao").fill("Bơm số 2 đang hỏng")
        page.get_by_role("button", name="Giao ca").click()
        expect(page).to_have_url(re.compile(r"/desk/handover\?id=1$"))
        expect(page.locator(".notes")).to_have_text("Bơm số 2 đang hỏng")
        expect(page.locator(".earlier li")).to_contain_text("chưa ai nhận")
        page.goto(page.url)
        expect(page.locator(".notes")).to_have_text("Bơm số 2 đang hỏng")
        page.get_by_role("button", name="Nhận ca").click()
        expect(page.locator(".handover .outcome")).not_to_be_empty()  # not by whoever handed it over
        desk.let_in(page, "cuong", "Lê Văn Cường")
        page.goto(page.url)
        page.get_by_role("button", name="Nhận ca").click()
        expect(page.locator(".signatures")).to_contain_text("Lê Văn Cường")
        expect(page.locator(".earlier li")).to_contain_text("Lê Văn Cường đã nhận")
        assert [said for said in watched.errors if "422" not in said] == []
        assert watched.outside(desk.address) == []


def test_on_paper_the_header_and_the_buttons_are_left_out(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, _):
        desk.let_in(page)
        page.goto(desk.address + "/desk/handover")
        page.wait_for_selector(".handover table")
        page.emulate_media(media="print")
        expect(page.locator(".top")).to_be_hidden()
        expect(page.locator(".handing")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
