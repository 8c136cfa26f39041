"""Numbers as the reader's language writes them."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import LANGUAGES, translator
from layouts.kpi_words import number


@pytest.mark.parametrize(
    ("language", "value", "decimals", "unit", "written"),
    [
        ("vi", 68.4, 1, "%", "68,4\u00a0%"),
        ("vi", 1234567.0, 0, "", "1.234.567"),
        ("en", 1234.5, 1, "", "1,234.5"),
        ("en", 2.675, 2, "", "2.68"),  # of the number as it is written, not as a machine holds it
        ("vi", -0.5, 1, "m", "-0,5\u00a0m"),
        ("vi", None, 1, "m", "–"),
    ],
)
def test_a_number_is_written_as_its_language_does(
    language: str, value: float | None, decimals: int, unit: str, written: str
) -> None:
    assert number(translator(language), value, decimals, unit) == written


@given(
    st.sampled_from(sorted(LANGUAGES)),
    st.floats(-1e12, 1e12) | st.integers(-(10**12), 10**12),
    st.integers(0, 4),
)
def test_babel_writes_every_number_the_same(language: str, value: float, decimals: int) -> None:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    assert number(translator(language), value, decimals) == format_decimal(
        value, format=pattern, locale=language
    )
