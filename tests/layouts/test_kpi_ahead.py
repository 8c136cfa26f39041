"""What a forecast says of a target, in both languages."""

from datetime import date

import pytest

from dashboard.backtest import Skill
from dashboard.forecast import Forecast, ForecastPoint, Withheld
from dashboard.i18n import translator
from dashboard.kpis import BY_KEY
from dashboard.targets import Target
from layouts.kpi_ahead import sentences

KPI, TODAY = BY_KEY["work_online_share"], date(2026, 11, 23)


def made(value: float, low: float, high: float) -> Forecast:
    """Two months ahead, to December 2026."""
    points = (
        ForecastPoint(date(2026, 11, 1), value - 1, low - 1, high - 1),
        ForecastPoint(date(2026, 12, 1), value, low, high),
    )
    skill = Skill.__new__(Skill)
    return Forecast(points=points, skill=skill, pace=1.0, seasonal=False, tried=2)


def told(language: str, forecast: Forecast | Withheld, *targets: Target) -> list[str]:
    return sentences(translator(language), KPI, forecast, targets, TODAY)


def target(value: float, year: int = 2026) -> Target:
    return Target(kpi=KPI.key, year=year, value=value, source="2393/QĐ-UBND (2020)")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (85.0, "; chắc đạt chỉ tiêu 85\u00a0%; từ 11/2026."),
        (90.0, "; nhiều khả năng đạt chỉ tiêu 90\u00a0%; từ 12/2026."),
        (91.5, "; còn thiếu 1,5\u00a0điểm so với 91,5\u00a0%, vẫn có thể đạt."),
        (100.0, "; còn thiếu 10,0\u00a0điểm so với 100\u00a0%, khó đạt."),
    ],
)
def test_a_target_is_safe_likely_possible_or_unlikely(value: float, said: str) -> None:
    sentence = told("vi", made(90.0, 88.0, 92.0), target(value))[0]
    assert sentence == "Dự báo 12/2026: 90,0\u00a0% (từ 88,0\u00a0% đến 92,0\u00a0%)" + said


def test_without_a_target_ahead_it_says_where_the_line_leads() -> None:
    sentence = told("en", made(90.0, 88.0, 92.0), target(50.0, 2025))[0]
    assert sentence == "Forecast for 12/2026: 90.0\u00a0% (88.0\u00a0% to 92.0\u00a0%)."


def test_two_documents_that_ask_for_the_same_are_one_sentence() -> None:
    same = [target(90.0), Target(kpi=KPI.key, year=2026, value=90.0, source="2629/QĐ-TTg")]
    assert len(told("vi", made(90.0, 88.0, 92.0), *same)) == 2  # the target's, the trend's


@pytest.mark.parametrize("why", list(Withheld))
def test_a_forecast_that_is_withheld_says_why(why: Withheld) -> None:
    (sentence,) = told("vi", why, target(90.0))
    assert "dự báo" in sentence.lower()
