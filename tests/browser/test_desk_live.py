"""The desk lives: what is new is heard and counted, what falls silent is unknown, what is lost is said."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.desk_city import fire
from tests.browser.desk_sites import DeskSite, desk_site

expect.set_options(timeout=30_000)  # ms: the machine may be busy


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    with desk_site(tmp_path_factory.mktemp("desk")) as site:
        yield site


def opened(page: Page, desk: DeskSite, path: str) -> None:
    page.goto(desk.address + path)
    page.wait_for_selector(".cell.title")
    expect(page).to_have_title(re.compile("Sự cố ·"))  # the board has come


def test_a_new_incident_rings_is_counted_and_moves_nothing_that_is_looked_at(
    browser: Browser, desk: DeskSite
) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        opened(page, desk, "/desk/incidents/1")
        sound = page.get_by_role("button", name="Chưa có tiếng: bấm để bật")
        expect(sound).to_be_visible()
        sound.click()
        expect(page.get_by_role("button", name="Âm báo")).to_be_visible()
        before = int(page.locator("[data-part=count-open]").inner_text())
        desk.city.tell(
            "fire", [fire(datetime.now(UTC), "Kho Bình Quới", 7, "Phường Bình Quới", 10.8268, 106.7329)]
        )
        expect(page.get_by_role("alert").filter(has_text="Mới: Cháy: Kho Bình Quới")).to_have_count(1)
        expect(page.locator("[data-part=count-open]")).to_have_text(str(before + 1))
        expect(page.locator("[data-part=incidents-open]")).to_have_text(str(before + 1))
        expect(page).to_have_title(re.compile(r"^\(\d+\) Sự cố"))
        assert page.evaluate("ops.desk.rung") == ["extreme"]
        expect(page.locator(".cell.title").filter(has_text="Kho Bình Quới")).to_be_visible()
        expect(page.locator(".topline h2")).to_have_text("Ngập: Calmette")
        assert watched.errors == []


def test_a_severity_can_be_muted_and_stays_so(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, _):
        desk.let_in(page)
        opened(page, desk, "/desk")
        page.get_by_role("button", name="Chưa có tiếng: bấm để bật").click()
        page.get_by_role("button", name="Âm báo").click()
        extreme = page.get_by_role("group", name="Mức độ nào có tiếng").get_by_role(
            "button", name="Đặc biệt nghiêm trọng"
        )
        expect(extreme).to_have_attribute("aria-pressed", "true")
        extreme.click()
        opened(page, desk, "/desk")
        assert "extreme" in page.evaluate("localStorage.getItem('ops-desk-muted')")


def test_what_another_officer_does_is_seen_without_a_press(browser: Browser, desk: DeskSite) -> None:
    number = desk.city.open("Hai bàn")
    with watched_page(browser) as (one, _), watched_page(browser) as (two, watched):
        desk.let_in(one, "cuong", "Lê Văn Cường")
        desk.let_in(two)
        for page in (one, two):
            opened(page, desk, f"/desk/incidents/{number}")
        one.keyboard.press("a")
        expect(two.locator(".topline .how")).to_contain_text("Đã nhận")
        expect(two.locator(".ag-row.picked .cell.how")).to_have_text("Đã nhận")
        assert watched.errors == []


def test_an_incident_whose_source_falls_silent_says_unknown(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        opened(page, desk, "/desk/incidents/1")
        expect(page.locator(".topline .due")).to_contain_text("để tiếp nhận")
        desk.city.silence("g0")
        expect(page.locator(".topline .due")).to_have_text("Hạn không rõ: nguồn đang im lặng")
        expect(page.locator(".topline .how")).to_contain_text("không rõ")
        row = page.locator(".ag-row.picked")
        expect(row.locator(".cell.due")).to_have_text("không rõ")
        expect(row.locator(".shape.unknown")).to_be_visible()
        expect(page.locator(".blip.picked .shape.unknown")).to_be_visible()
        assert watched.errors == []
