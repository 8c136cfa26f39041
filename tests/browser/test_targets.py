"""Targets are read by everybody and changed at this machine, in a real browser, over a real store."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.sites import real_site

LAW = "2393/QĐ-UBND (2020)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with real_site(tmp_path_factory.mktemp("targets")) as address:
        yield address


def row(page: Page, name: str) -> Locator:
    return page.locator(".targets-page tbody tr").filter(has_text=name).first


def fill(page: Page, **told: str) -> None:
    """The form's fields by name; those with choices by their words."""
    for name, value in told.items():
        field = page.locator(f'#target-form [name="{name}"]')
        if name in ("kpi", "level", "reference"):
            field.select_option(label=value)
        else:
            field.fill(value)


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu").click()


def test_every_target_stands_with_its_level_year_and_source(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/")
        page.get_by_role("link", name="Chỉ tiêu năm").click()
        expect(row(page, "Hồ sơ giải quyết trực tuyến")).to_contain_text(f"≥\u00a050\u00a0%{LAW}")
        two = row(page, "Thủ tục cung cấp trực tuyến").locator(".one-target")
        expect(two).to_have_count(2)  # the city's and the nation's, both of 2025
        expect(page.locator('.top nav a[aria-current="page"]')).to_have_text("Chỉ tiêu năm")
        assert watched.errors == []
        assert watched.outside(site) == []


def test_a_target_is_set_changed_and_ended_and_each_step_is_told(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/targets")
        fill(page, kpi="Hồ sơ giải quyết đúng hạn", level="Phường, xã", year="2031", value="95,5")
        fill(page, reference="mức tham chiếu của thành phố")
        save(page)
        expect(page.get_by_role("status").filter(has_text="Đã lưu chỉ tiêu năm.")).to_be_visible()
        mine = row(page, "Hồ sơ giải quyết đúng hạn")
        expect(mine).to_contain_text("≥\u00a095,5\u00a0%mức tham chiếu")
        mine.locator(".one-target a").click()
        fill(page, value="97")
        save(page)
        history = page.locator(".history li")
        expect(history).to_have_count(2)
        expect(history.first).to_contain_text("tại máy chủ")
        expect(history.first).to_contain_text("2031: ≥\u00a095,5\u00a0% → ≥\u00a097\u00a0%")
        row(page, "Hồ sơ giải quyết đúng hạn").locator(".one-target a").click()
        page.get_by_role("button", name="Bỏ chỉ tiêu năm").click()
        expect(history.first).to_contain_text("≥\u00a097\u00a0% → đã bỏ")
        expect(page.locator(".targets-page tbody").get_by_text("Hồ sơ giải quyết đúng hạn")).to_have_count(0)
        assert watched.errors == []


def test_each_mistake_is_told_at_its_field_and_nothing_entered_is_lost(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/targets")
        fill(page, kpi="Hồ sơ giải quyết đúng hạn", year="30", value="99.5.1")
        save(page)
        for name, told in (("year", "bốn chữ số"), ("value", "ngăn hàng nghìn"), ("source", "phải có nguồn")):
            expect(page.locator(f'[data-mistake="{name}"]')).to_contain_text(told)
        expect(page.locator('[name="year"]')).to_be_focused()
        expect(page.locator('[name="value"]')).to_have_value("99.5.1")
        fill(page, year="2030", value="99.5")
        save(page)
        expect(page.locator('[data-mistake="year"]')).to_have_text("")
        expect(page.locator('[data-mistake="source"]')).to_contain_text("2629/QĐ-TTg")
        expect(page.locator("#target-form select[name=kpi]")).to_have_value("on_time_share")


def test_a_server_that_is_away_costs_nothing_that_was_entered(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/targets")
        fill(page, kpi="Hồ sơ giải quyết đúng hạn", year="2032", value="80", source=LAW)
        page.route("**/api/targets", lambda route: route.abort())
        save(page)
        expect(page.locator('[data-mistake=""]')).to_contain_text("Không gửi được")
        expect(page.locator('[name="value"]')).to_have_value("80")
        page.unroute("**/api/targets")
        save(page)
        expect(row(page, "Hồ sơ giải quyết đúng hạn")).to_contain_text(LAW)


def test_of_two_who_change_one_target_the_second_is_told(browser: Browser, site: str) -> None:
    with watched_page(browser) as (first, _), watched_page(browser) as (second, _watched):
        for page in (first, second):
            page.goto(f"{site}/targets")
            row(page, "Tái sử dụng dữ liệu số hóa").locator(".one-target a").click()
            expect(page.get_by_role("heading", name="Sửa chỉ tiêu năm")).to_be_visible()
        fill(first, value="81")
        save(first)
        expect(first.locator(".history li").first).to_contain_text("81")
        fill(second, value="82")
        save(second)
        expect(second.locator('[data-mistake=""]')).to_contain_text("vừa được người khác sửa")
        expect(second.locator('[name="value"]')).to_have_value("82")


def test_another_machine_reads_and_cannot_change(browser: Browser, site: str) -> None:
    elsewhere = {"X-Forwarded-For": "10.20.30.40"}  # as a proxy on this machine says it
    with watched_page(browser) as (page, watched):
        page.set_extra_http_headers(elsewhere)
        page.goto(f"{site}/targets?kpi=online_share")
        expect(page.get_by_text("Bạn được xem chỉ tiêu")).to_be_visible()
        expect(page.locator("#target-form")).to_have_count(0)
        expect(page.locator(".history li")).not_to_have_count(0)
        assert watched.errors == []
    told = {"kpi": "on_time_share", "level": "", "year": "2030", "value": "1", "source": "x"}
    refused = httpx.post(f"{site}/api/targets", json=told, headers=elsewhere)
    assert refused.status_code == 403
    assert "Bạn được xem chỉ tiêu" in refused.json()["mistakes"][0]["told"]
    assert httpx.delete(f"{site}/api/targets/1", headers=elsewhere).status_code == 403


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'"x"', b"\xff", b'{"kpi": "' + b"x" * 30_000 + b'"}'])
def test_what_is_no_form_is_refused_plainly(site: str, body: bytes) -> None:
    assert httpx.post(f"{site}/api/targets", content=body).status_code == 400


@pytest.mark.parametrize("target", ["0", "x", "-1", "99999999999999999999", "4711"])
def test_a_row_that_is_no_target_is_not_ended(site: str, target: str) -> None:
    answer = httpx.delete(f"{site}/api/targets/{target}", headers={"Cookie": "ops_language=en"})
    assert answer.status_code == 422
    assert answer.json()["mistakes"][0]["told"].startswith("Somebody else has changed or ended")


def test_a_form_with_odd_values_is_answered_with_sentences(site: str) -> None:
    told = {"kpi": ["x"], "level": None, "year": 2030, "value": {"a": 1}, "source": "x", "seen": "y"}
    answer = httpx.post(f"{site}/api/targets", json=told)
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["mistakes"]} == {"kpi", "value"}


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
def test_nothing_stands_beside_the_screen(browser: Browser, site: str, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, _):
        for path in ("/targets", "/targets?kpi=work_online_share", "/targets?kpi=no_such&row=x"):
            page.goto(site + path)
            expect(page.locator(".targets-page table")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
