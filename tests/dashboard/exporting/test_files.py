"""A table as CSV and as a workbook: the same cells, typed, and nothing that a spreadsheet would run."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from dashboard.columns import to_micros
from dashboard.exporting import Column, Table, book, csv_text
from dashboard.exporting.moments import Moments
from dashboard.exporting.table import Row, day, moment, number, text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 11, 22, 17, 30, 5, tzinfo=UTC)  # 23/11, 00:30:05 in the city
COLUMNS = (*text("Đơn vị"), moment("Lúc"), day("Ngày"), number("Giá trị", 1))


def table(*rows: Row, columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table(
        name="thử", title="Bảng: thử/1", columns=columns, rows=rows, about=(("Nguồn", "Thành phố"),),
        about_title="Ghi chú",
    )  # fmt: skip


def as_csv(told: Table) -> list[list[str]]:
    whole = "".join(csv_text.pieces(told, ZONE))
    assert whole.startswith("\ufeff")
    return list(csv.reader(io.StringIO(whole.removeprefix("\ufeff"))))


def as_book(told: Table, sheet_rows: int = book.SHEET_ROWS) -> openpyxl.Workbook:
    file = io.BytesIO()
    book.write(told, file, ZONE, sheet_rows)
    return openpyxl.load_workbook(file)


def test_both_files_hold_the_same_cells() -> None:
    told = table(
        ("Phường Bến Thành", AT, date(2026, 11, 22), 1240.0),
        ("", None, None, None),
        ("x", to_micros(AT), None, "–"),
    )
    assert as_csv(told) == [
        ["Đơn vị", "Lúc", "Ngày", "Giá trị"],
        ["Phường Bến Thành", "2026-11-23 00:30:05+07:00", "2026-11-22", "1240"],
        ["", "", "", ""],
        ["x", "2026-11-23 00:30:05+07:00", "", "–"],
    ]
    sheet = as_book(told).worksheets[0]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Đơn vị", "Lúc", "Ngày", "Giá trị"),
        ("Phường Bến Thành", datetime(2026, 11, 23, 0, 30, 5), datetime(2026, 11, 22), 1240),  # noqa: DTZ001
        (None, None, None, None),
        ("x", datetime(2026, 11, 23, 0, 30, 5), None, "–"),  # noqa: DTZ001
    ]
    assert sheet["D2"].number_format == "#,##0.0"
    assert sheet["B2"].number_format == "dd/mm/yyyy hh:mm:ss"


def test_the_head_of_a_workbook_is_frozen_filtered_and_repeated_in_print() -> None:
    made = as_book(table(("a", AT, None, 1.0), ("b", AT, None, 2.0)))
    sheet = made.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:D3", "$1:$1")
    assert sheet["A1"].font.b
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.title == "Bảng  thử 1"
    assert list(made.worksheets[1].iter_rows(values_only=True)) == [("Nguồn", "Thành phố")]


@pytest.mark.parametrize("told", ["=1+1", "+84", "-2", "@cmd", "\tx", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(told: str) -> None:
    one = table((told, None, None, None))
    assert as_csv(one)[1][0] == f"'{told}"
    cell = as_book(one).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (told, "s")


def test_what_xml_cannot_hold_is_left_out_and_what_a_cell_cannot_hold_cut_off() -> None:
    sheet = as_book(
        table(("a\x00\x0b<&>\ud800", None, None, float("nan")), ("x" * 40_000, None, None, 1.0))
    ).worksheets[0]
    assert (sheet["A2"].value, sheet["D2"].value) == ("a  <&> ", None)
    assert len(sheet["A3"].value) == 32_767


def test_more_rows_than_a_sheet_holds_go_on_in_further_sheets() -> None:
    rows = [(f"d{place}", None, None, float(place)) for place in range(8)]
    made = as_book(table(*rows), sheet_rows=4)
    assert made.sheetnames == ["Bảng  thử 1 (1)", "Bảng  thử 1 (2)", "Bảng  thử 1 (3)", "Ghi chú"]
    assert [sheet.auto_filter.ref for sheet in made.worksheets[:3]] == ["A1:D4", "A1:D4", "A1:D3"]
    told = [row[0] for sheet in made.worksheets[:3] for row in list(sheet.iter_rows(values_only=True))[1:]]
    assert told == [row[0] for row in rows]


def test_a_table_that_fills_its_last_sheet_begins_no_empty_one() -> None:
    assert len(as_book(table(*[("a", None, None, 1.0)] * 6), sheet_rows=4).sheetnames) == 3
    assert len(as_book(table(), sheet_rows=4).sheetnames) == 2


def test_rows_are_written_as_they_come() -> None:
    """Else a million of them would have to lie in memory."""
    seen = [0]

    def rows() -> Iterator[Row]:
        for place in range(10_000):
            seen[0] = place
            yield ("a", None, None, float(place))

    pieces = csv_text.pieces(table().with_rows(rows()), ZONE)
    next(pieces)
    assert seen[0] < 5_000


def test_a_workbook_is_one_that_other_programs_take_for_whole() -> None:
    file = io.BytesIO()
    book.write(table(("a", AT, None, 1.0)), file, ZONE)
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        assert len(packed.namelist()) == len(set(packed.namelist()))


def test_moments_of_a_zone_that_changes_its_clock_are_right_on_both_sides() -> None:
    berlin = Moments(ZoneInfo("Europe/Berlin"))
    before, after = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert berlin.text(before) == "2026-03-29 01:59:59+01:00"
    assert berlin.text(to_micros(after)) == "2026-03-29 03:00:00+02:00"
    assert Moments(UTC).serial(datetime(1970, 1, 1, 12, tzinfo=UTC)) == 25569.5
    assert Moments(UTC).text(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)) == "1969-12-31 23:59:59+00:00"
