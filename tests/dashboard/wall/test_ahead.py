"""The goal of a promise: the next target, whether and when it is reached, and what a month it needs."""

from datetime import date
from typing import Any

import pytest

from dashboard.backtest import Skill
from dashboard.forecast import Forecast, ForecastPoint
from dashboard.kpis import BY_KEY
from dashboard.targets import Target
from dashboard.wall.ahead import ahead, goal

TODAY = date(2026, 11, 22)
SHARE, STOCK = BY_KEY["online_share"], BY_KEY["dossiers_overdue"]


def target(year: int, value: float, *, reference: bool = False, source: str = "by law") -> Target:
    return Target(kpi="online_share", year=year, value=value, source=source, reference=reference)


def rising(first: float, step: float, months: int) -> Forecast:
    """From November 2026, with a band of one point."""
    points = [
        ForecastPoint(date(2026 + (10 + n) // 12, (10 + n) % 12 + 1, 1), v := first + step * n, v - 1, v + 1)
        for n in range(months)
    ]
    skill = Skill(error=1.0, over_last_value=0.5, over_last_year=0.5)
    return Forecast(points=tuple(points), skill=skill, pace=step, seasonal=False, tried=12)


def told(value: float | None, *targets: Target, made: Forecast | None = None) -> dict[str, Any]:
    found = goal(value, targets, made, SHARE, TODAY)
    assert found is not None
    return found


def test_what_is_reached_asks_for_nothing() -> None:
    found = told(80.0, target(2030, 80.0), made=rising(80.0, 0.5, 50))
    assert (found["reached"], found["needed"], found["first"], found["short"]) == (True, None, None, 0.0)


def test_the_first_month_there_and_what_is_expected_in_its_december() -> None:
    found = told(68.0, target(2027, 72.0), made=rising(68.0, 0.5, 14))  # 72 is there in July 2027
    assert (found["reached"], found["first"], found["expected"]) == (False, "2027-07", 74.5)
    assert (found["short"], found["needed"]) == (0.0, 0.31)  # 4 points in 13 months


def test_what_will_not_be_reached_says_what_is_missing_then_and_what_a_month_it_takes() -> None:
    found = told(68.0, target(2027, 94.0), made=rising(68.0, 0.5, 14))
    assert (found["first"], found["expected"], found["short"], found["needed"]) == (None, 74.5, 19.5, 2.0)


def test_without_a_forecast_only_the_pace_is_known() -> None:
    found = told(68.0, target(2027, 94.0))
    assert (found["first"], found["expected"], found["short"], found["needed"]) == (None, None, 26.0, 2.0)


def test_in_the_last_month_no_pace_helps() -> None:
    found = goal(68.0, [target(2026, 94.0)], None, SHARE, date(2026, 12, 31))
    assert found is not None
    assert (found["reached"], found["needed"]) == (False, None)


def test_the_nearest_target_that_is_not_over_counts() -> None:
    found = told(68.0, target(2025, 50.0), target(2030, 100.0), target(2027, 80.0))
    assert (found["year"], found["value"]) == (2027, 80.0)


def test_a_value_of_the_citys_own_counts_where_no_law_asks_any_more() -> None:
    own = target(2027, 80.0, reference=True, source="")
    assert told(68.0, own, target(2030, 100.0))["year"] == 2030
    found = told(68.0, own, target(2025, 50.0))
    assert (found["year"], found["reference"]) == (2027, True)


@pytest.mark.parametrize("value", [68.0, None])
def test_where_nothing_is_asked_or_nothing_known_there_is_no_goal(value: float | None) -> None:
    asked = [target(2025, 50.0)] if value else [target(2030, 100.0)]
    assert goal(value, asked, None, SHARE, TODAY) is None


def test_fewer_is_better_of_a_burden() -> None:
    found = goal(130.0, [Target(kpi=STOCK.key, year=2027, value=0.0, source="x")], None, STOCK, TODAY)
    assert found is not None
    assert (found["reached"], found["short"], found["needed"]) == (False, 130, -10.0)


def test_a_tile_draws_a_year_ahead() -> None:
    drawn = ahead(rising(68.04, 0.5, 50), SHARE)
    assert drawn is not None
    assert (len(drawn["points"]), drawn["pace"]) == (12, 0.5)
    assert drawn["points"][1] == {"month": "2026-12", "value": 68.5, "low": 67.5, "high": 69.5}
    assert ahead(None, SHARE) is None
