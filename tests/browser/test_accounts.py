"""Signing in, the own password, administration: with a keyboard, in a real browser, without a complaint."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard import db
from dashboard.accounts.desk import Accounts
from dashboard.settings import Settings
from tests.browser.conftest import Watched, watched_page
from tests.browser.sites import real_site, store_of
from tests.signed_in import quick, signed_in

PASSWORD, OTHER = "mưa rào tháng bảy", "nắng hạ chang chang"
PATIENCE = 20_000  # ms
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accounts")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with real_site(folder, has_accounts=True) as address:
        signed_in(store_of(folder), "chief")
        kept = Accounts(db.engine(store_of(folder)), Settings(_env_file=None), quick())
        now = datetime.now(UTC)
        for name, told in (("an", {}), ("new", {"must_change": True}), ("seer", {"may_unmask": True})):
            kept.add({"name": name, "role": "officer", **told}, "test", now, PASSWORD)
        yield address


def enter(page: Page, name: str, password: str = PASSWORD) -> None:
    """With the keyboard alone: the cursor stands in the first field."""
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def as_chief(page: Page, site: str, folder: Path) -> None:
    page.context.add_cookies(signed_in(store_of(folder), "chief").of_browser(site))


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in SERIOUS]


def complaints(watched: Watched) -> list[str]:
    """Without those that a refused sign-in makes the browser write."""
    return [text for text in watched.errors if "status of 401" not in text and "status of 422" not in text]


def test_one_signs_in_with_the_keyboard_and_comes_to_the_page_that_was_asked_for(
    browser: Browser, site: str
) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/targets?kpi=")
        expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
        assert faults(page) == []
        enter(page, "an", "sai")
        expect(page.get_by_role("alert")).to_contain_text("không đúng")
        assert page.locator("[name=name]").input_value() == "an"
        page.keyboard.type(PASSWORD)  # the cursor waits in the field that was wrong
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/targets?kpi=", timeout=PATIENCE)
        expect(page.locator(".who summary")).to_contain_text("Trực ban", timeout=PATIENCE)
        page.locator(".who summary").focus()
        page.keyboard.press("Enter")
        assert faults(page) == []
        page.get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url(f"{site}/login", timeout=PATIENCE)
        page.goto(f"{site}/kpi")
        assert "/login?next=/kpi" in page.url
        assert complaints(watched) == []
        assert watched.outside(site) == []


def test_a_given_password_is_changed_before_anything_else(browser: Browser, site: str) -> None:
    with watched_page(browser, 390, 844) as (page, watched):
        page.goto(site)
        enter(page, "new")
        page.wait_for_url(f"{site}/account", timeout=PATIENCE)
        expect(page.get_by_text("do người khác cấp")).to_be_visible(timeout=PATIENCE)
        page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
        page.get_by_label("Mật khẩu mới", exact=True).fill("ngắn")
        page.get_by_label("Nhập lại mật khẩu mới").fill("ngắn")
        page.get_by_role("button", name="Đổi mật khẩu").click()
        expect(page.locator("#mistake-new")).to_contain_text("ít nhất 12", timeout=PATIENCE)
        assert faults(page) == []
        page.get_by_label("Mật khẩu mới", exact=False).first.fill(OTHER)
        page.get_by_label("Nhập lại mật khẩu mới").fill(OTHER)
        page.get_by_role("button", name="Đổi mật khẩu").click()
        page.wait_for_url(f"{site}/", timeout=PATIENCE)
        expect(page.locator('[data-page="overview"]')).to_be_visible(timeout=PATIENCE)
        assert complaints(watched) == []


def test_an_administrator_makes_an_account_a_display_and_reads_the_log(
    browser: Browser, site: str, folder: Path
) -> None:
    with watched_page(browser, 1366, 768) as (page, watched):
        as_chief(page, site, folder)
        page.goto(f"{site}/admin")
        page.get_by_label("Tên đăng nhập").fill("Bình")
        page.get_by_label("Họ và tên").fill("Lê Văn Bình")
        page.get_by_role("button", name="Tạo tài khoản").click()
        expect(page.locator("#mistake-name")).to_contain_text("không dấu", timeout=PATIENCE)
        assert page.get_by_label("Họ và tên").input_value() == "Lê Văn Bình"
        page.get_by_label("Tên đăng nhập").fill("binh")
        page.get_by_role("button", name="Tạo tài khoản").click()
        expect(page.locator(".secret code")).to_have_text(re.compile(r"^\w{5}(-\w{5}){3}$"), timeout=PATIENCE)
        assert faults(page) == []
        page.get_by_role("button", name="binh").click()
        page.get_by_label("Vai trò").select_option("planner")
        page.get_by_role("button", name="Lưu").click()
        expect(page.get_by_role("row", name="binh")).to_contain_text("Chuyên viên", timeout=PATIENCE)
        page.goto(f"{site}/admin?part=displays")
        page.get_by_label("Tên, ví dụ").fill("Phòng trực")
        page.get_by_text("Màn hình không hiện được mã?").click()
        page.get_by_role("button", name="Tạo địa chỉ thay cho mã").click()
        expect(page.locator(".secret code")).to_contain_text("/display?token=", timeout=PATIENCE)
        screen_of = page.locator(".secret code").inner_text()
        assert faults(page) == []
        page.goto(f"{site}/admin?part=log")
        expect(page.locator(".chain")).to_contain_text("nguyên vẹn", timeout=PATIENCE)
        expect(page.get_by_role("row").nth(1)).to_contain_text("thêm màn hình", timeout=PATIENCE)
        assert faults(page) == []
        assert complaints(watched) == []
    with watched_page(browser) as (page, watched):
        page.goto(screen_of)
        expect(page.locator('[data-page="wall"]')).to_be_visible(timeout=PATIENCE)
        page.wait_for_selector("html[data-live=live]", timeout=PATIENCE)
        assert complaints(watched) == []
        page.goto(f"{site}/kpi")
        expect(page.get_by_text("Bạn chưa được mở trang này")).to_be_visible(timeout=PATIENCE)


def test_an_open_page_says_when_its_session_has_ended_and_keeps_what_was_entered(
    browser: Browser, site: str, folder: Path
) -> None:
    with watched_page(browser) as (page, _watched):
        as_chief(page, site, folder)
        page.goto(f"{site}/upload")
        page.get_by_label("Các dòng số liệu").fill("79;11/2026;x;1")
        kept = Accounts(db.engine(store_of(folder)), Settings(_env_file=None), quick())
        kept.end_sessions("chief", "test", datetime.now(UTC))
        expect(page.get_by_role("link", name="đăng nhập lại")).to_be_visible(timeout=40_000)
        assert page.get_by_label("Các dòng số liệu").input_value() == "79;11/2026;x;1"


def test_personal_data_are_shown_for_a_reason_that_is_written_down(
    browser: Browser, site: str, folder: Path
) -> None:
    with watched_page(browser) as (page, watched):
        page.context.add_cookies(signed_in(store_of(folder), "seer").of_browser(site))
        page.goto(f"{site}/kpi/online_share?record=dossier-1")
        page.get_by_role("button", name="Hiện dữ liệu cá nhân").click(timeout=PATIENCE)
        assert page.get_by_text("0901234123").count() == 0
        page.get_by_label("Vì sao cần xem?").fill("ngắn")
        page.keyboard.press("Enter")
        expect(page.locator("#mistake-reason")).to_contain_text("ít nhất 10", timeout=PATIENCE)
        page.get_by_label("Vì sao cần xem?").fill("Người dân gọi hỏi hồ sơ của mình")
        page.keyboard.press("Enter")
        expect(page.locator(".personal")).to_contain_text("0901234123", timeout=PATIENCE)
        expect(page.locator(".personal")).to_contain_text("Nguyễn Văn An")
        assert complaints(watched) == []
    kept = Accounts(db.engine(store_of(folder)), Settings(_env_file=None), quick())
    (written,) = kept.log(action="unmask").entries
    assert (written.who, written.subject) == ("seer", "dossier-1")
    assert written.detail["reason"] == "Người dân gọi hỏi hồ sơ của mình"
