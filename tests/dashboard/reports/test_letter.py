"""The words around a report's text, as Decree 30/2020/NĐ-CP writes them."""

from dashboard.i18n import translator
from dashboard.reports.document import Revision
from dashboard.reports.letter import captions, heads, roman, written
from tests.dashboard.reports.sample import sample

VI = translator("vi")


def test_the_letter_of_an_issued_report() -> None:
    told = written(sample(), VI)
    assert told.country == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert told.motto == "Độc lập - Tự do - Hạnh phúc"
    assert told.number == "Số: 15/BC-UBND"
    assert told.dated == "Thành phố Hồ Chí Minh, ngày 05 tháng 11 năm 2025"
    assert told.recipients[0] == "- Văn phòng Chính phủ;"
    assert told.recipients[-1] == "- Lưu: VT, KH."
    assert told.taken == "Số liệu đến 08:30 03/11/2025."
    assert told.verify == "Mã kiểm tra: 7F3K-Q2MD-9TXA; kiểm tra tại https://ops.example.vn/reports/verify."
    assert told.revision == ""


def test_a_draft_leaves_room_for_number_and_day_and_has_no_code() -> None:
    told = written(sample(issued=False), VI)
    assert told.number == "Số: …………"
    assert told.dated == "Thành phố Hồ Chí Minh, ngày … tháng … năm 2025"
    assert told.verify == ""


def test_a_revision_says_what_it_stands_in_place_of() -> None:
    again = Revision(number=2, revises="15/BC-UBND ngày 05/11/2025", reason="Số liệu đến muộn")
    told = written(sample().model_copy(update={"revision": again}), VI)
    assert told.revision == "(Lần 2, thay thế 15/BC-UBND ngày 05/11/2025)"


def test_chapters_and_annexes_are_counted_apart_tables_and_pictures_too() -> None:
    sections = sample().sections
    assert heads(sections, VI) == ("I.", "II.", "III.", "PHỤ LỤC I")
    told = captions(sections, VI)
    assert told["targets", "targets"] == "Bảng 1. Chỉ tiêu và kết quả"
    assert told["one_stop", "late"] == "Hình 2. Hồ sơ trễ hạn theo nguyên nhân"
    assert told["units", "units"] == "Bảng 2. Số liệu của các đơn vị"


def test_roman_numbers() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 29)] == ["I", "IV", "IX", "XIV", "XXIX"]
