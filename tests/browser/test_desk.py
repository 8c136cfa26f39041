"""The incident desk in a real browser: three panes in step, everything by key, filters that are a link."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.desk_sites import DeskSite, desk_site

PATIENCE = 20_000  # ms: the machine may be busy
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    """A flood in Bến Thành (number 1) and a fire in Gia Định (number 2); tests that act open their own."""
    with desk_site(tmp_path_factory.mktemp("desk")) as site:
        yield site


def rows(page: Page) -> list[str]:
    """Titles of the list, top down."""
    page.wait_for_selector(".cell.title")
    found = page.locator(".ag-row")
    pairs = [(int(found.nth(n).get_attribute("row-index") or 0), n) for n in range(found.count())]
    return [found.nth(n).locator(".cell.title").inner_text() for _, n in sorted(pairs)]


def test_what_is_chosen_in_one_pane_is_chosen_in_all_and_in_the_address(
    browser: Browser, desk: DeskSite
) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(desk.address + "/desk")
        expect(page.locator(".cell.title").first).to_have_text("Cháy: Chung cư Miếu Nổi")
        page.get_by_text("Ngập: Calmette").click()
        expect(page.locator(".topline h2")).to_have_text("Ngập: Calmette")
        expect(page).to_have_url(re.compile(r"/desk/incidents/1$"))
        expect(page.locator(".ag-row.picked .cell.title")).to_have_text("Ngập: Calmette (4)")
        expect(page.locator(".blip.picked .shape.severe")).to_be_visible()
        page.locator(".blip:not(.picked)").click()
        expect(page.locator(".topline h2")).to_have_text("Cháy: Chung cư Miếu Nổi")
        expect(page.locator(".ag-row.picked .cell.title")).to_have_text("Cháy: Chung cư Miếu Nổi")
        expect(page).to_have_url(re.compile(r"/desk/incidents/2$"))
        page.goto(desk.address + "/desk/incidents/1")
        expect(page.locator(".topline h2")).to_have_text("Ngập: Calmette")
        assert watched.errors == []
        assert watched.outside(desk.address) == []


def test_the_detail_shows_sources_with_their_own_content(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(desk.address + "/desk/incidents/1")
        gauge = page.locator(".source").first
        expect(gauge.get_by_role("img")).to_have_attribute(
            "aria-label", re.compile(r"^44\scm lúc .*báo động II")
        )
        assert gauge.locator(".gauge-chart .alarm").count() == 3
        complaint = page.locator(".source").nth(1)
        expect(complaint.locator("blockquote")).to_contain_text("Nước ngập nửa bánh xe")
        expect(complaint).not_to_contain_text("1234")
        expect(complaint.get_by_role("link", name="Ảnh")).to_have_attribute("rel", "noopener noreferrer")
        expect(page.locator("[data-part=nearby] li")).to_have_count(3)
        expect(page.locator("[data-part=timeline] li").last).to_contain_text("Mở")
        expect(page.locator("[data-part=timeline] li").first).to_contain_text("Thêm nguồn: Phản ánh (cách ")
        expect(page.locator(".topline .due")).to_contain_text(re.compile(r"Còn \d\d:\d\d để tiếp nhận"))
        assert watched.errors == []


def test_an_incident_goes_from_the_list_to_its_end_by_keys_alone(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        desk.city.open("Phím Một", severity="severe")
        desk.city.open("Phím Hai")
        page.goto(desk.address + "/desk?search=phim")
        page.wait_for_selector(".cell.title")
        how, said = page.locator(".topline .how"), page.locator(".notice-line")
        page.keyboard.press("j")
        expect(page.locator(".topline h2")).to_have_text("Ngập: Phím Một")
        page.keyboard.press("j")
        expect(page.locator(".topline h2")).to_have_text("Ngập: Phím Hai")
        page.keyboard.press("a")
        expect(how).to_contain_text("Đã nhận")
        page.keyboard.press("d")
        page.keyboard.type("hai máy bơm")
        page.keyboard.press("Enter")
        expect(how).to_contain_text("Đã điều động")
        page.keyboard.press("v")
        expect(how).to_contain_text("Có mặt")
        page.keyboard.press("n")
        page.keyboard.type("nước rút j k a")  # letters in a field are text
        page.keyboard.press("Control+Enter")
        expect(said).to_contain_text("Đã ghi chú")
        page.keyboard.press("r")
        page.keyboard.press("Tab")
        page.keyboard.type("đã bơm xong")
        page.keyboard.press("Control+Enter")
        expect(how).to_contain_text("Đã xử lý")
        steps = page.locator("[data-part=timeline] li b")
        expect(steps.first).to_have_text("Xử lý xong: mưa – đã bơm xong")
        expect(steps.nth(1)).to_have_text("nước rút j k a")
        expect(steps.nth(3)).to_have_text("Điều động: hai máy bơm")
        page.keyboard.press("u")
        expect(how).to_contain_text("Có mặt")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_contain_text("Tiếp nhận")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        assert watched.errors == []


def test_filters_stand_in_the_address_and_a_link_brings_them_back(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(desk.address + "/desk")
        page.wait_for_selector(".cell.title")
        page.keyboard.press("f")
        page.get_by_role("button", name="Ngập", exact=True).click()
        expect(page).to_have_url(re.compile(r"kind=flood"))
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("calmette")
        expect(page).to_have_url(re.compile(r"search=calmette"))
        expect(page.locator("[data-part=total]")).to_have_text("1 sự cố")
        page.goto(page.url)
        assert rows(page) == ["Ngập: Calmette (4)"]
        expect(page.get_by_role("searchbox")).to_have_value("calmette")
        page.locator("[data-quick=overdue]").click()
        expect(page).to_have_url(re.compile(r"overdue=1"))
        assert watched.errors == []


def test_the_period_of_a_report_is_a_filter_that_can_be_seen_and_taken_away(
    browser: Browser, desk: DeskSite
) -> None:
    asked = "?kind=flood&since=2025-09-30T17%3A00%3A00Z&until=2025-10-31T17%3A00%3A00Z&open=0"
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(desk.address + "/desk" + asked)
        expect(page.locator("[data-part=total]")).to_have_text("0 sự cố")
        expect(page.locator("[data-part=filter-count]")).to_have_text("2")
        page.keyboard.press("f")
        times = page.get_by_role("combobox", name="Mở trong")
        expect(times.locator("option:checked")).to_have_text("01/10/2025 – 31/10/2025")
        times.select_option("")
        expect(page).not_to_have_url(re.compile(r"since|until"))
        # other tests open floods of their own
        expect(page.locator(".cell.title", has_text="Ngập: Calmette (4)").first).to_be_visible()
        assert watched.errors == []


def test_of_two_who_take_an_incident_the_second_is_told_and_keeps_what_was_typed(
    browser: Browser, desk: DeskSite
) -> None:
    number = desk.city.open("Hai người")
    with watched_page(browser) as (one, _), watched_page(browser) as (two, watched):
        desk.let_in(one, "cuong", "Lê Văn Cường")
        desk.let_in(two)
        for page in (one, two):
            page.goto(f"{desk.address}/desk/incidents/{number}")
            page.wait_for_selector(".actions button")
        two.evaluate("window.held = ops.desk.show; ops.desk.show = () => {}")  # it has not heard of it yet
        two.keyboard.press("d")
        two.keyboard.type("xe cứu hộ")
        one.keyboard.press("a")
        expect(one.locator(".topline .how")).to_contain_text("Đã nhận")
        two.evaluate("ops.desk.show = window.held")
        two.keyboard.press("Enter")
        expect(two.locator(".notice-line")).to_contain_text(re.compile("lúc|trước"))
        expect(two.locator(".topline .how")).to_contain_text("Đã nhận")
        expect(two.get_by_label("Điều ai, phương tiện nào?")).to_have_value("xe cứu hộ")
        two.keyboard.press("Enter")
        expect(two.locator(".topline .how")).to_contain_text("Đã điều động")
        assert [said for said in watched.errors if "409" not in said] == []


def test_several_rows_are_taken_at_once(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        for subject in ("Nhiều A", "Nhiều B"):
            desk.city.open(subject)
        page.goto(desk.address + "/desk?search=nhieu")
        page.wait_for_selector(".cell.title")
        for box in page.locator(".ag-row .ag-selection-checkbox input").all():
            box.click()
        expect(page.get_by_role("group", name="Các dòng đã chọn")).to_contain_text("Đã chọn 2")
        page.keyboard.press("a")
        expect(page.get_by_role("group", name="Các dòng đã chọn")).to_contain_text("Đã tiếp nhận 2")
        expect(page.locator(".cell.how").first).to_have_text("Đã nhận")
        assert watched.errors == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
def test_nothing_scrolls_sideways(browser: Browser, desk: DeskSite, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, _):
        desk.let_in(page)
        for path in ("/desk", "/desk/incidents/1"):
            page.goto(desk.address + path)
            page.wait_for_selector(".topline h2" if "incidents" in path else ".cell.title")
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
