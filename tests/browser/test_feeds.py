"""The feed page in a real browser."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.conftest import watched_page
from tests.browser.stages import StageProcess


def test_the_table_lives(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(stage.address + "/feeds")
        rows = page.locator('[data-part="rows"] tr')
        expect(rows).to_have_count(5)
        expect(rows.nth(0)).to_contain_text("Trực tiếp")
        stage.direct(scene="data-lost")
        expect(rows.nth(2)).to_contain_text("Im lặng", timeout=3000)
        expect(rows.nth(2)).to_contain_text("connection refused")
        assert watched.errors == []
        assert watched.outside(stage.address) == []


def test_a_rejected_message_is_shown_and_replayed(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(stage.address)
        page.get_by_role("link", name="2 bị loại").click()
        messages = page.locator(".messages li")
        expect(messages).to_have_count(2)
        expect(messages.first).to_contain_text("Ngày giờ không hợp lệ")
        expect(messages.first).to_contain_text("10:40:01 22/11/2026")
        expect(messages.first).to_contain_text("<script>")
        assert page.locator(".messages script").count() == 0
        messages.first.get_by_role("button", name="Phát lại").click()
        expect(messages).to_have_count(1)
        expect(page.get_by_role("status").filter(has_text="đọc được: 1; vẫn bị loại: 0")).to_be_visible()
        page.get_by_role("button", name="Phát lại tất cả").click()
        expect(page.get_by_text("Không còn tin nào chờ sửa.")).to_be_visible()
        assert watched.errors == []


def test_on_a_phone_only_the_table_scrolls_sideways(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser, 390, 844) as (page, _):
        page.goto(stage.address + "/feeds?feed=dossiers")
        expect(page.locator(".messages li")).to_have_count(2)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_page_that_is_not_there_says_so(browser: Browser, stage: StageProcess) -> None:
    with watched_page(browser) as (page, _):
        page.goto(stage.address + "/nowhere")
        expect(page.get_by_text(re.compile("Không có trang này"))).to_be_visible()
