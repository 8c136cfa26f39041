"""One KPI whole, in a real browser: from a tile to a single dossier, and every view a link."""

import csv
import io
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.servers import free_port

SCRIPT = Path(__file__).with_name("kpi_detail_site.py")
START_SECONDS = 60
OLD_MAP = "on=2020-06-30"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with 340 dossiers of 34 months."""
    port = free_port()
    store = tmp_path_factory.mktemp("kpi-detail") / "ops.db"
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


def _number(told: str) -> float:
    return float(told.replace(".", "").replace(",", ".").replace("\u2212", "-").split()[0])


def _stay(page: Page) -> None:
    """A mark that a new load of the page would wipe out."""
    page.evaluate("window.stayed = true")


def _stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_a_tile_opens_down_to_one_dossier_with_its_steps(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(site)
        page.locator('[data-kpi="online_share"] a.opens').click()
        expect(page).to_have_url(f"{site}/kpi/online_share")
        expect(page.locator(".now-value .value")).to_contain_text("%")
        _stay(page)
        page.locator(".fraction a").nth(1).click()
        expect(page.locator(".part-records tbody tr")).to_have_count(10)
        page.locator(".part-records tbody a").first.click()
        opened = page.locator("#record")
        expect(opened).to_contain_text("H29.1-0000-0000")
        for told in ("N.V.A.", "090****123", "Tiếp nhận", "Hẹn trả", "Kết thúc", "Thẩm định"):
            expect(opened).to_contain_text(told)
        assert "part=denominator" in page.url
        assert "record=dossier-" in page.url
        assert _stayed(page)
        assert watched.errors == []
        assert watched.outside(site) == []


def test_the_path_runs_from_the_past_through_the_present_month_into_the_forecast(
    browser: Browser, site: str
) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/online_share")
        chart = page.locator(".path")
        expect(chart.locator("path.drawn:not(.unfinished)")).to_have_count(1)
        expect(chart.locator("circle.open")).to_have_count(1)
        expect(chart.locator("path.expected")).to_have_count(1)
        expect(chart.locator("path.band").first).to_be_attached()
        expect(chart).to_contain_text("01/07/2025: 168 phường, xã")
        expect(chart).to_contain_text("2025: 50")
        expect(page.locator(".ahead")).to_contain_text("Dự báo 12/")
        chart.focus()
        page.keyboard.press("ArrowRight")
        expect(chart.locator(".read")).to_contain_text("chưa hết kỳ")
        page.keyboard.press("ArrowLeft")
        expect(chart.locator(".read")).to_contain_text(re.compile(r"^\d+/\d{4}: [\d,]+\u00a0%$"))
        assert watched.errors == []


def test_what_was_published_stands_on_the_path_with_its_source(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/on_time_share")
        mark = page.locator(".path .known")
        expect(mark).to_have_count(1)
        mark.focus()
        expect(page.locator(".path .read")).to_contain_text("báo chí")
        expect(page.locator(".known-points")).to_contain_text("96,2")


def test_the_map_of_another_day_shows_its_units_and_those_outside_apart(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/online_share?period=2024-06")
        expect(page.locator(".hexagon")).to_have_count(168)
        page.locator("select[name=on]").select_option("2020-06-30")
        page.wait_for_url(f"**{OLD_MAP}*")
        expect(page.locator(".hexagon")).to_have_count(40)
        expect(page.locator(".hexagon.outside")).to_have_count(16)
        expect(page.locator(".hexagons .legend")).to_contain_text("ngoài địa giới TP.HCM cũ")
        expect(page.locator(".now-value .where")).to_contain_text("bản đồ ngày 30/06/2020")
        expect(page.locator(".bars li").first).to_contain_text("Quận")
        assert watched.errors == []


def test_a_hexagon_is_a_link_to_its_unit_and_back_leads_back(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/online_share?by=channel")
        expect(page.locator(".hexagon")).to_have_count(168)
        _stay(page)
        page.locator('.hexagon[href*="unit=26740"]').click()
        expect(page.locator(".now-value .where")).to_contain_text("Phường Sài Gòn")
        expect(page.locator(".keys .of-city")).to_have_text("Toàn thành phố")
        expect(page.locator(".hexagon.chosen")).to_have_count(1)
        expect(page.locator('.bars a[aria-current="true"]')).to_have_text("Phường Sài Gòn")
        assert "by=channel" in page.url
        assert _stayed(page)
        page.go_back()
        expect(page.locator(".now-value .where")).to_contain_text("Toàn thành phố")
        expect(page.locator(".hexagon.chosen")).to_have_count(0)
        assert watched.errors == []


def test_tabs_break_it_down_and_stand_in_the_link_that_is_sent(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/online_share")
        part = page.locator(".part-by")
        expect(part.locator("tbody tr")).to_have_count(2)
        expect(part).to_contain_text("Hộ tịch")
        _stay(page)
        part.get_by_role("link", name="Kênh").click()
        expect(part.locator("tbody th").first).to_have_text("Trực tuyến")
        assert "by=channel" in page.url
        assert _stayed(page)
        sent = page.url
        assert watched.errors == []
    with watched_page(browser) as (page, _):
        page.goto(sent)
        expect(page.locator(".part-by tbody th").first).to_have_text("Trực tuyến")
        expect(page.locator('.part-by a[aria-current="true"]')).to_have_text("Kênh")


@pytest.mark.parametrize("against", ["", "?against=year"])
@pytest.mark.parametrize("kpi", ["online_share", "dossiers_open", "late_1"])
def test_what_each_unit_did_adds_up_to_the_change(
    browser: Browser, site: str, kpi: str, against: str
) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/{kpi}{against}")
        part = page.locator(".part-change")
        expect(part.locator(".sum .count")).to_be_visible()
        parts = part.locator("tbody tr:not(.sum) .count").all_inner_texts()
        whole = _number(part.locator(".sum .count").inner_text())
        assert sum(map(_number, parts)) == pytest.approx(whole, abs=1e-9)
        assert watched.errors == []


def test_the_published_index_is_a_sum_whose_components_are_links(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/index766")
        rows = page.locator(".components tbody tr")
        expect(rows).to_have_count(6)
        expect(page.locator(".now-value .mark")).to_have_text("ước tính")
        rows.first.get_by_role("link").click()
        expect(page).to_have_url(re.compile(r"/kpi/index766_publicity"))
        expect(page.locator(".components tbody tr")).to_have_count(4)
        assert watched.errors == []


@pytest.mark.parametrize(("width", "height"), [(3840, 2160), (1920, 1080), (1366, 768), (390, 844)])
def test_only_tables_scroll_sideways(browser: Browser, site: str, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, _):
        page.goto(f"{site}/kpi/online_share?record=dossier-1&{OLD_MAP}")
        for part in (".hexagon", ".contributions", ".slices", "#record", ".path path.drawn"):
            expect(page.locator(part).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_on_paper_all_units_stand_and_no_form_does(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/online_share")
        expect(page.locator(".bars li").first).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator("form.choose")).not_to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.bars')).maxHeight") == "none"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_an_address_that_nobody_gave_out_is_answered_plainly(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/online_share?unit=x&period=1999-99&on=z&by=z&begin=zz&record=person-1")
        expect(page.get_by_text("Không có bản ghi này.")).to_be_visible()
        expect(page.locator(".now-value .where")).to_contain_text("Toàn thành phố")
        assert watched.errors == []


def test_names_and_numbers_are_masked_on_the_page_and_in_the_file(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/online_share?part=denominator&record=dossier-1")
        expect(page.locator("#record")).to_contain_text("N.V.A.")
        expect(page.locator(".part-records tbody tr")).to_have_count(10)
        shown = page.locator("main").inner_text()
    told = httpx.get(f"{site}/api/kpi/online_share/records.csv?part=denominator")
    assert told.content.startswith(b"\xef\xbb\xbf")
    for secret in ("Nguyễn", "Xuyến", "1234123", "1234 123", "085001"):
        assert secret not in shown
        assert secret not in told.text


def test_unit_and_period_are_in_the_link_that_is_sent(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi/on_time_share")
        page.get_by_label("Đơn vị", exact=True).fill("ben thanh")
        page.keyboard.press("Enter")
        page.wait_for_url("**/kpi/on_time_share?unit=*")
        expect(page.locator(".now-value .where")).to_contain_text("Phường Bến Thành")
        page.locator("select[name=period]").select_option(index=3)
        page.wait_for_url("**period=*")
        sent = page.url
        assert watched.errors == []
    with watched_page(browser) as (page, _):
        page.goto(sent)
        expect(page.locator(".now-value .where")).to_contain_text("Phường Bến Thành")
        expect(page.locator(".now-value .where")).not_to_contain_text("đến")
        expect(page.locator("select[name=period]")).to_have_value(sent.partition("period=")[2])


def test_older_records_follow_and_are_as_many_as_the_part_says(browser: Browser, site: str) -> None:
    told = httpx.get(f"{site}/api/kpi/online_share/records.csv?part=denominator&period=2025").text
    counted = len(list(csv.reader(io.StringIO(told)))) - 1
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/online_share?part=denominator&period=2025")
        expect(page.locator(".fraction b").nth(1)).to_have_text(str(counted))
        rows = page.locator(".part-records tbody tr")
        expect(rows).to_have_count(50)
        page.get_by_role("link", name="Bản ghi cũ hơn").click()
        expect(page).to_have_url(re.compile("begin="))
        expect(page.get_by_role("link", name="Bản ghi mới nhất")).to_be_visible()
        expect(rows).to_have_count(50)


def test_every_table_is_had_as_a_file(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/online_share?by=item")
        expect(page.locator(".contributions tbody tr").first).to_be_visible()
        expect(page.locator(".slices tbody tr").first).to_be_visible()
        expect(page.locator(".bars li").first).to_be_visible()
        expect(page.locator(".part-records tbody tr").first).to_be_visible()
        files = [link.get_attribute("href") or "" for link in page.locator("a[download]").all()]
    names = {file.partition("?")[0].rpartition("/")[2] for file in files}
    assert names == {
        f"{name}.{kind}"
        for name in ("months", "units", "changes", "slices", "records")
        for kind in ("csv", "xlsx")
    }
    for file in files:
        told = httpx.get(site + file)
        if ".xlsx" in file:
            assert told.content.startswith(b"PK"), file
            continue
        assert told.is_success, file
        assert len(told.text.splitlines()) > 2, file
