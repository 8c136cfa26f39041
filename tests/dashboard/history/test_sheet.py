"""Tables as offices save them, and numbers as Vietnam and others write them."""

import gzip
import re
from pathlib import Path

import pytest

from dashboard.history.sheet import SheetError, TwoReadingsError, number, read_sheet
from dashboard.i18n import translator

T = translator("en")


def written(folder: Path, content: bytes, name: str = "past.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_excel_in_vietnam_writes_a_mark_semicolons_and_padded_rows(tmp_path: Path) -> None:
    text = "\ufeffDay;Unit ;value;\r\n2024-02-29;Quận 1;12,5;\r\n;;;\r\n\r\n2024-03-01;760;7;;;\r\n"
    sheet = read_sheet(written(tmp_path, text.encode()), T)
    assert (sheet.columns, sheet.decimal) == (("day", "unit", "value", ""), ",")
    assert [(row.line, row.cells["unit"], row.cells["value"], row.width) for row in sheet.rows] == [
        (2, "Quận 1", "12,5", 4),
        (5, "760", "7", 4),
    ]


def test_commas_quotes_and_gzip_are_read_and_a_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    text = 'day,unit,source\n2024-02-29,760,"a, b\nc"\n2024-03-01,760,d\n'
    for path in (
        written(tmp_path, text.encode()),
        written(tmp_path, gzip.compress(text.encode()), "past.csv.gz"),
    ):
        sheet = read_sheet(path, T)
        assert sheet.decimal == "."
        assert [(row.line, row.cells["source"]) for row in sheet.rows] == [(2, "a, b\nc"), (4, "d")]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        ("đơn vị".encode("utf-16"), "past.csv", "past.csv is not in UTF-8: in Excel"),
        (b"day,unit\n", "past.csv.gz", "past.csv.gz cannot be unpacked"),
        (b"", "past.csv", "The file is empty."),
        (b"day,unit,day\n", "past.csv", "Two columns have one name"),
    ],
)
def test_a_file_that_is_no_table_is_one_clear_sentence(
    tmp_path: Path, content: bytes, name: str, says: str
) -> None:
    with pytest.raises(SheetError, match=says):
        read_sheet(written(tmp_path, content, name), T)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"none\.csv cannot be read: No such file"):
        read_sheet(tmp_path / "none.csv", T)


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("12", ",", 12),
        ("12,5", ",", 12.5),
        ("1,234", ",", 1.234),  # in a file of semicolons a comma is never of thousands
        ("1.234,5", ",", 1234.5),
        ("1.234.567", ",", 1_234_567),
        ("12.5", ",", 12.5),
        ("0.125", ",", 0.125),
        ("1.234", ".", 1.234),
        ("12,5", ".", 12.5),
        ("1,234.5", ".", 1234.5),
        ("-3", ".", -3),
        ("1e+06", ".", 1_000_000),
    ],
)
def test_a_number_is_read_by_the_files_own_mark(text: str, decimal: str, value: float) -> None:
    assert number(text, decimal) == value


@pytest.mark.parametrize(("text", "decimal"), [("1.234", ","), ("12.345", ","), ("1,234", ".")])
def test_a_number_with_two_readings_is_not_guessed(text: str, decimal: str) -> None:
    with pytest.raises(TwoReadingsError):
        number(text, decimal)


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "nan", "inf", "12 %", "1.23.456", "--1", "1 234"])
def test_what_is_no_number_is_refused(text: str) -> None:
    for decimal in (",", "."):
        with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
            number(text, decimal)
