"""Periods in sentences, and what they add up from 1 January."""

from datetime import date

import pytest

from dashboard.i18n import translator
from dashboard.periods import Span, parse
from dashboard.reports.spans import cumulative, named

TODAY = date(2026, 11, 26)


def span(text: str) -> Span:
    found = parse(text, TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "total", "of_total"),
    [
        ("2025-10", "tháng 10 năm 2025", "2025-01-01_2025-10-31", "10 tháng đầu năm 2025"),
        ("2025-01", "tháng 1 năm 2025", "2025-01", "tháng 1 năm 2025"),
        ("2024-02", "tháng 2 năm 2024", "2024-01-01_2024-02-29", "2 tháng đầu năm 2024"),
        ("2025-Q3", "quý III năm 2025", "2025-01-01_2025-09-30", "9 tháng đầu năm 2025"),
        ("2025-H1", "6 tháng đầu năm 2025", "2025-H1", "6 tháng đầu năm 2025"),
        ("2025-H2", "6 tháng cuối năm 2025", "2025", "năm 2025"),
        ("2025", "năm 2025", "2025", "năm 2025"),
    ],
)
def test_a_period_is_named_and_added_up(text: str, name: str, total: str, of_total: str) -> None:
    t = translator("vi")
    assert named(t, span(text)) == name
    assert cumulative(span(text)).text == total
    assert named(t, cumulative(span(text))) == of_total
