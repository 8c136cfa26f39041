"""The PDF read back: tagged, bookmarked, its Vietnamese whole, and nothing in it read as markup."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dashboard.reports.document import Block, Document, Run
from dashboard.reports.files import letters, render
from tests.dashboard.reports.long import ODD, long
from tests.dashboard.reports.sample import sample
from tests.office import text_of


@pytest.fixture(scope="module")
def issued() -> PdfReader:
    return PdfReader(io.BytesIO(render(sample(), "pdf")))


def _text(document: Document, folder: Path) -> str:
    file = folder / "BC.pdf"
    file.write_bytes(render(document, "pdf"))
    return text_of(file)


def _saying(text: str) -> Document:
    """The sample with this text wherever a person, a feed or a unit's name may bring one in."""
    made = sample()
    first, *others = made.sections
    section = first.model_copy(update={"title": text, "commentary": (Block(runs=(Run(text=text),)),)})
    letter = made.letter.model_copy(update={"subject": text, "signer": text, "parent": text})
    return made.model_copy(update={"letter": letter, "sections": (section, *others)})


def test_the_pages_are_a4_in_the_decrees_order(issued: PdfReader) -> None:
    assert len(issued.pages) in range(5, 8)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in issued.pages} == {
        (595, 842)
    }


def test_it_is_tagged_in_its_language_and_says_so(issued: PdfReader) -> None:
    root: Any = issued.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    kinds = _kinds(root["/StructTreeRoot"])
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure", "/L", "/P"} <= kinds.keys()
    assert kinds["/Figure"] == 5
    assert kinds["/TH"] == 7 + 4


def _kinds(element: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    waiting = [element]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if "/S" in one:
                found[str(one["/S"])] = found.get(str(one["/S"]), 0) + 1
            if "/K" in one:
                waiting.append(one["/K"])
    return found


def test_pictures_say_what_they_show(issued: PdfReader) -> None:
    alts = []
    root: Any = issued.trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            alts += [str(one["/Alt"])] if "/Alt" in one else []
            waiting += [one["/K"]] if "/K" in one else []
    assert any(alt.startswith("Đường: tỷ lệ hồ sơ trực tuyến 12 tháng") for alt in alts)


def test_chapters_and_annexes_are_bookmarks(issued: PdfReader) -> None:
    titles = [str(one.title) for one in issued.outline if not isinstance(one, list)]
    assert titles[0] == "I. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
    assert titles[-1].startswith("PHỤ LỤC I")
    assert len(titles) == 4


def test_title_author_and_moment_are_the_documents(issued: PdfReader) -> None:
    told = issued.metadata
    assert told is not None
    assert told.title == f"BÁO CÁO: {sample().letter.subject}"
    assert told.author == "TRUNG TÂM ĐIỀU HÀNH ĐÔ THỊ THÔNG MINH"
    assert told.creation_date == datetime(2025, 11, 4, 17, tzinfo=UTC)


def test_vietnamese_is_selected_whole(tmp_path: Path) -> None:
    text = _text(sample(), tmp_path)
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Thành phố Hồ Chí Minh, ngày 05 tháng 11 năm 2025",
        "II. GIẢI QUYẾT HỒ SƠ MỘT CỬA",
        "Hình 4. Mực nước ngày cao nhất",
        "Số liệu đến 08:30 03/11/2025./.",
        "Nguyễn Thị Hoàng Yến",
        "- Ủy ban nhân dân 168 phường, xã, đặc khu;",
        "Không có số liệu",  # within a chart
    ):
        assert said in text


def test_the_page_number_stands_on_all_pages_but_the_first(tmp_path: Path) -> None:
    pages = _text(long(), tmp_path).split("\f")[:-1]
    firsts = [page.strip().split("\n")[0].strip() for page in pages]
    assert (
        firsts[0] == "ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        or "CỘNG HÒA" in firsts[0]
    )
    assert firsts[1:] == [str(n) for n in range(2, len(pages) + 1)]
    assert all("Mã kiểm tra: 7F3K-Q2MD-9TXA" in page for page in pages)


def test_a_header_row_is_repeated_on_each_page_of_its_table(tmp_path: Path) -> None:
    pages = _text(sample(), tmp_path).split("\f")
    assert sum("Đã giải quyết" in page for page in pages) >= 4


def test_wide_tables_lie_on_pages_on_their_side() -> None:
    pages = PdfReader(io.BytesIO(render(long(), "pdf"))).pages
    assert [page.mediabox.width > page.mediabox.height for page in pages].count(True) == 2


@pytest.mark.parametrize("text", [ODD, "= a\n- b\n+ c\n/ d: e", '#import "x.typ": *', "//c /*d*/ ~ --- ..."])
def test_what_a_person_wrote_is_no_markup(text: str, tmp_path: Path) -> None:
    said = "".join(_text(_saying(text), tmp_path).split())
    for line in text.split("\n"):
        assert said.count(line.replace(" ", "")) >= 3, line


@pytest.mark.parametrize(
    "text", ["✅ xong", "中文", "\x00\x07 a", "\ue000", "\ufffe", "عربي", "\ud7ff", "", " "]
)
def test_letters_that_the_face_lacks_do_not_fail_the_report(text: str) -> None:
    assert render(_saying(text), "pdf").startswith(b"%PDF")
    assert render(_saying(text), "docx").startswith(b"PK")


def test_the_face_has_every_vietnamese_letter() -> None:
    assert {*range(0x1EA0, 0x1EFA), *map(ord, "ĂÂĐÊÔƠƯăâđêôơư–…≥")} <= letters.known()
    assert letters.shown("Đạt ✅") == "Đạt □"


def test_accents_written_apart_are_composed(tmp_path: Path) -> None:
    assert "Tiếng Việt" in _text(_saying("Tie\u0302\u0301ng Vie\u0323\u0302t"), tmp_path)


def test_figures_lead_to_their_pages_where_the_city_has_an_address(issued: PdfReader) -> None:
    def links(read: PdfReader) -> set[str]:
        return {str(one.get_object()["/A"]["/URI"]) for page in read.pages for one in page.get("/Annots", [])}

    assert "https://ops.example.vn/kpi/online_share?period=2025-10" in links(issued)
    nowhere = sample().model_copy(update={"verify_url": ""})
    assert links(PdfReader(io.BytesIO(render(nowhere, "pdf")))) == set()


def test_a_draft_says_that_it_is_one(tmp_path: Path) -> None:
    text = _text(sample(issued=False), tmp_path)
    assert "DỰ THẢO" in text
    assert "Mã kiểm tra" not in text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(long(), "pdf") == render(long(), "pdf")


def test_an_english_report_is_one_in_english(tmp_path: Path) -> None:
    english = sample().model_copy(update={"language": "en"})
    text = _text(english, tmp_path)
    assert "SOCIALIST REPUBLIC OF VIET NAM" in text
    assert "Table 1. " in text
    assert "14,196" in text


def test_a_draft_bears_the_moment_of_its_figures_in_whole_seconds() -> None:
    taken = datetime(2025, 11, 3, 1, 30, 7, 123_456, tzinfo=UTC)
    draft = sample(issued=False).model_copy(update={"taken_at": taken})
    told = PdfReader(io.BytesIO(render(draft, "pdf"))).metadata
    assert told is not None
    assert told.creation_date == taken.replace(microsecond=0)
    assert render(draft, "docx").startswith(b"PK")
