"""The stage in a real browser: seen by everybody, decided with the keyboard, the slower of two told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete, select, update

from dashboard.db import writing
from dashboard.models import city_stage, feed, feed_state
from dashboard.settings import settings
from dashboard.stages.desk import StageDesk
from dashboard.stages.proposing import Proposing
from tests.browser.conftest import watched_page
from tests.browser.desk_sites import DeskSite, desk_site
from tests.signed_in import signed_in

expect.set_options(timeout=30_000)
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    with desk_site(tmp_path_factory.mktemp("stage")) as site:
        yield site


@pytest.fixture
def site(_site: DeskSite) -> DeskSite:
    """A city whose stage nobody has decided; the program has looked once."""
    with writing(_site.city.store) as connection:
        connection.execute(delete(city_stage))
    Proposing(_site.city.store, settings()).tick(datetime.now(UTC))
    return _site


def open_as(page: Page, site: DeskSite, name: str, full_name: str, role: str = "leader") -> None:
    signed = signed_in(site.city.store, name, role, full_name=full_name)
    page.context.add_cookies(signed.of_browser(site.address))
    page.goto(site.address + "/stage")
    page.wait_for_selector(".stage-page table")


def holds(page: Page) -> str:
    return page.locator(".holds .name").inner_text()


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in SERIOUS]


def test_a_leader_decides_with_the_keyboard_and_an_officer_sees_it_come(
    browser: Browser, site: DeskSite
) -> None:
    with (
        watched_page(browser) as (page, watched),
        watched_page(browser, 1366, 768) as (other, others),
    ):
        open_as(other, site, "an", "Nguyễn An", "officer")
        expect(other.locator(".deciding")).to_contain_text("do người có quyền quyết định")
        assert other.locator("form").count() == 0
        open_as(page, site, "minh", "Trần Văn Minh")
        assert holds(page) == "2 · Chú ý"  # one extreme incident, one fire, a gauge over level II
        expect(page.locator(".reasons li").first).to_contain_text("1 sự cố đặc biệt nghiêm trọng")
        assert faults(page) == []
        page.locator("fieldset input:checked").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(page.locator("fieldset .chosen")).to_contain_text("Báo động")
        page.keyboard.press("Tab")
        page.keyboard.type("Bão số 9 đổ bộ tối nay")
        page.keyboard.press("Tab")
        page.keyboard.press("4")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".said")).to_have_text("Đã đặt mức vận hành.")
        expect(page.locator(".holds .name")).to_have_text("4 · Báo động")
        expect(page.locator(".holds .by")).to_contain_text("Trần Văn Minh đặt lúc")
        expect(page.locator(".holds .by")).to_contain_text("giữ đến")
        expect(page.locator(".holds .proposed")).to_have_text("chương trình đề xuất 2 · Chú ý")
        expect(page.locator(".past li").first).to_contain_text("Bão số 9 đổ bộ tối nay")
        expect(other.locator(".holds .name")).to_have_text("4 · Báo động")
        expect(other.locator(".holds blockquote")).to_have_text("Bão số 9 đổ bộ tối nay")
        for one in (page, other):
            assert faults(one) == []
        assert watched.errors + others.errors == []
        assert watched.outside(site.address) + others.outside(site.address) == []


def test_a_reason_is_asked_for_and_the_cursor_waits_there(browser: Browser, site: DeskSite) -> None:
    with watched_page(browser, 1366, 768) as (page, _watched):
        open_as(page, site, "minh", "Trần Văn Minh")
        page.get_by_role("button", name="Đặt mức này").click()
        expect(page.locator("#mistake-reason")).to_contain_text("Hãy ghi lý do")
        expect(page.locator("textarea")).to_be_focused()
        assert faults(page) == []


def test_the_slower_of_two_is_told_keeps_what_was_entered_and_may_send_again(
    browser: Browser, site: DeskSite
) -> None:
    desk = StageDesk(site.city.store, settings())
    with watched_page(browser) as (page, watched):
        open_as(page, site, "minh", "Trần Văn Minh")
        signed_in(site.city.store, "lan", "leader", full_name="Lê Thị Lan")
        page.get_by_label("Lý do").fill("Theo chỉ đạo")
        page.locator("fieldset label").nth(4).click()
        now = datetime.now(UTC)
        desk.set({"stage": "3", "reason": "Mưa lớn", "seen": desk.shown(now)["seen"]}, "lan", now)
        expect(page.locator(".holds .name")).to_have_text("3 · Cảnh giác")  # it is seen, and not yet noticed
        page.get_by_role("button", name="Đặt mức này").click()
        expect(page.locator(".said")).to_contain_text("Lê Thị Lan đã nhanh hơn và đặt mức 3 · Cảnh giác")
        assert page.get_by_label("Lý do").input_value() == "Theo chỉ đạo"
        expect(page.locator("fieldset .chosen")).to_contain_text("Khẩn cấp")
        page.get_by_role("button", name="Đặt mức này").click()
        expect(page.locator(".holds .name")).to_have_text("5 · Khẩn cấp")
        page.get_by_label("Lý do").fill("Đã ổn")
        page.get_by_role("button", name="Trả lại cho chương trình").click()
        expect(page.locator(".holds .name")).to_have_text("2 · Chú ý")
        expect(page.get_by_role("button", name="Trả lại cho chương trình")).to_be_hidden()
        expect(page.locator(".past li").first).to_contain_text("Trần Văn Minh trả lại cho chương trình")
        assert [said for said in watched.errors if "409" not in said] == []


def test_a_silent_feed_is_named_and_makes_the_stage_unsure(browser: Browser, site: DeskSite) -> None:
    with watched_page(browser) as (page, _watched):
        open_as(page, site, "an", "Nguyễn An", "officer")
        expect(page.get_by_text("Chưa chắc chắn")).to_have_count(0)
        ours = select(feed.c.id).where(feed.c.name == "cameras").scalar_subquery()
        statement = update(feed_state).where(feed_state.c.feed_id == ours)
        past, later = (datetime.now(UTC) + timedelta(minutes=minutes) for minutes in (-1, 15))
        with writing(site.city.store) as connection:
            connection.execute(statement.values(silent_at=past))
        try:
            expect(page.locator("[data-part=unsure]")).to_contain_text("Chưa chắc chắn: Camera")
            assert faults(page) == []
        finally:
            with writing(site.city.store) as connection:
                connection.execute(statement.values(silent_at=later))


@pytest.mark.parametrize("look", ["night", "day"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
def test_nothing_is_cut_off_on_any_screen(
    browser: Browser, site: DeskSite, width: int, height: int, look: str
) -> None:
    with watched_page(browser, width, height) as (page, watched):
        page.context.add_cookies([{"name": "ops_look", "value": look, "url": site.address}])
        open_as(page, site, "minh", "Trần Văn Minh")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        cut = (
            "(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className)"
        )
        boxes = page.locator(".stage-page :is(section, aside, table, fieldset, label, li, p)")
        assert boxes.evaluate_all(cut) == []
        assert faults(page) == []
        assert watched.errors == []
