"""What is missing is told in hours, minutes and as a part of the period."""

from datetime import timedelta

import pytest

from dashboard.i18n import translator
from dashboard.outages import Missing
from layouts.missing_words import missing_told


@pytest.mark.parametrize(
    ("longest", "share", "told"),
    [
        (timedelta(hours=6, minutes=12), 0.0083, "thiếu 6 giờ 12 phút, 0,8 % của kỳ"),
        (timedelta(minutes=59, seconds=59), 0.001, "thiếu 59 phút, 0,1 % của kỳ"),
        (timedelta(days=50), 1.0, "thiếu 1.200 giờ 0 phút, 100,0 % của kỳ"),
        (timedelta(seconds=59), 0.0, ""),
        (timedelta(), 0.0, ""),
    ],
)
def test_the_missing_time_is_told_in_words(longest: timedelta, share: float, told: str) -> None:
    assert missing_told(translator("vi"), Missing(longest, share)) == told


def test_in_english_too() -> None:
    told = missing_told(translator("en"), Missing(timedelta(minutes=61), 0.0083))
    assert told == "missing 1 h 1 min, 0.8 % of the period"
