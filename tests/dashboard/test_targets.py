"""The state of a value against the target of its year."""

import pytest

from dashboard.kpis import BY_KEY
from dashboard.targets import State, Target, in_force, judge, targets

ONLINE = (
    Target(kpi="k", year=2025, value=50.0, source="2393/QĐ-UBND"),
    Target(kpi="k", year=2030, value=100.0, source="2629/QĐ-TTg"),
)


@pytest.mark.parametrize(
    ("year", "value"), [(2024, 50.0), (2025, 50.0), (2029, 50.0), (2030, 100.0), (2031, 100.0)]
)
def test_the_target_in_force_is_the_last_one_due_else_the_next(year: int, value: float) -> None:
    target = in_force(ONLINE, year)
    assert target is not None
    assert target.value == value


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
    ceiling = (Target(kpi="k", year=2025, value=10.0, source="s"),)
    assert judge(9.0, ceiling, 2026, "down") is State.MET
    assert judge(13.0, ceiling, 2026, "down") is State.MISSED


def test_without_a_target_there_is_no_state() -> None:
    assert judge(99.0, (), 2026, "up") is State.NO_TARGET


def test_every_shipped_target_names_a_kpi_and_its_source() -> None:
    for kpi, found in targets().items():
        assert kpi in BY_KEY
        assert all(target.source for target in found)
