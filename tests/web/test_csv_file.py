"""A table as a file: a spreadsheet opens it well, and runs nothing that is in it."""

from datetime import UTC, date, datetime

import pytest

from web.csv_file import lines, whole


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@cmd", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_a_text(text: str) -> None:
    assert lines([[text]]).strip('"\r\n').startswith("'")


def test_numbers_days_and_times_are_written_plainly() -> None:
    row = [None, 0.1 + 0.2, -3.5, 7, date(2026, 11, 22), datetime(2026, 11, 22, 17, 30, tzinfo=UTC), "a,b"]
    assert lines([row]) == ',0.3,-3.5,7,2026-11-22,2026-11-23 00:30:00+07:00,"a,b"\r\n'


def test_a_file_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    answer = whole("kpi", [["Quận"]])
    assert bytes(answer.body) == b"\xef\xbb\xbf" + "Quận\r\n".encode()
    assert answer.headers["content-disposition"] == 'attachment; filename="kpi.csv"'
