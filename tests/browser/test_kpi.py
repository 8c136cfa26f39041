"""Every KPI at once, in a real browser, over a real store."""

import csv
import io
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.kpis import KPIS
from tests.browser.conftest import watched_page
from tests.browser.sites import real_site

ROWS = ".kpis tbody tr"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with 60 dossiers, one anomaly and no other feed."""
    with real_site(tmp_path_factory.mktemp("kpi")) as address:
        yield address


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".kpi-group").first).to_be_visible()


def table(address: str) -> list[dict[str, str]]:
    told = httpx.get(address)
    assert told.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(told.text.removeprefix("\ufeff"))))


def test_every_kpi_is_there_under_its_group(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        opened(page, f"{site}/kpi")
        expect(page.locator(ROWS)).to_have_count(len(KPIS))
        expect(page.locator(".states a").first).to_have_text(f"Tất cả {len(KPIS)}")
        expect(page.locator(".groups-of li")).to_have_count(len({kpi.group for kpi in KPIS}))
        row = page.locator('[data-kpi="online_share"]')
        expect(row.locator(".count")).to_have_text("50,0\u00a0%")
        expect(row.locator(".line path.drawn")).to_have_count(1)
        expect(row.locator(".line .target")).not_to_have_count(0)
        assert watched.errors == []
        assert watched.outside(site) == []


def test_kpis_are_found_without_accents(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        opened(page, f"{site}/kpi")
        page.get_by_label("Tìm").fill("so do moi nhat CAO NHAT cua cac cam bien")
        expect(page.locator(ROWS)).to_have_count(1)
        sent = page.url
        page.get_by_role("link", name="Ngập sâu nhất", exact=True).click()
        expect(page).to_have_url(f"{site}/kpi/flood_deepest")
        opened(page, sent)
        expect(page.locator(ROWS)).to_have_count(1)
        page.get_by_label("Tìm").fill("không có gì như thế")
        expect(page.get_by_text("Không có chỉ tiêu nào như vậy.")).to_be_visible()
        assert watched.errors == []


def test_a_state_is_a_link_that_can_be_sent(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        opened(page, f"{site}/kpi")
        link = page.locator(".states a.ok")
        number = int(link.locator("b").inner_text())
        assert number > 0
        link.click()
        expect(page.locator(ROWS)).to_have_count(number)
        expect(page.locator(f"{ROWS}.ok")).to_have_count(number)
        expect(page.get_by_label("Trạng thái")).to_have_value("met")
        sent = page.url
        assert "state=met" in sent
        assert watched.errors == []
    with watched_page(browser) as (page, _):
        opened(page, sent)
        expect(page.locator(ROWS)).to_have_count(number)
    assert len(table(sent.replace("/kpi?", "/api/tables/kpi.csv?"))) == number


def test_unit_period_and_map_day_are_asked_by_one_form(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        opened(page, f"{site}/kpi?look=multiples")
        page.get_by_label("Đơn vị").fill("BEN thanh")
        page.keyboard.press("Enter")
        page.wait_for_url("**unit=*")
        expect(page.get_by_label("Đơn vị")).to_have_value("Phường Bến Thành")
        page.get_by_label("Loại kỳ").select_option(label="Quý")
        page.wait_for_url(re.compile(r"period=\d{4}-Q\d"))
        expect(page.get_by_label("Kỳ", exact=True)).to_have_value(re.compile(r"\d{4}-Q\d"))
        page.get_by_label("Loại kỳ").select_option(label="Khoảng ngày")
        page.wait_for_url(re.compile(r"period=\d{4}-\d\d-01_"))
        page.get_by_label("Từ ngày").fill("2026-01-05")
        page.wait_for_url("**period=2026-01-05_*")
        page.get_by_label("Địa giới ngày").first.select_option(label="30/06/2020")
        page.wait_for_url("**on=2020-06-30*")
        assert "look=multiples" in page.url
        page.get_by_label("Đơn vị").click()
        expect(page.get_by_role("option", name="Quận 9", exact=True)).to_be_visible()
        assert watched.errors == []


def test_a_form_is_understood_without_its_script(browser: Browser, site: str) -> None:
    asked = "kind=2026-Q4&period=2026-03&on=other&on_day=2021-01-01&month=2025-01"
    with watched_page(browser) as (page, _):
        opened(page, f"{site}/kpi?{asked}")
        expect(page.get_by_label("Kỳ", exact=True)).to_have_value("2026-Q4")
        expect(page.get_by_label("Địa giới ngày").first).to_have_value("2021-01-01")


def test_small_multiples_show_value_state_line_and_silence(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        opened(page, f"{site}/kpi")
        page.get_by_role("link", name="Biểu đồ nhỏ").click()
        expect(page.locator(".multiples .tile")).to_have_count(len(KPIS))
        assert "look=multiples" in page.url
        tile = page.locator('.tile[data-kpi="online_share"]')
        expect(tile.locator(".value")).to_have_text("50,0%")
        expect(tile).to_have_class(re.compile(r"\bok\b"))
        expect(tile.locator(".line path.drawn")).to_have_count(1)
        mute = page.locator('.tile[data-kpi="cameras_online_share"]')
        expect(mute).to_have_class(re.compile(r"\boff\b"))
        expect(mute.locator(".value")).to_have_text("–")
        assert "gradient" in mute.evaluate("one => getComputedStyle(one).backgroundImage")
        estimate = page.locator('.tile[data-kpi="index766"] .estimate')
        expect(estimate).to_have_text("ước tính")
        assert watched.errors == []


def test_a_closed_group_stays_closed_in_the_link(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        opened(page, f"{site}/kpi")
        head = page.get_by_role("button", name="Một cửa")
        head.focus()
        page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-expanded", "false")
        expect(page.locator("#group-dossiers tbody tr")).to_have_count(0)
        page.reload()
        expect(page.get_by_role("button", name="Một cửa")).to_have_attribute("aria-expanded", "false")
        page.locator(".groups-of").get_by_role("link", name="Một cửa").click()
        expect(page.locator("#group-dossiers tbody tr")).not_to_have_count(0)


def test_what_is_off_its_habit_is_told_and_judged_by_the_keyboard(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        opened(page, f"{site}/kpi")
        told = page.locator(".findings li").first
        expect(told).to_contain_text(
            "Phường Sài Gòn · Hồ sơ tiếp nhận: 50, thấp hơn thường lệ: thứ Hai thường từ 79 đến 121"
        )
        link = told.get_by_role("link").get_attribute("href") or ""
        assert link.startswith("/kpi/online_received_share?unit=26740&period=")
        told.get_by_text("Vì sao?").click()
        expect(told).to_contain_text("12")
        button = told.get_by_role("button", name="Không hữu ích")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(told.get_by_role("status")).to_have_text("Đã ghi nhận, cảm ơn.")
        page.reload()
        expect(page.get_by_role("button", name="Không hữu ích")).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("button", name="Hữu ích", exact=True)).to_have_attribute(
            "aria-pressed", "false"
        )
        assert watched.errors == []


def test_only_this_machine_judges_and_only_what_is_there(site: str) -> None:
    assert httpx.post(f"{site}/api/findings/1/useful").json() == {"verdict": "useful"}
    assert httpx.post(f"{site}/api/findings/99/useful").status_code == 404
    assert httpx.post(f"{site}/api/findings/1/perhaps").status_code == 404
    by_proxy = {"X-Forwarded-For": "192.0.2.7"}
    assert httpx.post(f"{site}/api/findings/1/not", headers=by_proxy).status_code == 403


def test_the_table_as_a_file_holds_what_the_page_shows(site: str) -> None:
    rows = table(f"{site}/api/tables/kpi.csv?q=ho+so+giai+quyet+TRUC+TUYEN")
    told = next(row for row in rows if row["Chỉ tiêu"] == "Hồ sơ giải quyết trực tuyến")
    assert (told["Nhóm"], told["Giá trị"], told["Đơn vị tính"]) == ("Một cửa", "50", "%")
    assert float(told["Tử số"]) * 2 == float(told["Mẫu số"])
    assert len(table(f"{site}/api/tables/kpi.csv")) == len(KPIS)


def test_the_page_speaks_english_too(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.context.add_cookies([{"name": "ops_language", "value": "en", "url": site}])
        opened(page, f"{site}/kpi")
        expect(page.get_by_role("heading", name="Every KPI")).to_be_visible()
        expect(page.get_by_role("button", name="One-stop shop")).to_be_visible()
        expect(page.locator('[data-kpi="online_share"] .count')).to_have_text("50.0\u00a0%")
        assert watched.errors == []


@pytest.mark.parametrize(("width", "height"), [(3840, 2160), (1920, 1080), (1366, 768), (390, 844)])
def test_only_tables_scroll_sideways(browser: Browser, site: str, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, _):
        for path in ("/kpi", "/kpi?look=multiples"):
            opened(page, site + path)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
