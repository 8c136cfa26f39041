"""Periods as addresses write them."""

from datetime import date

import pytest

from dashboard.periods import before, line, parse, present, year_before

TODAY = date(2026, 11, 22)


def days(text: str) -> tuple[date, date]:
    span = parse(text, TODAY)
    assert span is not None
    return span.first, span.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", "2026-11-01", "2026-11-30"),
        ("2026-11-22", "2026-11-22", "2026-11-22"),
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-06-27_2025-12-14", "2025-06-27", "2025-12-14"),
    ],
)
def test_an_address_names_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert days(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-W54", "2026-Q5", "now", "2026-12", "2026-11-22_2026-11-01", "2009"]
)
def test_what_cannot_be_or_has_not_begun_is_no_period(text: str) -> None:
    assert parse(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "earlier", "last_year"),
    [
        ("2026-01", "2025-12", "2025-01"),
        ("2026-W01", "2025-W52", "2025-W01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-H2", "2026-H1", "2025-H2"),
        ("2026", "2025", "2025"),
        ("2024-02-29", "2024-02-28", "2023-02-28"),
        ("2026-11-11_2026-11-20", "2026-11-01_2026-11-10", "2025-11-11_2025-11-20"),
    ],
)
def test_the_period_before_and_the_one_a_year_ago(text: str, earlier: str, last_year: str) -> None:
    span = parse(text, TODAY)
    assert span is not None
    assert (before(span).text, year_before(span).text) == (earlier, last_year)


def test_a_line_of_thirteen_months_ends_with_the_present_one() -> None:
    spans = line(present(TODAY), 13)
    assert [spans[0].text, spans[11].text, spans[12].text] == ["2025-11", "2026-10", ""]


def test_of_a_running_month_only_the_days_up_to_today_are_over() -> None:
    assert present(TODAY).until(TODAY).days == 22
