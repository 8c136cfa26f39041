"""Rows as CSV: a spreadsheet opens them well, and runs nothing that is in them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dashboard.csv_rows import lines

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@cmd", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_a_text(text: str) -> None:
    assert lines([[text]], ZONE).strip('"\r\n').startswith("'")


def test_numbers_days_and_times_are_written_plainly() -> None:
    row = [None, 0.1 + 0.2, -3.5, 7, date(2026, 11, 22), datetime(2026, 11, 22, 17, 30, tzinfo=UTC), "a,b"]
    assert lines([row], ZONE) == ',0.3,-3.5,7,2026-11-22,2026-11-23 00:30:00+07:00,"a,b"\r\n'
