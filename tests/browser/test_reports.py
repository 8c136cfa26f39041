"""Reports in a real browser: written, moved, saved, issued, taken as files, verified; by two at once."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import watched_page
from tests.browser.sites import real_site, store_of
from tests.signed_in import SignedIn, signed_in

SITE = Path(__file__).with_name("report_site.py")
SERIOUS = ("serious", "critical")
TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
PERIOD = f"{TODAY.replace(day=1) - timedelta(days=1):%Y-%m}"
NEW = {"template": "month", "period": PERIOD, "scope": [], "language": "vi"}

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with real_site(folder, has_accounts=True, script=SITE) as address:
        yield address


def account(folder: Path, name: str, role: str) -> SignedIn:
    return signed_in(store_of(folder), name, role)


def drafted(site: str, who: SignedIn) -> int:
    answer = httpx.post(f"{site}/api/reports", json=NEW, headers={"Origin": site} | who.headers)
    made: int = answer.json()["id"]
    return made


def issued(site: str, who: SignedIn, number: str) -> None:
    made, headers = drafted(site, who), {"Origin": site} | who.headers
    entry = {"version": 1, "number": number, "issued_on": TODAY.isoformat(), "signer": "Yến"}
    answer = httpx.post(f"{site}/api/reports/{made}/issue", json=entry, headers=headers, timeout=60)
    assert answer.is_success, answer.text


def opened(page: Page, site: str, path: str, who: SignedIn) -> None:
    page.context.add_cookies(who.of_browser(site))
    page.goto(site + path)
    page.wait_for_selector("[data-stands], .reports-page table, .reports-page .hint:not(:empty)")


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in SERIOUS]


def section(page: Page, key: str) -> Locator:
    return page.locator(f'.sections [data-key="{key}"]')


def heads(page: Page) -> list[str]:
    return page.locator(".sheet h4:not(.annex-head)").all_inner_texts()


def saved(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".saved")).to_contain_text("Đã lưu lúc")


def test_a_planner_drafts_writes_moves_issues_and_anybody_verifies(
    browser: Browser, site: str, folder: Path, tmp_path: Path
) -> None:
    lan = account(folder, "lan", "planner")
    with watched_page(browser, 1366, 768) as (page, watched):
        opened(page, site, "/reports", lan)
        page.locator("[name=period]").select_option(index=1)
        assert faults(page) == []
        page.get_by_role("button", name="Lập dự thảo").click()
        page.wait_for_selector("[data-stands]")
        expect(page.locator(".of-draft")).to_have_text("DỰ THẢO")
        section(page, "one_stop").get_by_role("button", name="Soạn").click()
        area = page.get_by_role("textbox", name="Lời văn mục Giải quyết hồ sơ một cửa")
        expect(area).to_have_text("Toàn thành phố tiếp nhận 1.240 hồ sơ.")
        area.press("Control+End")
        area.press_sequentially(" Kết quả ")
        area.press("Control+b")
        area.press_sequentially("rất tốt")
        expect(page.locator(".sheets b", has_text="rất tốt")).to_be_visible()
        assert faults(page) == []
        section(page, "flood").get_by_role("button", name="Lên").press("Enter")  # by the keyboard alone
        expect(section(page, "flood").get_by_role("button", name="Lên")).to_be_focused()
        expect(page.locator(".sheet h4").nth(1)).to_have_text(re.compile("^II. Phản ánh", re.IGNORECASE))
        saved(page)
        page.reload()
        page.wait_for_selector("[data-stands]")
        assert [text.split(". ")[0] for text in heads(page)] == ["I", "II", "III"]
        assert "PHẢN ÁNH VÀ NGẬP" in heads(page)[1].upper()
        expect(page.locator(".sheets b", has_text="rất tốt")).to_be_visible()
        page.get_by_role("button", name="Ban hành …").click()
        dialog = page.get_by_role("dialog", name="Ban hành báo cáo")
        expect(dialog.get_by_label("Số, ký hiệu")).to_have_value("01/BC-UBND")
        dialog.get_by_role("button", name="Ban hành", exact=True).click()
        expect(dialog.locator("#mistake-signer")).not_to_be_empty()
        dialog.get_by_label("Người ký").fill("Nguyễn Thị Hoàng Yến")
        assert faults(page) == []
        dialog.get_by_role("button", name="Ban hành", exact=True).click()
        expect(page.locator(".files li")).to_have_count(5)
        expect(page.locator(".signer")).to_have_text("Nguyễn Thị Hoàng Yến")
        assert faults(page) == []
        code = page.locator(".report-side .code b").inner_text()
        files = [taken(page, row, tmp_path) for row in page.locator(".files li").all()]
        assert [said for said in watched.errors if "422" not in said] == []
        assert watched.outside(site) == []
    verified(browser, site, code, files[0])


def taken(page: Page, row: Locator, folder: Path) -> Path:
    """The file is what the page says that it is."""
    with page.expect_download() as waiting:
        row.get_by_role("link").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    row.locator("summary").click()
    assert sha256(path.read_bytes()).hexdigest() == row.locator("code").inner_text()
    return path


def verified(browser: Browser, site: str, code: str, file: Path) -> None:
    """By somebody without an account, on a phone."""
    with watched_page(browser, 390, 844) as (page, watched):
        page.goto(f"{site}/reports/verify")
        page.get_by_label("Mã kiểm tra").fill(code.lower())
        page.get_by_role("button", name="Kiểm tra").click()
        expect(page.locator(".verify-answer h2")).to_have_text("Đúng là văn bản đã phát hành")
        expect(page.locator(".verify-answer dl").first).to_contain_text("01/BC-UBND")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert faults(page) == []
        page.locator("[data-file]").set_input_files(file)
        expect(page.locator(".verify-answer .asked")).to_have_text(file.name)
        expect(page.locator(".verify-answer")).to_have_class(re.compile("is-yes"))
        changed = file.with_name("khac.docx")
        changed.write_bytes(file.read_bytes() + b" ")
        page.locator("[data-file]").set_input_files(changed)
        expect(page.locator(".verify-answer h2")).to_have_text("Không phải văn bản đã phát hành")
        assert watched.errors == []


def test_an_officer_reads_what_was_issued_and_writes_nothing(
    browser: Browser, site: str, folder: Path
) -> None:
    lan, an = account(folder, "lan", "planner"), account(folder, "an", "officer")
    draft = drafted(site, lan)
    issued(site, lan, "77/BC-UBND")
    with watched_page(browser) as (page, watched):
        opened(page, site, "/reports", an)
        expect(page.get_by_text("Báo cáo do người được giao quyền lập")).to_be_visible()
        expect(page.locator(".is-draft")).to_have_count(0)
        page.get_by_role("row").filter(has_text="77/BC-UBND").get_by_role("link").click()
        page.wait_for_selector("[data-stands]")
        expect(page.locator(".files li")).to_have_count(5)
        expect(page.get_by_role("button", name="Lập bản thay thế")).to_have_count(0)
        expect(page.locator("[contenteditable]")).to_have_count(0)
        number = page.locator('.sheet td a[href^="/kpi/"]').first
        number.hover()
        why = page.get_by_role("link", name="Vì sao thay đổi")
        expect(why).to_have_attribute("href", "/kpi/online_share?period=2025-10#change")
        assert watched.errors == []
        page.goto(f"{site}/reports/{draft}")
        expect(page.locator("[data-part=report-title]")).to_have_text("Báo cáo này không còn nữa.")


def test_of_two_who_write_at_once_none_loses_a_word(browser: Browser, site: str, folder: Path) -> None:
    lan, minh = account(folder, "lan", "planner"), account(folder, "minh", "leader")
    path = f"/reports/{drafted(site, lan)}"
    with watched_page(browser) as (first, _), watched_page(browser) as (second, _watched):
        for page, who in ((first, lan), (second, minh)):
            opened(page, site, path, who)
        write(first, "flood", "Ngập ở Calmette.")
        saved(first)
        write(second, "one_stop", "Một cửa tốt.")
        write(second, "flood", "Ngập nhẹ.")
        second.get_by_role("button", name="Lưu", exact=True).click()
        notice = second.locator(".notice-box")
        expect(notice).to_contain_text("lan")
        expect(second.locator(".sheets")).to_contain_text("Ngập nhẹ.")
        notice.get_by_role("button", name="Lấy bản của người kia: Phản ánh và ngập").click()
        expect(second.locator(".sheets")).to_contain_text("Ngập ở Calmette.")
        expect(second.locator(".sheets")).to_contain_text("Một cửa tốt.")
        saved(second)


def write(page: Page, key: str, text: str) -> None:
    section(page, key).get_by_role("button", name="Soạn").click()
    section(page, key).locator(".area").fill(text)
    expect(page.locator(".sheets")).to_contain_text(text)


def test_what_was_not_saved_is_offered_again_and_word_is_reduced(
    browser: Browser, site: str, folder: Path
) -> None:
    lan = account(folder, "lan", "planner")
    path = f"/reports/{drafted(site, lan)}"
    with watched_page(browser) as (page, watched):
        opened(page, site, path, lan)
        section(page, "flood").get_by_role("button", name="Soạn").click()
        section(page, "flood").locator(".area").evaluate(PASTE, WORD)
        expect(page.locator(".saved")).to_have_text("Có thay đổi chưa lưu")
        page.wait_for_timeout(500)  # it is kept a moment after the last key
        page.reload()
        page.get_by_role("button", name="Khôi phục").click()
        sheets = page.locator(".sheets")
        expect(sheets.locator("ul li", has_text="Calmette")).to_be_visible()
        expect(sheets.locator("ol li b", has_text="Bình Quới")).to_be_visible()
        expect(sheets.locator("p", has_text="Ngập ba tuyến")).to_be_visible()
        assert sheets.locator('a[href*="evil"], script, o\\:p, font').count() == 0
        saved(page)
        page.reload()
        page.wait_for_selector("[data-stands]")
        expect(page.locator(".notice-box")).to_have_count(0)
        expect(sheets.locator("ul li", has_text="Calmette")).to_be_visible()
        section(page, "flood").get_by_role("button", name="Soạn").click()
        page.get_by_role("button", name="Về lời văn tự động").click()
        expect(sheets.locator("li", has_text="Calmette")).to_have_count(0)
        assert watched.errors == []


# As Word puts it on the clipboard: lists are paragraphs with a bullet of their own.
WORD = """<html><head><style>p {color: red}</style></head><body lang=VI>
<p class=MsoNormal>Ngập <font color=red>ba</font>
tuyến<o:p></o:p> <a href="https://evil.example/">xem</a></p>
<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>Calmette</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span><b>Bình
Quới</b><script>alert(1)</script></p></body></html>"""
PASTE = """(area, html) => {
  area.focus();
  document.getSelection().selectAllChildren(area);
  const data = new DataTransfer();
  data.setData("text/html", html);
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
