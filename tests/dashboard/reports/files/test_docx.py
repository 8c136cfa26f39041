"""The Word file read back: every measure of Decree 30/2020/NĐ-CP, and what makes it a real Word document."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from dashboard.reports.document import Document
from dashboard.reports.files import render
from dashboard.reports.files.docx.pieces import twips
from tests.dashboard.reports.long import ODD, long
from tests.dashboard.reports.sample import WARDS, sample
from tests.office import as_pdf, text_of

MM = 36_000  # a millimetre in the library's own unit


def _read(document: Document) -> Any:
    return docx.Document(io.BytesIO(render(document, "docx")))


@pytest.fixture(scope="module")
def issued() -> Any:
    return _read(sample())


@pytest.fixture(scope="module")
def revised() -> Any:
    return _read(long())


def _everywhere(read: Any) -> list[Any]:
    """Paragraphs in their order, those within tables too."""
    return [Paragraph(one, read) for one in read.element.body.iter(qn("w:p"))]


def _saying(read: Any, text: str) -> Any:
    return next(one for one in _everywhere(read) if one.text == text)


def _size(read: Any, text: str) -> float:
    """Points, of the run or of its style or of the document."""
    return float(_of_style(_saying(read, text), "size", read).pt)


def _of_style(paragraph: Any, name: str, read: Any) -> Any:
    run = paragraph.runs[0]
    told = getattr(run.font, name)
    style = paragraph.style
    while told is None and style is not None:
        told = getattr(style.font, name)
        style = style.base_style
    if told is None and name == "size":
        default = read.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:sz')}")
        return Pt(int(default.get(qn("w:val"))) / 2)
    return told


def _is(paragraph: Any, name: str, read: Any) -> bool:
    return bool(_of_style(paragraph, name, read))


def test_the_page_is_a4_with_the_decrees_margins(revised: Any) -> None:
    for section in revised.sections:
        sides = sorted((round(section.page_width / MM), round(section.page_height / MM)))
        assert sides == [210, 297]
        assert 20 <= round(section.top_margin / MM, 1) <= 25
        assert 20 <= round(section.bottom_margin / MM, 1) <= 25
        assert 30 <= round(section.left_margin / MM, 1) <= 35
        assert 15 <= round(section.right_margin / MM, 1) <= 20


def test_the_face_is_times_new_roman_in_black(issued: Any) -> None:
    assert {fonts.get(qn("w:ascii")) for fonts in issued.styles.element.iter(qn("w:rFonts"))} == {
        "Times New Roman"
    }
    assert not list(issued.element.body.iter(qn("w:rFonts")))
    colours = {
        one.get(qn("w:val"))
        for part in (issued.element, issued.styles.element)
        for one in part.iter(qn("w:color"))
    }
    assert colours == {"000000"}


def test_the_page_number_is_centred_in_the_top_margin_but_not_on_page_1(revised: Any) -> None:
    header = revised.sections[0].header.paragraphs[0]
    assert "".join(one.text or "" for one in header._element.iter(qn("w:instrText"))) == "PAGE"
    assert header.style.name == "Header"
    assert header.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert header.style.font.size is None  # as all text: 13
    first, *others = revised.sections
    assert first.different_first_page_header_footer
    assert first.first_page_header.is_linked_to_previous
    assert not any(one.different_first_page_header_footer for one in others)
    assert first.header_distance < first.top_margin
    assert not list(revised.element.body.iter(qn("w:pgNumType")))  # it counts through


@pytest.mark.parametrize(
    ("text", "sizes", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False),
        ("Độc lập - Tự do - Hạnh phúc", (13, 14), True, False),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH", (12, 13), False, False),
        ("TRUNG TÂM ĐIỀU HÀNH\nĐÔ THỊ THÔNG MINH", (12, 13), True, False),
        ("Số: 15/BC-UBND", (13, 13), False, False),
        ("Thành phố Hồ Chí Minh, ngày 05 tháng 11 năm 2025", (13, 14), False, True),
        ("BÁO CÁO", (13, 14), True, False),
        ("KT. CHỦ TỊCH", (13, 14), True, False),
        ("PHÓ CHỦ TỊCH", (13, 14), True, False),
        ("Nguyễn Thị Hoàng Yến", (13, 14), True, False),
        ("Nơi nhận:", (12, 12), True, True),
        ("- Văn phòng Chính phủ;", (11, 11), False, False),
        ("- Lưu: VT, KH.", (11, 11), False, False),
    ],
)
def test_each_line_of_the_letter_has_its_size_and_look(
    issued: Any, text: str, sizes: tuple[float, float], bold: bool, italic: bool
) -> None:
    line = _saying(issued, text)
    assert sizes[0] <= _size(issued, text) <= sizes[1]
    assert (_is(line, "bold", issued), _is(line, "italic", issued)) == (bold, italic)


def test_the_subject_is_bold_with_a_line_below(issued: Any) -> None:
    subject = next(one for one in issued.paragraphs if one.style.name == "Subtitle")
    assert subject.text.replace("\n", " ") == sample().letter.subject
    assert 13 <= _of_style(subject, "size", issued).pt <= 14
    assert _is(subject, "bold", issued)
    assert _rule_after(issued, subject)


@pytest.mark.parametrize("text", ["Độc lập - Tự do - Hạnh phúc", "TRUNG TÂM ĐIỀU HÀNH\nĐÔ THỊ THÔNG MINH"])
def test_there_is_a_line_below_the_motto_and_the_issuing_body(issued: Any, text: str) -> None:
    assert _rule_after(issued, _saying(issued, text))


def _rule_after(read: Any, paragraph: Any) -> bool:
    """Is the next paragraph nothing but its upper border, shorter than the column?"""
    every = _everywhere(read)
    after = every[[one._element for one in every].index(paragraph._element) + 1]
    borders = read.styles["Rule"].element.find(f".//{qn('w:pBdr')}/{qn('w:top')}")
    is_shorter = (after.paragraph_format.left_indent or 0) > 0 and (
        after.paragraph_format.right_indent or 0
    ) > 0
    return after.style.name == "Rule" and after.text == "" and borders is not None and is_shorter


def test_the_body_is_13_points_justified_with_indent_and_space(issued: Any) -> None:
    body = issued.styles["Body Text"]
    told = body.paragraph_format
    assert told.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert told.space_after.pt + (told.space_before.pt or 0) >= 6
    assert 1 <= told.line_spacing <= 1.5
    assert 10 <= round(told.first_line_indent / MM, 1) <= 12.7
    said = next(one for one in issued.paragraphs if one.text.startswith("Tỷ lệ hồ sơ trực tuyến đạt"))
    assert said.style.name == "Body Text"
    assert 13 <= _of_style(said, "size", issued).pt <= 14
    assert [run.text for link in said.hyperlinks for run in link.runs if run.bold] == ["68,4 %"]


def test_headings_are_numbered_i_1_a_by_word_itself(issued: Any) -> None:
    numbering = issued.part.numbering_part.element
    levels = {
        one.find(qn("w:pStyle")).get(qn("w:val")): (
            one.find(qn("w:numFmt")).get(qn("w:val")),
            one.find(qn("w:lvlText")).get(qn("w:val")),
        )
        for one in numbering.iter(qn("w:lvl"))
    }
    assert levels["Heading1"] == ("upperRoman", "%1.")
    assert levels["Heading2"] == ("decimal", "%2.")
    assert levels["Heading3"] == ("lowerLetter", "%3)")
    headings = [one.text for one in issued.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["Kết quả thực hiện các chỉ tiêu", "Giải quyết hồ sơ một cửa", "Phản ánh và ngập"]
    assert all(issued.styles[f"Heading {n}"].paragraph_format.keep_with_next for n in (1, 2, 3))


def test_the_text_ends_with_its_sign_and_the_signature_follows(issued: Any) -> None:
    every = _everywhere(issued)
    ends = [n for n, one in enumerate(every) if one.text.endswith("./.")]
    assert len(ends) == 1
    assert every[ends[0] + 1].text == "Nơi nhận:"


def test_who_signs_stands_right_and_the_recipients_left(issued: Any) -> None:
    table = next(one for one in issued.tables if "Nơi nhận:" in one.cell(0, 0).text)
    left, right = table.rows[0].cells
    assert [one.text for one in left.paragraphs][-1].startswith("- Lưu: VT")
    assert right.text.startswith("KT. CHỦ TỊCH")
    assert right.text.endswith("Nguyễn Thị Hoàng Yến")
    assert all(one.style.paragraph_format.alignment == 1 for one in right.paragraphs)
    assert _of_style(right.paragraphs[0], "all_caps", issued)


def test_annexes_come_after_the_signature_each_on_its_page(issued: Any) -> None:
    every = _everywhere(issued)
    annex = next(n for n, one in enumerate(every) if one.style.name == "Annex Heading")
    signed = next(n for n, one in enumerate(every) if one.text == "Nguyễn Thị Hoàng Yến")
    assert annex > signed
    assert every[annex].text.startswith("PHỤ LỤC I\n")
    assert every[annex].paragraph_format.page_break_before
    assert every[annex + 1].text.startswith("(Kèm theo Báo cáo số 15/BC-UBND ngày 05/11/2025")


def test_tables_repeat_their_header_and_break_no_row(issued: Any) -> None:
    tables = [one for one in issued.tables if one.style.name == "Report Table"]
    assert [len(one.rows) for one in tables] == [3, WARDS + 2]
    for table in tables:
        props = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in props] == [True] + [False] * (
            len(props) - 1
        )
        assert all(row.find(qn("w:cantSplit")) is not None for row in props)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")).startswith("Bảng ")
        widths = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
        assert abs(sum(widths) - twips(160)) < 12


def test_numbers_stand_right_in_the_citys_form_and_what_is_not_known_is_a_dash(issued: Any) -> None:
    table = issued.tables[-1]
    assert [cell.text for cell in table.rows[1].cells] == [
        "Toàn thành phố",
        "14.196",
        "14.028",
        "93,3\u00a0%",
    ]
    assert table.rows[8].cells[3].text == "–"
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [0, 2, 2, 2]
    assert table.rows[1].cells[1].paragraphs[0].runs[0].bold


def test_a_cells_note_stands_below_its_table(issued: Any) -> None:
    table = next(one for one in issued.tables if one.style.name == "Report Table")
    assert table.rows[2].cells[1].text == "97,1\u00a0%(1)"
    notes = [one.text for one in issued.paragraphs if one.style.name == "Table Note"]
    assert notes[:2] == ["(1) ước tính", "Nguồn: hệ thống thông tin giải quyết thủ tục hành chính."]


def test_pictures_say_what_they_show_and_have_captions_that_stay_with_them(issued: Any) -> None:
    pictures = list(issued.element.body.iter(qn("wp:docPr")))
    assert len(pictures) == len(issued.inline_shapes) == 5
    assert pictures[0].get("descr").startswith("Đường: tỷ lệ hồ sơ trực tuyến 12 tháng")
    assert len({one.get("id") for one in pictures}) == 5
    assert all(round(shape.width / MM) == 160 for shape in issued.inline_shapes)
    captions = [one.text for one in issued.paragraphs if one.style.name == "Caption"]
    assert captions[:3] == [
        "Bảng 1. Chỉ tiêu và kết quả",
        "Hình 1. Hồ sơ trực tuyến so với chỉ tiêu",
        "Hình 2. Hồ sơ trễ hạn theo nguyên nhân",
    ]


def test_wide_tables_lie_on_pages_on_their_side(revised: Any) -> None:
    turned = [section.orientation for section in revised.sections]
    assert turned == [0, 1, 0, 1]
    tables = [one for one in revised.tables if len(one.columns) == 14]
    for table in tables:
        assert abs(sum(int(one.get(qn("w:w"))) for one in table._tbl.tblGrid) - twips(247)) < 30


def test_numbered_lists_begin_anew(revised: Any) -> None:
    lines = [one for one in revised.paragraphs if one.style.name == "List Number"]
    numbers = [one._p.pPr.numPr.numId.val for one in lines]
    assert numbers[0] == numbers[1] != numbers[2]
    starts = [
        one.find(f".//{qn('w:startOverride')}").get(qn("w:val"))
        for one in revised.part.numbering_part.element.findall(qn("w:num"))
        if one.numId in numbers
    ]
    assert starts == ["1", "1"]


def test_a_revision_says_so_and_lists_its_differences_first_of_the_annexes(revised: Any) -> None:
    assert _saying(revised, "(Lần 2, thay thế 15/BC-UBND ngày 05/11/2025)")
    annexes = [one.text for one in revised.paragraphs if one.style.name == "Annex Heading"]
    assert annexes[0] == "PHỤ LỤC I\nNội dung thay đổi của lần ban hành này"
    assert [text.split("\n")[0] for text in annexes] == ["PHỤ LỤC I", "PHỤ LỤC II", "PHỤ LỤC III"]
    table = next(one for one in revised.tables if one.cell(0, 0).text == "Nơi có số liệu")
    assert [cell.text for cell in table.rows[1].cells][1:] == ["68,4", "68,9", "gửi muộn"]
    assert [cell.text for cell in table.rows[2].cells][1:] == ["–", "1.240", "–"]


def test_what_a_person_wrote_is_text(revised: Any) -> None:
    line = _saying(revised, ODD)
    assert line.runs[0].bold
    assert line.runs[0].italic


def test_a_draft_says_that_it_is_one_and_has_neither_number_nor_code() -> None:
    draft = _read(sample(issued=False))
    assert _saying(draft, "DỰ THẢO")
    texts = [one.text for one in _everywhere(draft)]
    assert not any("15/BC-UBND" in text for text in texts)
    assert draft.sections[0].footer.paragraphs[0].text == ""
    assert any(text.startswith("Số: …") for text in texts)


def test_the_code_stands_at_the_foot_of_every_page(issued: Any) -> None:
    said = "Mã kiểm tra: 7F3K-Q2MD-9TXA; kiểm tra tại https://ops.example.vn/reports/verify."
    section = issued.sections[0]
    assert section.footer.paragraphs[0].text == said
    assert section.first_page_footer.paragraphs[0].text == said


def test_figures_lead_to_their_pages_where_the_city_has_an_address(issued: Any) -> None:
    said = next(one for one in issued.paragraphs if one.text.startswith("Tỷ lệ hồ sơ trực tuyến đạt"))
    assert [link.address for link in said.hyperlinks] == [
        "https://ops.example.vn/kpi/online_share?period=2025-10"
    ]
    nowhere = _read(sample().model_copy(update={"verify_url": ""}))
    assert not list(nowhere.element.body.iter(qn("w:hyperlink")))


def test_language_title_and_moment_are_the_documents(issued: Any) -> None:
    told = issued.core_properties
    assert told.title == f"BÁO CÁO: {sample().letter.subject}"
    assert told.author == "TRUNG TÂM ĐIỀU HÀNH ĐÔ THỊ THÔNG MINH"
    assert told.created == told.modified == datetime(2025, 11, 4, 17, tzinfo=UTC)
    assert told.language == "vi-VN"
    assert issued.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_the_file_holds_what_word_needs_and_nothing_of_the_librarys_template(issued: Any) -> None:
    with ZipFile(io.BytesIO(render(sample(), "docx"))) as file:
        names = file.namelist()
        document = file.read("word/document.xml").decode()
    assert names[0] == "[Content_Types].xml"
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "WithEffects" in name]
    used = set(re.findall(r'w:(?:pStyle|tblStyle) w:val="(\w+)"', document))
    assert used <= {style.style_id for style in issued.styles}


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(long(), "docx") == render(long(), "docx")


@pytest.mark.serial
def test_libreoffice_opens_it_with_its_pages_whole(tmp_path: Path) -> None:
    file = tmp_path / "BC.docx"
    file.write_bytes(render(long(), "docx"))
    pdf = as_pdf(file, tmp_path / "profile")
    pages = text_of(pdf).split("\f")[:-1]
    assert 11 <= len(PdfReader(pdf).pages) == len(pages) <= 14
    assert pages[0].lstrip().startswith("ỦY BAN NHÂN DÂN")
    assert [page.strip().split("\n")[0].strip() for page in pages[1:]] == [
        str(n) for n in range(2, len(pages) + 1)
    ]
    assert "I. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU" in pages[0]
    assert all("Mã kiểm tra: 7F3K-Q2MD-9TXA" in page for page in pages)
    assert sum("Đơn vị" in page and "Tiếp nhận" in page for page in pages) >= 4  # the header row, repeated
    assert ODD in "\n".join(pages)


_ORDER = ("rFonts", "b", "bCs", "i", "iCs", "caps", "color", "sz", "szCs", "bdr", "vertAlign")


def test_properties_of_runs_stand_in_the_order_that_the_schema_wants(revised: Any) -> None:
    orders = {
        tuple(one.tag.split("}")[1] for one in props) for props in revised.element.body.iter(qn("w:rPr"))
    }
    assert len(orders) > 4
    assert all(list(order) == sorted(order, key=_ORDER.index) for order in orders)


def test_tables_of_all_units_are_not_full_of_links(issued: Any) -> None:
    inside = list(issued.tables[-1]._tbl.iter(qn("w:hyperlink")))
    assert inside == []
    assert list(issued.tables[1]._tbl.iter(qn("w:hyperlink")))
