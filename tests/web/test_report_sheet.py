"""A report as it will print: in the form of Decree 30/2020, numbers lead to records, nothing is markup."""

import re
import time

from dashboard.i18n import translator
from dashboard.reports.document import Block, Cell, Document, Run, Table
from tests.dashboard.reports.sample import sample
from web.report_sheet import sheet
from web.report_table import table


def section(document: Document, key: str) -> str:
    (found,) = [one for one in sheet(document)["sections"] if one["key"] == key]
    return "".join(part["html"] for part in found["parts"])


def test_the_head_is_in_two_columns_with_number_place_and_date() -> None:
    head = sheet(sample())["head"]
    left, right = head.split("</div><div>")
    assert "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH" in left
    assert "Số: 15/BC-UBND" in left
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in right
    assert '<p class="motto ruled"><span>Độc lập - Tự do - Hạnh phúc</span></p>' in right
    assert "Thành phố Hồ Chí Minh, ngày 05 tháng 11 năm 2025" in right
    assert '<h3 class="letter-title">BÁO CÁO</h3>' in right


def test_the_foot_has_recipients_and_signature() -> None:
    foot = sheet(sample())["foot"]
    assert "<p>Nơi nhận:</p><ul><li>- Văn phòng Chính phủ;</li>" in foot
    assert "<li>- Lưu: VT, KH.</li>" in foot
    assert '<p>KT. CHỦ TỊCH</p><p>PHÓ CHỦ TỊCH</p><p class="signer">Nguyễn Thị Hoàng Yến</p>' in foot


def test_chapters_are_counted_and_annexes_apart() -> None:
    told = [(one["head"], one["title"], one["is_annex"]) for one in sheet(sample())["sections"]]
    assert told[0] == ("I.", "Kết quả thực hiện các chỉ tiêu", False)
    assert told[-1] == ("PHỤ LỤC I", "Phụ lục: các đơn vị", True)


def test_a_number_with_records_is_a_link_in_a_tab_of_its_own() -> None:
    told = section(sample(), "targets")
    href = "/kpi/online_share?period=2025-10"
    assert f'<td class="right"><a href="{href}" target="_blank" rel="noopener">68,4\u00a0%</a></td>' in told
    assert '<th scope="col">Trong tháng</th>' in told
    assert '<th scope="row">' in told


def test_a_note_is_marked_at_its_number_and_told_below_the_table() -> None:
    told = section(sample(), "targets")
    assert '<span title="ước tính">97,1\u00a0%</span><sup>(1)</sup>' in told
    assert '<p class="note">(1) ước tính</p>' in told


def test_nothing_of_a_document_is_read_as_markup() -> None:
    wicked = '<img src=x onerror=alert(1)>"'
    made = sample()
    (found,) = [part for part in made.sections[0].parts if isinstance(part, Table)]
    cell = Cell(value=wicked, href='javascript:alert("1")', note=wicked)
    rows = ((cell, *found.rows[0][1:]),)
    told, _turned = table(
        found.model_copy(update={"rows": rows, "note": wicked}), wicked, made, translator("vi")
    )
    assert "<img" not in told
    assert "javascript" not in told
    letter = made.letter.model_copy(update={"subject": wicked, "recipients": (wicked,)})
    whole = sheet(made.model_copy(update={"letter": letter}))
    assert "<img" not in whole["head"] + whole["foot"]


def test_what_is_written_goes_to_the_browser_as_data() -> None:
    written = (Block(runs=(Run(text="<b>Đạt</b>", bold=True),)),)
    letter = sample().letter.model_copy(update={"opening": written})
    told = sheet(sample().model_copy(update={"letter": letter}))["opening"]
    assert told == [
        {
            "runs": [{"text": "<b>Đạt</b>", "bold": True, "italic": False, "href": ""}],
            "kind": "paragraph",
            "key": "",
        }
    ]


def test_the_sheet_of_168_units_takes_no_second() -> None:
    made = sample()
    began = time.perf_counter()
    told = section(made, "units")
    assert time.perf_counter() - began < 1
    assert len(re.findall("<tr", told)) == 1 + 1 + 168
