"""What an officer does at the desk off the straight way: by hand, files, severity, merge, split, unmask."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Route, expect

from tests.browser.conftest import watched_page
from tests.browser.desk_sites import DeskSite, desk_site

expect.set_options(timeout=30_000)  # ms: the machine may be busy
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cfc0f01f0005000200c1a5c2d50000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    with desk_site(tmp_path_factory.mktemp("desk")) as site:
        yield site


def test_an_incident_is_opened_by_hand_from_a_click_on_the_map(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(desk.address + "/desk")
        page.wait_for_selector(".cell.title")
        page.locator("path.ground").nth(20).click()
        form = page.get_by_role("form", name="Mở sự cố")
        expect(form.get_by_role("combobox", name="Đơn vị")).not_to_have_value("")
        form.get_by_label("Loại").select_option("fire")
        form.get_by_label("Chuyện gì xảy ra?").fill("Khói ở chợ")
        form.get_by_label("Ở đâu? Địa chỉ hoặc địa điểm").fill("12 Lê Lợi")
        form.get_by_role("button", name="Mở sự cố").click()
        expect(page.locator(".topline h2")).to_have_text("Cháy: Khói ở chợ")
        expect(page.locator(".topline .at")).to_contain_text("12 Lê Lợi")
        expect(page.locator("[data-part=timeline] li").last).to_contain_text("Mở bằng tay")
        expect(page.locator("[data-part=timeline] li").last).to_contain_text("Trần Thị Bình")
        assert watched.errors == []


def test_a_file_is_attached_and_a_wrong_one_is_refused_in_words(browser: Browser, desk: DeskSite) -> None:
    number = desk.city.open("Có ảnh")
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(f"{desk.address}/desk/incidents/{number}")
        page.wait_for_selector(".actions button")
        page.keyboard.press("t")
        field = page.locator("input[type=file]")
        field.set_input_files(FilePayload(name="a.exe", mimeType="image/png", buffer=b"MZ not a picture"))
        page.locator(".small").get_by_role("button", name="Đính kèm").click()
        expect(page.locator(".notice-line.refused")).to_be_visible()
        field.set_input_files(FilePayload(name="hiện trường.png", mimeType="image/png", buffer=PIXEL))
        page.locator(".small").get_by_role("button", name="Đính kèm").click()
        expect(page.locator("[data-part=attachments] li")).to_contain_text("hiện trường.png")
        assert [said for said in watched.errors if "422" not in said] == []


def test_severity_merge_by_a_press_in_the_list_and_reopening(browser: Browser, desk: DeskSite) -> None:
    desk.city.open("Gộp A", severity="minor")
    desk.city.open("Gộp B", severity="severe")
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(desk.address + "/desk?search=gop")
        page.get_by_text("Ngập: Gộp A").click()
        page.wait_for_selector(".actions button")
        page.keyboard.press("s")
        page.get_by_role("radio", name="Nghiêm trọng", exact=True).check()
        page.get_by_label("Lý do").fill("nước lên nhanh")
        page.keyboard.press("Enter")
        expect(page.locator("[data-part=timeline] li").first).to_contain_text(
            "Mức độ Nhẹ → Nghiêm trọng: nước lên nhanh"
        )
        page.keyboard.press("m")
        page.locator(".cell.title", has_text="Gộp B").click()
        expect(page.get_by_label(re.compile("Gộp vào sự cố nào"))).not_to_have_value("")
        page.get_by_label("Lý do").fill("cùng một chỗ")
        page.keyboard.press("Enter")
        expect(page.locator(".outcome")).to_contain_text("Đã gộp vào số")
        expect(page.locator("[data-part=total]")).to_have_text("1 sự cố")
        assert watched.errors == []


def test_a_key_pressed_while_an_answer_is_awaited_is_done_after_it(browser: Browser, desk: DeskSite) -> None:
    number = desk.city.open("Bấm vội", severity="severe")
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(f"{desk.address}/desk/incidents/{number}")
        page.wait_for_selector(".actions button")
        held: list[Route] = []
        page.route("**/acknowledge", lambda route: held.append(route))
        with page.expect_request("**/acknowledge"):
            page.keyboard.press("a")
        page.keyboard.press("d")
        held[0].continue_()
        expect(page.locator("[data-part=form] form")).to_be_visible()
        page.keyboard.type("Đội thoát nước 3")
        page.keyboard.press("Enter")
        expect(page.locator(".topline .how")).to_contain_text("Đã điều động")
        assert watched.errors == []


def test_sources_are_split_off_into_an_incident_of_their_own(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.goto(desk.address + "/desk/incidents/1")
        page.wait_for_selector(".actions button")
        expect(page.locator("[data-part=sources-count]")).to_have_text("4")
        page.keyboard.press("p")
        page.get_by_role("checkbox", name="Phản ánh: Ngập nước").first.check()
        page.get_by_label("Lý do").fill("chỗ khác")
        page.keyboard.press("Control+Enter")
        expect(page.locator("[data-part=sources-count]")).to_have_text("3")
        expect(page.locator("[data-part=timeline] li").first).to_contain_text("Tách ra thành số")
        assert watched.errors == []


def test_personal_data_are_not_shown_to_who_may_not_see_them(browser: Browser, desk: DeskSite) -> None:
    with watched_page(browser) as (page, _):
        desk.let_in(page)
        page.goto(desk.address + "/desk/incidents/1")
        page.get_by_role("button", name="Hiện dữ liệu cá nhân").first.click()
        page.get_by_label("Vì sao? Lý do được lưu cùng tên của bạn.").fill("gọi lại cho người báo")
        page.get_by_role("button", name="Hiện", exact=True).click()
        expect(page.locator(".source [role=alert]").first).not_to_be_empty()
