"""The state of a value against its targets, by the rule written in docs/figures.md."""

import pytest

from dashboard.targets import Course, State, Target, in_force, judge

LAW = "2393/QĐ-UBND"
ONLINE = (
    Target(kpi="k", year=2025, value=50.0, source=LAW),
    Target(kpi="k", year=2030, value=100.0, source="2629/QĐ-TTg"),
)


def only(year: int, value: float) -> tuple[Target, ...]:
    return (Target(kpi="k", year=year, value=value, source=LAW),)


@pytest.mark.parametrize(
    ("year", "value"), [(2024, 50.0), (2025, 50.0), (2029, 50.0), (2030, 100.0), (2031, 100.0)]
)
def test_the_target_in_force_is_the_last_one_due_else_the_next(year: int, value: float) -> None:
    target = in_force(ONLINE, year)
    assert target is not None
    assert target.value == value


def test_a_citys_own_value_is_held_against_only_where_no_document_names_one() -> None:
    own = Target(kpi="k", year=2026, value=70.0, source="", reference=True)
    assert in_force((*ONLINE, own), 2026) == ONLINE[0]
    assert in_force((own,), 2026) == own


def test_of_two_documents_of_one_year_the_one_that_asks_for_more_is_held_against() -> None:
    city, nation = (Target(kpi="k", year=2025, value=value, source=f"{value}") for value in (80.0, 100.0))
    assert in_force((city, nation), 2025) == nation
    assert in_force((nation, city), 2025, "down") == city


def test_a_levels_own_target_goes_before_that_of_every_level() -> None:
    ward = Target(kpi="k", year=2025, value=40.0, source=LAW, level="ward")
    assert in_force((ONLINE[0], ward), 2025) == ward


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (50.0, State.MET),
        (49.9, State.AT_RISK),
        (48.0, State.AT_RISK),
        (47.9, State.MISSED),
        (None, State.NO_DATA),
    ],
)
def test_a_share_is_met_at_risk_or_missed(value: float | None, state: State) -> None:
    assert judge(value, ONLINE, 2026, "up") is state


def test_where_less_is_better_the_target_is_a_ceiling() -> None:
    assert judge(9.0, only(2025, 10.0), 2026, "down") is State.MET
    assert judge(13.0, only(2025, 10.0), 2026, "down") is State.MISSED


def test_without_a_target_there_is_no_state() -> None:
    assert judge(99.0, (), 2026, "up") is State.NO_TARGET


@pytest.mark.parametrize(
    ("missing", "state"),
    [(None, State.MET), (0.0, State.MET), (0.2, State.MET), (0.2001, State.NO_DATA), (1.0, State.NO_DATA)],
)
def test_more_than_a_fifth_of_the_time_missing_is_judged_by_nobody(
    missing: float | None, state: State
) -> None:
    assert judge(90.0, ONLINE, 2026, "up", missing=missing) is state


# The target of 100 is due at the end of 2030. In June 2029 18 months are left; a value of 82 needs
# 1.0 a month: in the six months before it must have won 6.0.
@pytest.mark.parametrize(
    ("then", "state"),
    [(76.0, State.AT_RISK), (76.1, State.MISSED), (60.0, State.AT_RISK), (82.0, State.MISSED)],
)
def test_short_but_fast_enough_is_at_risk_and_not_missed(then: float, state: State) -> None:
    course = Course(month=6, before=[0.0, then, 77.0, 78.0, 79.0, 80.0, 81.0])
    assert judge(82.0, only(2030, 100.0), 2029, "up", course=course) is state


def test_fast_enough_downwards_too() -> None:
    # from 40 to 10 in 30 months is 1.0 a month; six months before it stood at 46 or at 45
    fast, slow = (Course(month=6, before=[then, 44.0, 43.0, 42.0, 41.0, 40.5]) for then in (46.0, 45.0))
    assert judge(40.0, only(2028, 10.0), 2026, "down", course=fast) is State.AT_RISK
    assert judge(40.0, only(2028, 10.0), 2026, "down", course=slow) is State.MISSED


@pytest.mark.parametrize("before", [[], [0.0] * 5, [None, 70.0, 70.0, 70.0, 70.0, 70.0]])
def test_where_the_value_of_six_months_ago_is_not_known_there_is_no_pace(before: list[float | None]) -> None:
    course = Course(month=6, before=before)
    assert judge(82.0, only(2030, 100.0), 2026, "up", course=course) is State.MISSED


def test_after_the_targets_year_no_pace_helps() -> None:
    course = Course(month=1, before=[0.0] * 6, forecast_reaches=True)
    assert judge(47.0, ONLINE, 2026, "up", course=course) is State.MISSED
    in_december = Course(month=12, before=[0.0] * 6, forecast_reaches=True)
    assert judge(47.0, ONLINE, 2025, "up", course=in_december) is State.MISSED


@pytest.mark.parametrize(
    ("reaches", "state"), [(True, State.AT_RISK), (False, State.MISSED), (None, State.MISSED)]
)
def test_a_forecast_that_reaches_the_target_makes_it_at_risk(reaches: bool | None, state: State) -> None:
    course = Course(month=6, forecast_reaches=reaches)
    assert judge(60.0, only(2030, 100.0), 2026, "up", course=course) is state
    assert judge(100.0, only(2030, 100.0), 2026, "up", course=course) is State.MET
