"""Text that any program of paper takes."""

import pytest

from dashboard.reports.files.paper.cleaning import clean, cleaned
from dashboard.reports.files.paper.items import Line, Stretch


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Đạt", "Đạt"),
        ("Tie\u0302\u0301ng", "Tiếng"),
        ("a\x00\x07b", "ab"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\u200b\u202e\ufeffb", "ab"),
        ("68,4\u00a0%", "68,4\u00a0%"),
    ],
)
def test_accents_are_composed_and_controls_are_gone(told: str, expected: str) -> None:
    assert clean(told) == expected


def test_all_texts_of_a_page_are_cleaned() -> None:
    assert cleaned((Line(runs=(Stretch(text="a\x00"),)),)) == (Line(runs=(Stretch(text="a"),)),)
