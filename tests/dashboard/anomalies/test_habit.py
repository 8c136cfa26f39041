"""Habits and surprises, worked out by hand or taken from the exact tails."""

import numpy as np
import pytest

from dashboard.anomalies.habit import count_habit, share_habit, surprise


def column(*values: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array(values, dtype=np.float64)[:, None]


def test_the_habit_is_the_median_whatever_two_days_were() -> None:
    past = column(30, 31, 29, 30, 30, 28, 32, 0, 300)
    habit = count_habit(past, np.ones(past.shape, dtype=np.bool_))
    assert habit.rate[0] == 30
    assert habit.days[0] == 9
    # 1.4826 × MAD 1 lies under √30: chance alone, widened by 1 + 1.57 / 9
    assert habit.dispersion[0] == pytest.approx(1 + 1.57 / 9)


def test_a_restless_unit_has_a_wide_habit() -> None:
    past = column(70, 130, 70, 130, 100, 70, 130, 100)
    habit = count_habit(past, np.ones(past.shape, dtype=np.bool_))
    # MAD 30 of √100: (1.4826 × 3)² = 19.8, times 1 + 1.57 / 8
    assert habit.dispersion[0] == pytest.approx(19.78 * (1 + 1.57 / 8), rel=1e-3)


def test_fewer_than_five_known_days_are_no_habit() -> None:
    past = column(30, 30, 30, 30, 30, 30)
    known = np.array([[True], [True], [True], [True], [False], [False]])
    assert count_habit(past, known).days[0] == 0


def test_a_share_is_that_of_all_days_without_the_one_that_stands_far_off() -> None:
    of = column(100, 100, 100, 100, 100, 100)
    habit = share_habit(column(96, 94, 95, 95, 95, 10), of, np.ones(of.shape, dtype=np.bool_))
    assert habit.rate[0] == pytest.approx((475 + 0.5) / (500 + 1))


def test_a_share_that_never_failed_may_still_fail_a_little() -> None:
    of = column(*[10] * 12)
    habit = share_habit(of, of, np.ones(of.shape, dtype=np.bool_))
    assert habit.rate[0] == pytest.approx(120.5 / 121)


# P(X ≤ count) or P(X ≥ count) of a Poisson variable as the normal distribution's standard deviations
@pytest.mark.parametrize(
    ("count", "mean", "exact"),
    [(12, 3, 3.80), (0, 3, -1.65), (0, 10, -3.91), (50, 100, -5.46), (150, 100, 4.62), (3, 3, 0.0)],
)
def test_a_surprise_is_what_the_exact_tail_says(count: float, mean: float, exact: float) -> None:
    told = surprise(np.array([count]), np.array([mean]), np.array([1.0]))
    assert told[0] == pytest.approx(exact, abs=0.15)


def test_twice_the_variance_is_as_surprising_as_half_the_counts() -> None:
    wide = surprise(np.array([50.0]), np.array([100.0]), np.array([2.0]))
    half = surprise(np.array([25.0]), np.array([50.0]), np.array([1.0]))
    assert wide == pytest.approx(half)
