"""Units and periods side by side, in a real browser, over a real store."""

import csv
import io
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.sites import real_site

WHOLE_OFFICES_168_WARDS_AND_UNKNOWN = 171


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with dossiers of two wards."""
    with real_site(tmp_path_factory.mktemp("compare")) as address:
        yield address


def shown(page: Page) -> list[list[str]]:
    """The words of the first table, without its lines."""
    expect(page.locator(".compare-shown").first).to_be_visible()
    rows = page.locator(".compare-shown").first.locator("tr")
    return [
        [cell.strip().removesuffix(" ước tính") for cell in row.split("\t")] for row in rows.all_inner_texts()
    ]


def test_units_and_periods_are_chosen_sorted_and_sent_as_a_link(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/compare?keys=on_time_share")
        for name in ("sai gon", "ben thanh"):
            page.get_by_role("combobox", name="Đơn vị so sánh").fill(name)
            page.keyboard.press("Enter")
            expect(page.locator(".of-units .chip")).to_have_count(1 if name == "sai gon" else 2)
            expect(page.locator(".compare-shown")).to_be_visible()
        page.get_by_role("link", name="Sắp xếp theo Đơn vị").click()
        page.wait_for_url("**sort=name*")
        rows = shown(page)
        assert [row[0] for row in rows[1:]] == ["Toàn thành phố", "Phường Bến Thành", "Phường Sài Gòn"]
        expect(page.locator(".compare-shown .line path.drawn")).to_have_count(3)
        sent = page.url
        assert watched.errors == []
        assert watched.outside(site) == []
    with watched_page(browser) as (page, _):
        page.goto(sent)
        assert shown(page) == rows
        page.get_by_role("button", name="Bỏ: Phường Sài Gòn").click()
        expect(page.locator(".of-units .chip")).to_have_count(1)
        assert [row[0] for row in shown(page)[1:]] == ["Toàn thành phố", "Phường Bến Thành"]


def test_without_a_choice_every_unit_of_the_map_is_there(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/compare?keys=dossiers_open,online_share")
        expect(page.locator(".compare-shown").first.locator("tbody tr")).to_have_count(
            WHOLE_OFFICES_168_WARDS_AND_UNKNOWN
        )
        expect(page.locator(".compare-shown")).to_have_count(2)
        assert watched.errors == []


def test_a_unit_of_another_days_map_is_left_out_and_said_so(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/compare?units=26740,760&on=2021-01-01")
        expect(page.get_by_text("Đã bỏ những đơn vị không có trên bản đồ")).to_be_visible()
        assert [row[0] for row in shown(page)[1:]] == ["Toàn thành phố", "Quận 1"]


def test_the_list_of_kpis_leads_to_a_comparison(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi?unit=26740")
        page.locator("#group-complaints h3").get_by_role("link").click()
        page.wait_for_url("**/compare?keys=complaints*")
        expect(page.locator(".compare-shown")).to_have_count(3)
        expect(page.locator(".of-units .chip")).to_have_text("Phường Sài Gòn")
        assert watched.errors == []


def test_one_kpi_leads_to_its_comparison(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/on_time_share?unit=26740")
        page.get_by_role("link", name="So sánh", exact=True).click()
        page.wait_for_url("**/compare?keys=on_time_share&units=26740")
        assert [row[0] for row in shown(page)[1:]] == ["Toàn thành phố", "Phường Sài Gòn"]


def test_a_comparison_as_a_file_holds_values_and_changes(site: str) -> None:
    told = httpx.get(
        f"{site}/api/tables/compare.csv?keys=online_share&units=26740,26743&periods=2026-11,2026-10"
    )
    assert told.content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(told.text.removeprefix("\ufeff")))
    assert head[:5] == ["Chỉ tiêu", "Đơn vị", "10/2026", "11/2026", "thay đổi, 10/2026 đến 11/2026"]
    assert [row[1] for row in rows] == ["Toàn thành phố", "Phường Sài Gòn", "Phường Bến Thành"]
    for row in rows:
        assert row[2] == row[4] == "" or abs(float(row[3]) - float(row[2]) - float(row[4])) < 0.051


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (390, 844)])
def test_only_the_tables_scroll_sideways(browser: Browser, site: str, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, _):
        page.goto(f"{site}/compare?units=26740,26743")
        expect(page.locator(".compare-shown")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
