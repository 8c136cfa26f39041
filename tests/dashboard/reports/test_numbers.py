"""Numbers, days and moments as an administrative report writes them."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from dashboard.reports.document import Cell, Column, Kind, Scalar
from dashboard.reports.numbers import day, number, shown

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("value", "kind", "decimals", "expected"),
    [
        (1240, "number", 0, "1.240"),
        (14_196.4, "number", 0, "14.196"),
        (68.4, "share", 1, "68,4\u00a0%"),
        (0, "number", 0, "0"),
        (None, "number", 0, "–"),
        ("", "text", 0, "–"),
        ("Phường Sài Gòn", "text", 0, "Phường Sài Gòn"),
        ("2026-11-30", "date", 0, "30/11/2026"),
        ("2026-11-30T17:00:00Z", "moment", 0, "00:00 01/12/2026"),
        ("2026-11-30T03:42:00+00:00", "moment", 0, "10:42 30/11/2026"),
        ("đang xử lý", "number", 0, "đang xử lý"),
    ],
)
def test_a_cell_is_written_as_the_city_writes_it(
    value: Scalar, kind: Kind, decimals: int, expected: str
) -> None:
    column = Column(key="a", title="A", kind=kind, decimals=decimals, unit="giờ")
    assert shown(Cell(value=value), column, "vi", ZONE) == expected


def test_halves_go_up_as_in_a_spreadsheet() -> None:
    assert [number(value, 1, "vi") for value in (66.25, 66.35, -66.25)] == ["66,3", "66,4", "-66,3"]


def test_nothing_is_written_as_minus_zero() -> None:
    assert number(-0.04, 1, "vi") == "0,0"


def test_english_has_its_own_separators() -> None:
    assert number(1234.5, 1, "en", "m") == "1,234.5\u00a0m"


def test_the_size_of_a_number_does_not_change_its_form() -> None:
    assert number(1e-7, 2, "vi") == "0,00"
    assert number(1.5e12, 0, "vi") == "1.500.000.000.000"


def test_a_day_of_an_early_month_has_two_digits() -> None:
    assert day(date(2025, 1, 5)) == "05/01/2025"
