"""Keys made by an administrator, and the page of the open interface: with no internet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.sites import real_site, store_of
from tests.signed_in import signed_in

PATIENCE = 20_000  # ms


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("api")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with real_site(folder, has_accounts=True) as address:
        yield address


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


def test_a_key_is_made_tried_and_revoked(browser: Browser, site: str, folder: Path) -> None:
    with watched_page(browser) as (page, watched):
        page.context.add_cookies(signed_in(store_of(folder), "chief").of_browser(site))
        page.goto(f"{site}/admin?part=keys")
        page.get_by_label("Tên, ví dụ").fill("Cổng dữ liệu mở")
        page.get_by_label("chỉ tiêu (KPI)").check()
        page.get_by_role("button", name="Cấp khóa").click()
        secret = page.locator(".secret code")
        expect(secret).to_contain_text("opsk_", timeout=PATIENCE)
        token = secret.inner_text()
        assert faults(page) == []
        _try(browser, site, token, "200")
        page.get_by_role("button", name="Cổng dữ liệu mở").click()
        page.get_by_role("button", name="Thu hồi khóa").click()
        expect(page.get_by_role("row").nth(1)).to_contain_text("đã thu hồi", timeout=PATIENCE)
        _try(browser, site, token, "401")
        assert watched.errors == []


def _try(browser: Browser, site: str, token: str, status: str) -> None:
    """Nobody is signed in: the key alone opens it."""
    with watched_page(browser, 1280, 900) as (page, watched):
        page.goto(f"{site}/api/v1/")
        assert faults(page) == []
        page.get_by_label("Khóa để dùng thử").fill(token)
        page.locator("#kpis summary", has_text="A KPI's value").click()
        form = page.locator("details[open] form")
        form.get_by_label("key", exact=True).fill("complaints_open")
        form.get_by_role("button", name="Gọi thử").click()
        answer = form.locator(".api-answer")
        expect(answer).to_contain_text(f"\n{status} ", timeout=PATIENCE)
        assert answer.inner_text().startswith("GET /api/v1/kpis/complaints_open")
        assert token not in page.url + "".join(watched.asked)
        assert watched.outside(site) == []
        assert [text for text in watched.errors if "status of 401" not in text] == []


def test_the_page_fits_a_telephone(browser: Browser, site: str) -> None:
    with watched_page(browser, 390, 844) as (page, _watched):
        page.goto(f"{site}/api/v1/")
        for summary in page.locator("#kpis summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
