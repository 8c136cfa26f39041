"""From a tile to a single dossier, in a real browser, over a real store."""

import csv
import io
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watched_page
from tests.servers import free_port

SCRIPT = Path(__file__).with_name("kpi_site.py")
START_SECONDS = 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with 60 dossiers."""
    port = free_port()
    store = tmp_path_factory.mktemp("kpi") / "ops.db"
    command = [sys.executable, str(SCRIPT), "--port", str(port), "--store", str(store)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        end = time.monotonic() + START_SECONDS
        while not _answers(address):
            assert time.monotonic() < end, "the site does not answer"
            time.sleep(0.05)
        yield address
        process.kill()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=5).is_success
    except httpx.TransportError:
        return False


def test_a_number_opens_down_to_one_dossier_with_its_clock(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(site)
        page.locator('[data-kpi="online_share"] a.opens').click()
        expect(page).to_have_url(f"{site}/kpi/online_share")
        expect(page.locator(".now-value .value")).to_contain_text("%")
        expect(page.locator(".long-line path.drawn")).to_have_count(1)
        page.get_by_role("link", name="Mẫu số").click()
        expect(page.locator(".records tbody tr")).to_have_count(50)
        page.locator(".records tbody a").first.click()
        opened = page.locator("#record")
        expect(opened).to_contain_text("H29.1-261101-0000")
        for told in ("Tiếp nhận", "Yêu cầu bổ sung", "Nhận bổ sung", "Hẹn trả", "Kết thúc", "Thẩm định"):
            expect(opened).to_contain_text(told)
        assert "part=denominator" in page.url
        assert "record=dossier-" in page.url
        assert watched.errors == []
        assert watched.outside(site) == []


def test_names_and_numbers_are_masked_on_the_page_and_in_the_file(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/online_share?part=denominator&record=dossier-1")
        expect(page.locator("#record")).to_contain_text("N.V.A.")
        expect(page.locator("#record")).to_contain_text("090****123")
        shown = page.locator("main").inner_text()
    told = httpx.get(f"{site}/api/kpi/online_share/records.csv?part=denominator")
    assert told.content.startswith(b"\xef\xbb\xbf")
    for secret in ("Nguyễn", "Xuyến", "1234123", "1234 123", "085001"):
        assert secret not in shown
        assert secret not in told.text


def test_unit_and_month_are_in_the_link_that_is_sent(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/on_time_share")
        page.get_by_label("Đơn vị").fill("ben thanh")
        page.keyboard.press("Enter")
        page.wait_for_url("**/kpi/on_time_share?unit=*")
        expect(page.locator(".now-value .where")).to_contain_text("Phường Bến Thành")
        expect(page.locator(".two-lines")).to_contain_text("Toàn thành phố")
        earlier = page.locator("select[name=period] option").nth(3).get_attribute("value")
        page.get_by_label("Kỳ", exact=True).select_option(value=earlier)
        page.wait_for_url(f"**period={earlier}*")
        sent = page.url
        assert watched.errors == []
    with watched_page(browser) as (page, _):
        page.goto(sent)
        expect(page.locator(".now-value .where")).to_contain_text("Phường Bến Thành")
        expect(page.locator(".now-value .where")).not_to_contain_text("hiện tại")
        expect(page.locator("select[name=period]")).to_have_value(earlier or "")
        expect(page.locator(".records .hint")).to_have_text("Không có bản ghi nào.")


def test_older_records_follow_and_are_as_many_as_the_part_says(browser: Browser, site: str) -> None:
    told = httpx.get(f"{site}/api/kpi/online_share/records.csv?part=denominator").text.lstrip("\ufeff")
    counted = len(list(csv.reader(io.StringIO(told)))) - 1
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/online_share?part=denominator")
        expect(page.locator(".now-value .parts").last).to_contain_text(f"÷ {counted}")
        rows = page.locator(".records tbody tr")
        expect(rows).to_have_count(50)
        page.get_by_role("link", name="Bản ghi cũ hơn").click()
        expect(rows).to_have_count(counted - 50)


def test_kpis_are_found_without_accents(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi")
        expect(page.locator(".kpis tbody tr")).not_to_have_count(0)
        page.locator("input[name=q]").fill("ngap sau nhat")
        page.keyboard.press("Enter")
        expect(page.locator(".kpis tbody tr")).to_have_count(1)
        assert "q=ngap" in page.url
        page.get_by_role("link", name="Ngập sâu nhất").click()
        expect(page).to_have_url(f"{site}/kpi/flood_deepest")
        assert watched.errors == []


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
def test_only_tables_scroll_sideways(browser: Browser, site: str, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, _):
        for path in ("/kpi", "/kpi/online_share?record=dossier-1"):
            page.goto(site + path)
            expect(page.locator("form.choose")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_an_address_that_nobody_gave_out_is_answered_plainly(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/no_such")
        expect(page.get_by_text("Không có trang này")).to_be_visible()
        page.goto(f"{site}/kpi/online_share?unit=x&month=1999-99&begin=zz&record=person-1")
        expect(page.get_by_text("Không có bản ghi này.")).to_be_visible()
    assert httpx.get(f"{site}/api/kpi/no_such/units.csv").status_code == 404
