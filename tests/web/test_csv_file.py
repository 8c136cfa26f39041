"""A table by HTTP as a file that a spreadsheet opens well."""

from datetime import UTC, datetime

from web.csv_file import lines, whole


def test_times_are_of_the_citys_clock() -> None:
    assert lines([[datetime(2026, 11, 22, 17, 30, tzinfo=UTC)]]) == "2026-11-23 00:30:00+07:00\r\n"


def test_a_file_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    answer = whole("kpi", [["Quận"]])
    assert bytes(answer.body) == b"\xef\xbb\xbf" + "Quận\r\n".encode()
    assert answer.headers["content-disposition"] == 'attachment; filename="kpi.csv"'
