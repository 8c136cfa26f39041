"""The report as one long table: everything of it once, and nothing that a spreadsheet would run."""

import csv
import io

from dashboard.reports.document import Cell, Difference, Document, Figure, Revision, Table
from dashboard.reports.files import render
from tests.dashboard.reports.sample import WARDS, sample

SECTION, PART, AT, ROW, TOTAL, COLUMN, NUMBER, TEXT, UNIT, NOTE = range(10)


def _read(document: Document) -> list[list[str]]:
    content = render(document, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _of(lines: list[list[str]], part: str, column: str = "") -> list[list[str]]:
    return [line for line in lines if line[PART] == part and (not column or line[COLUMN] == column)]


def test_every_line_has_the_ten_columns_that_the_first_names() -> None:
    lines = _read(sample())
    assert lines[0][:4] == ["Mục", "Bảng, biểu đồ", "Thứ tự dòng", "Dòng"]
    assert {len(line) for line in lines} == {10}


def test_the_head_tells_number_date_period_and_code() -> None:
    head = {line[ROW]: line[TEXT] for line in _read(sample()) if line[SECTION] == "Báo cáo"}
    assert head["Số, ký hiệu"] == "15/BC-UBND"
    assert head["Ngày ban hành"] == "05/11/2025"
    assert head["Kỳ báo cáo"] == "tháng 10 năm 2025 (01/10/2025 – 31/10/2025)"
    assert head["Số liệu đến"] == "08:30 03/11/2025"
    assert head["Mã kiểm tra"] == "7F3K-Q2MD-9TXA"
    draft = {line[ROW]: line[TEXT] for line in _read(sample(issued=False)) if line[SECTION] == "Báo cáo"}
    assert draft["Số, ký hiệu"] == "Dự thảo, chưa ban hành"
    assert "Mã kiểm tra" not in draft


def test_a_tables_cells_stand_each_on_its_line_with_unit_and_remark() -> None:
    lines = _of(_read(sample()), "Chỉ tiêu và kết quả")
    assert len(lines) == 2 * 6
    answered = [line for line in lines if line[ROW] == "Phản ánh trả lời trong 48 giờ"]
    assert answered[0][COLUMN:] == ["Trong tháng", "97.05", "", "%", "ước tính"]
    assert answered[5][COLUMN:] == ["Số liệu đến", "", "2025-11-03 08:30:00", "", ""]
    unknown = _of(lines, "Chỉ tiêu và kết quả", "Cùng kỳ")[0]
    assert unknown[NUMBER:NOTE] == ["", "", ""]


def test_a_pivot_without_totals_adds_up_to_the_total() -> None:
    lines = _of(_read(sample()), "Số liệu của các đơn vị", "Tiếp nhận")
    totals = [int(line[NUMBER]) for line in lines if line[TOTAL] == "1"]
    others = [int(line[NUMBER]) for line in lines if line[TOTAL] == "0"]
    assert len(others) == WARDS
    assert totals == [14_196] == [sum(others)]


def test_charts_give_their_points_and_levels() -> None:
    lines = _read(sample())
    line = _of(lines, "Hồ sơ trực tuyến so với chỉ tiêu")
    assert [one[NUMBER] for one in line if one[COLUMN] == "Thành phố"][2:5] == ["54", "", "57.5"]
    assert [one[NUMBER] for one in line if one[COLUMN] == "Chỉ tiêu 2030"] == ["90"]
    assert _of(lines, "Phản ánh theo ngày")[1][ROW:NOTE] == ["2025-10-02", "0", "Giá trị", "7", "", ""]
    assert len(_of(lines, "Đúng hạn trên bản đồ")) == WARDS


def test_what_a_revision_changed_and_raw_figures_are_told() -> None:
    told = Difference(where="Một cửa, tiếp nhận", before=1240, now=1251, why="Số liệu đến muộn")
    document = sample().model_copy(
        update={
            "revision": Revision(number=2, revises="15/BC-UBND", reason="Bổ sung", differences=(told,)),
            "figures": (Figure(figure="dossiers_received", unit_id=1, value=1251.5),),
            "names": {"dossiers_received": "Hồ sơ tiếp nhận"},
        }
    )
    lines = _read(document)
    changed = [line[ROW:] for line in lines if line[SECTION] == "Nội dung sửa đổi"]
    assert changed == [
        ["Một cửa, tiếp nhận", "0", "Trước", "1240", "", "", "Số liệu đến muộn"],
        ["Một cửa, tiếp nhận", "0", "Nay", "1251", "", "", "Số liệu đến muộn"],
    ]
    raw = [line[PART:] for line in lines if line[SECTION] == "Số liệu gốc"]
    assert raw == [
        ["dossiers_received", "1", "Thành phố Hồ Chí Minh", "0", "Hồ sơ tiếp nhận", "1251.5", "", "", ""]
    ]


def test_what_a_spreadsheet_would_run_is_a_text() -> None:
    document = sample()
    table = document.sections[0].parts[0]
    assert isinstance(table, Table)
    row = (Cell(value="=cmd|'/c calc'!A1"), *(Cell(value="@SUM(A1)") for _ in table.columns[1:-1]), Cell())
    section = document.sections[0].model_copy(update={"parts": (table.model_copy(update={"rows": (row,)}),)})
    lines = _read(document.model_copy(update={"sections": (section,)}))
    assert _of(lines, table.title)[0][ROW] == "'=cmd|'/c calc'!A1"
    assert _of(lines, table.title)[0][TEXT] == "'@SUM(A1)"
