"""The workbook as a program reads it: true numbers, their formats, what is frozen, filtered and printed."""

import io
import warnings
from datetime import datetime
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.reports.document import (
    Cell,
    Column,
    Difference,
    Document,
    Figure,
    Revision,
    Section,
    Table,
    TargetUsed,
    Unit,
)
from dashboard.reports.files import render
from tests.dashboard.reports.sample import WARDS, sample

TARGETS, ONE_STOP, FLOOD, UNITS, MAP = (
    "Kết quả thực hiện các chỉ tiêu",
    "Giải quyết hồ sơ một cửa",
    "Phản ánh và ngập",
    "Phụ lục các đơn vị",
    "Đúng hạn trên bản đồ",  # too long for a sheet beside a long table
)


def _read(document: Document, *, formulas: bool = True) -> Workbook:
    with warnings.catch_warnings():  # openpyxl knows no solid data bars
        warnings.filterwarnings("ignore", ".* extension is not supported", UserWarning)
        content = io.BytesIO(render(document, "xlsx"))
        return load_workbook(content, data_only=not formulas, rich_text=True)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return _read(sample())


def _row(sheet: Worksheet, text: str, column: int = 1) -> int:
    """The first line whose cell of a column says this."""
    return next(
        n for n in range(1, sheet.max_row + 1) if str(sheet.cell(n, column).value or "").strip() == text
    )


def _with_table(table: Table) -> Document:
    section = Section(key="s", title="Mục", commentary=(), parts=(table,))
    return sample().model_copy(update={"sections": (section,)})


def test_each_section_has_a_sheet_behind_the_first(book: Workbook) -> None:
    assert book.sheetnames == ["Báo cáo", TARGETS, ONE_STOP, FLOOD, UNITS, MAP, "Chỉ tiêu áp dụng"]


def test_the_first_sheet_tells_which_report_it_is(book: Workbook) -> None:
    told = {row[0].value: row[1].value for row in book["Báo cáo"].iter_rows(max_col=2)}
    assert told["Số, ký hiệu"] == "15/BC-UBND"
    assert told["Ngày ban hành"] == "05/11/2025"
    assert told["Số liệu đến"] == "08:30 03/11/2025"
    assert told["Mã kiểm tra"] == "7F3K-Q2MD-9TXA"
    assert told["rules.toml"] == "0" * 64


def test_a_draft_says_that_it_is_one() -> None:
    draft = _read(sample(issued=False))["Báo cáo"]
    told = {row[0].value: row[1].value for row in draft.iter_rows(max_col=2)}
    assert told["Số, ký hiệu"] == "Dự thảo, chưa ban hành"
    assert "Mã kiểm tra" not in told


def test_the_contents_lead_to_every_sheet_and_part(book: Workbook) -> None:
    links = [cell.hyperlink.location for row in book["Báo cáo"].iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 5 + 7
    for link in links:
        name, cell = link.rsplit("!", 1)
        assert book[name.strip("'")][cell].value


def test_numbers_are_numbers_with_their_formats(book: Workbook) -> None:
    sheet = book[TARGETS]
    at = _row(sheet, "Phản ánh trả lời trong 48 giờ")
    assert sheet.cell(at, 2).value == 0.9705
    assert sheet.cell(at, 2).number_format == '0.0%"*"'
    assert sheet.cell(at, 2).comment.text == "ước tính"
    assert (sheet.cell(at, 3).value, sheet.cell(at, 3).number_format) == (0.96, "0.0%")
    assert sheet.cell(at, 7).value == datetime(2025, 11, 3, 8, 30)  # noqa: DTZ001 a spreadsheet has no zone
    assert sheet.cell(at, 7).number_format == "hh:mm dd/mm/yyyy"
    units = book[UNITS]
    received = units.cell(_row(units, "Phường 168"), 2)
    assert (received.value, received.number_format) == (168, "#,##0")


def test_what_is_not_known_is_empty_and_hatched(book: Workbook) -> None:
    units = book[UNITS]
    cell = units.cell(_row(units, "Phường 007"), 4)
    assert cell.value is None
    assert cell.fill.patternType == "lightUp"


def test_totals_stand_last_as_sums_with_their_values(book: Workbook) -> None:
    units = book[UNITS]
    at = _row(units, "Toàn thành phố")
    first = _row(units, "Phường 001")
    assert at == first + WARDS
    assert units.cell(at, 2).value == f"=SUM(B{first}:B{first + WARDS - 1})"
    assert units.cell(at, 4).value == 0.933  # a share of the whole is no sum
    shown = _read(sample(), formulas=False)[UNITS]
    assert (shown.cell(at, 2).value, shown.cell(at, 3).value) == (14_196, 14_028)


def test_the_header_is_frozen_filtered_and_printed_on_each_page(book: Workbook) -> None:
    units = book[UNITS]
    header = _row(units, "Đơn vị")
    assert units.freeze_panes == f"B{header + 1}"
    assert units.auto_filter.ref == f"A{header}:D{header + WARDS}"
    assert units.print_title_rows == f"${header}:${header}"
    short = book[TARGETS]  # a header repeated there would stand above other tables
    assert (short.freeze_panes, short.print_title_rows) == (f"B{_row(short, 'Chỉ tiêu') + 1}", None)


def test_every_sheet_is_printed_on_a4_one_page_wide_with_number_and_pages(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
        assert sheet.oddHeader.left.text.strip() == "15/BC-UBND"
        assert "&P/&N" in sheet.oddFooter.right.text
    assert book[TARGETS].page_setup.orientation == "landscape"
    assert book[UNITS].page_setup.orientation != "landscape"


def test_lines_and_bars_are_native_charts_of_cells(book: Workbook) -> None:
    line, bars = book[TARGETS]._charts[0], book[ONE_STOP]._charts[0]
    assert [type(line).__name__, type(bars).__name__] == ["LineChart", "BarChart"]
    assert [one.tx.strRef.f.split("!")[1] for one in line.series] == ["$B$34", "$C$34", "$D$34"]
    values, sheet = line.series[2].val.numRef.f.split("!")[1].replace("$", ""), book[TARGETS]
    assert {cell.value for row in sheet[values] for cell in row} == {0.9}  # the target as a series
    assert bars.barDir == "bar"


def test_a_calendar_is_a_grid_that_shades_itself(book: Workbook) -> None:
    sheet = book[FLOOD]
    header = _row(sheet, "Tuần từ")
    assert [sheet.cell(header, n).value for n in range(2, 9)] == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    assert sheet.cell(header + 1, 1).value == datetime(2025, 9, 29)  # noqa: DTZ001
    assert [sheet.cell(header + 1, n).value for n in range(2, 9)] == [None, None, 0, 7, 14, 21, 5]
    assert sheet.cell(header + 2, 8).fill.patternType == "lightUp"  # 12/10 is not known
    (rule,) = [rule for of in sheet.conditional_formatting for rule in of.rules]
    assert rule.type == "colorScale"


def test_a_map_is_a_table_with_bars(book: Workbook) -> None:
    sheet = book[MAP]
    assert [rule.type for of in sheet.conditional_formatting for rule in of.rules] == ["dataBar"]
    header = _row(sheet, "Đơn vị")
    assert sheet.auto_filter.ref == f"A{header}:B{header + WARDS}"
    assert sheet.cell(_row(sheet, "Phường 008"), 2).value == 0.88


def test_a_number_opens_its_records(book: Workbook) -> None:
    units = book[UNITS]
    cell = units.cell(_row(units, "Phường 042"), 2)
    assert cell.hyperlink.target == "https://ops.example.vn/kpi/dossiers_received?unit=42"
    assert cell.value == 42


def test_the_commentary_keeps_its_bold_and_italic_words(book: Workbook) -> None:
    said = [str(row[0].value) for row in book[TARGETS].iter_rows(max_col=1) if row[0].value]
    assert "Tỷ lệ hồ sơ trực tuyến đạt 68,4 %, tăng 2,1 điểm so với tháng trước." in said
    assert "•  Đặc khu Côn Đảo thấp nhất: 41,0 %." in said


def test_no_text_becomes_a_formula_or_a_link() -> None:
    texts = ("=1+1", "+84 28", "-2", "@SUM(A1)", "https://example.vn", "007", "{=1}")
    columns = tuple(Column(key=str(n), title=text, kind="text") for n, text in enumerate(texts))
    row = tuple(Cell(value=text, note=text) for text in texts)
    table = Table(key="t", title="=2+2", columns=columns, rows=(row, row))
    sheet = _read(_with_table(table))["Mục"]
    at = _row(sheet, "=1+1")
    for of in (at, at + 1, at + 2):
        cells = [sheet.cell(of, n) for n in range(1, len(texts) + 1)]
        assert [cell.value for cell in cells] == list(texts)
        assert {cell.data_type for cell in cells} == {"s"}
        assert not any(cell.hyperlink for cell in cells)


def test_a_day_is_a_day_and_a_moment_is_of_the_citys_clock() -> None:
    columns = (
        Column(key="d", title="Ngày", kind="date"),
        Column(key="m", title="Lúc", kind="moment"),
        Column(key="n", title="Mực nước", decimals=2, unit="m"),
    )
    row = (Cell(value="2025-10-31"), Cell(value="2025-10-31T17:00:00Z"), Cell(value=1.62))
    sheet = _read(_with_table(Table(key="t", title="Bảng", columns=columns, rows=(row,))))["Mục"]
    header = _row(sheet, "Ngày")
    assert sheet.cell(header, 3).value == "Mực nước (m)"
    cells = [sheet.cell(header + 1, n) for n in (1, 2, 3)]
    assert [cell.value for cell in cells] == [
        datetime(2025, 10, 31),  # noqa: DTZ001
        datetime(2025, 11, 1),  # noqa: DTZ001
        1.62,
    ]
    assert [cell.number_format for cell in cells] == ["dd/mm/yyyy", "hh:mm dd/mm/yyyy", "#,##0.00"]


def test_what_lies_behind_has_sheets_of_its_own() -> None:
    told = Difference(where="Một cửa, tiếp nhận", before=1240, now=1251, why="Số liệu đến muộn")
    document = sample().model_copy(
        update={
            "revision": Revision(number=2, revises="15/BC-UBND", reason="Bổ sung", differences=(told,)),
            "units": (
                Unit(id=1, code="79", name="Thành phố Hồ Chí Minh", level="city"),
                Unit(id=5, code="26740", name="Phường Sài Gòn", level="ward"),
            ),
            "figures": (
                Figure(figure="dossiers_received", unit_id=1, value=1251),
                Figure(figure="dossiers_received", unit_id=5, value=20.5),
                Figure(figure="cameras_online", unit_id=5, value=3),
            ),
            "targets": (
                TargetUsed(kpi="k", level="city", year=2030, value=90, source="QĐ", reference=False),
            ),
            "names": {"k": "Tỷ lệ", "dossiers_received": "Hồ sơ tiếp nhận"},
        }
    )
    book = _read(document)
    assert book.sheetnames[-3:] == ["Nội dung sửa đổi", "Chỉ tiêu áp dụng", "Số liệu gốc"]
    changed = [[cell.value for cell in row] for row in book["Nội dung sửa đổi"].iter_rows(min_row=4)]
    assert changed == [["Một cửa, tiếp nhận", 1240, 1251, "=ROUND(C4-B4,10)", "Số liệu đến muộn"]]
    targets = [[cell.value for cell in row] for row in book["Chỉ tiêu áp dụng"].iter_rows(min_row=4)]
    assert targets == [["Tỷ lệ", "k", "city", "2030", 90, "chỉ tiêu được giao", "QĐ"]]
    raw = book["Số liệu gốc"]
    assert [[cell.value for cell in row] for row in raw.iter_rows(min_row=3)] == [
        ["Đơn vị", "Mã", "Cấp đơn vị", "cameras_online", "Hồ sơ tiếp nhận\ndossiers_received"],
        ["Thành phố Hồ Chí Minh", "79", "city", None, 1251],
        ["Phường Sài Gòn", "26740", "ward", 3, 20.5],
    ]
    assert (raw.freeze_panes, raw.auto_filter.ref) == ("B4", "A3:E5")


def test_the_properties_tell_the_report_and_nothing_of_the_machine(book: Workbook) -> None:
    properties = book.properties
    assert properties.creator == "TRUNG TÂM ĐIỀU HÀNH ĐÔ THỊ THÔNG MINH"
    assert properties.created == datetime(2025, 11, 3, 1, 30)  # noqa: DTZ001 when the figures were taken
    assert properties.language == "vi-VN"


def test_a_report_without_any_section_is_still_a_workbook() -> None:
    empty = sample().model_copy(update={"sections": (), "targets": ()})
    assert _read(empty).sheetnames == ["Báo cáo"]


def test_one_face_is_used_and_no_theme_changes_it(book: Workbook) -> None:
    with ZipFile(io.BytesIO(render(sample(), "xlsx"))) as file:
        assert b"<scheme" not in file.read("xl/styles.xml")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.font.name for cell in cells} == {"Times New Roman"}
