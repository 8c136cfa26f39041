"""Figures are pasted or chosen, shown as they were read, corrected and stored, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watched_page
from tests.browser.sites import real_site

ROWS = (
    "Đơn vị;Tháng;Số liệu;Giá trị\n"
    "Phường Sài Gòn;10/2025;Trang hộ tịch đã số hóa;12.500\n"
    "Phường Bến Thàn;10/2025;Trang hộ tịch đã số hóa;9.800\n"
    "79;10/2025;Bộ dữ liệu đã chia sẻ;bảy trăm\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with real_site(tmp_path_factory.mktemp("upload")) as address:
        yield address


def test_mistakes_are_told_by_line_corrected_in_place_and_only_then_stored(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    file = tmp_path / "so-lieu.csv"
    file.write_text(ROWS, "utf-8-sig")
    with watched_page(browser) as (page, watched):
        page.goto(site)
        page.get_by_role("link", name="Tải lên").click()
        store = page.get_by_role("button", name="Lưu")
        expect(store).to_be_disabled()
        page.locator('input[type="file"]').set_input_files(file)
        wrong = page.locator(".mistakes li")
        expect(wrong).to_have_count(2)
        expect(wrong.first).to_have_text(
            "Dòng 3“Phường Bến Thàn” không phải đơn vị của ngày đó: ghi tên hoặc mã phường, xã."
        )
        expect(wrong.last).to_have_text("Dòng 4“bảy trăm” không phải số: ghi như 1.234,5.")
        expect(page.locator(".reading tbody tr")).to_have_count(1)
        expect(store).to_be_disabled()
        wrong.first.get_by_role("button").click()
        chosen = page.evaluate(
            "(box => box.value.slice(box.selectionStart, box.selectionEnd))(document.activeElement)"
        )
        assert chosen.startswith("Phường Bến Thàn;")
        page.reload()  # nothing entered is lost
        expect(wrong).to_have_count(2)
        box = page.get_by_label("Các dòng số liệu")
        box.fill(box.input_value().replace("Bến Thàn;", "Bến Thành;").replace("bảy trăm", "742"))
        expect(store).to_be_disabled()
        page.get_by_role("button", name="Kiểm tra").click()
        expect(page.locator(".reading tbody tr")).to_have_count(3)
        expect(page.locator(".reading tbody tr").nth(1)).to_contain_text("Phường Bến Thành")
        expect(store).to_be_enabled()
        store.click()
        expect(page.locator(".said")).to_have_text("Đã lưu 3 giá trị.")
        assert watched.errors == []
        assert watched.outside(site) == []


def test_an_excel_file_is_answered_with_what_to_do(browser: Browser, site: str, tmp_path: Path) -> None:
    file = tmp_path / "so-lieu.xlsx"
    file.write_bytes(b"PK\x03\x04 and more")
    with watched_page(browser) as (page, _watched):
        page.goto(f"{site}/upload")
        page.locator('input[type="file"]').set_input_files(file)
        expect(page.locator(".said")).to_contain_text("Đây là tệp Excel")


def test_the_template_names_every_figure_and_tells_nothing_by_itself(site: str) -> None:
    told = httpx.get(f"{site}/api/upload/template.csv")
    assert told.content.startswith(b"\xef\xbb\xbf")
    assert "Phút chờ tại quầy" in told.text
    answer = httpx.post(f"{site}/api/upload/check", content=told.content).json()
    assert (answer["read"], answer["mistakes"]) == (0, [])


def test_from_elsewhere_nothing_is_taken(site: str) -> None:
    for address in ("check", ""):
        path = f"{site}/api/upload/{address}".rstrip("/")
        answer = httpx.post(path, content=ROWS.encode(), headers={"X-Forwarded-For": "10.1.2.3"})
        assert answer.status_code == 403
        assert "người có quyền tải lên" in answer.json()["error"]


def test_a_file_with_a_mistake_is_stored_by_no_request(site: str) -> None:
    answer = httpx.post(f"{site}/api/upload", content=ROWS.encode())
    assert answer.status_code == 422
    assert len(answer.json()["mistakes"]) == 2


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (390, 844)])
def test_the_page_does_not_scroll_sideways(browser: Browser, site: str, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, _):
        page.goto(f"{site}/upload")
        page.get_by_label("Các dòng số liệu").fill(ROWS)
        page.get_by_role("button", name="Kiểm tra").click()
        expect(page.locator(".mistakes li")).to_have_count(2)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
