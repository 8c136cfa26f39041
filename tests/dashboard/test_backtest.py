"""The back-test on errors written down by hand: who wins, by how much, and how wide the band is."""

import numpy as np
import pytest

from dashboard.backtest import FEWEST, JUDGED, STEPS, Backtest, better, margins, skill, within
from dashboard.trend import Columns, Values

NAN = float("nan")


def errors(*by_origin: list[float]) -> Values:
    """A row an origin; what is not said is unknown."""
    return np.array([[*row, *[NAN] * (STEPS - len(row))] for row in by_origin])


def origins(count: int, first: int = 11) -> Columns:
    return np.arange(first, first + count)


def test_the_skill_is_how_much_smaller_the_mean_error_is() -> None:
    test = Backtest(origins(2), errors([1, 1], [2]), errors([2, 4], [4]), errors([8, 4], [4]))
    found = skill(test)
    assert found is not None
    assert found.error == pytest.approx(4 / 3)
    assert found.over_last_value == pytest.approx(0.6)  # 4 against 10
    assert found.over_last_year == pytest.approx(0.75)  # 4 against 16


@pytest.mark.parametrize(
    ("ours", "last_value", "last_year"),
    [
        ([[1.0], [1.0]], [[1.05], [1.1]], [[5.0], [5.0]]),  # 7 % less than the last value: not enough
        ([[1.0], [1.0]], [[5.0], [5.0]], [[1.05], [1.1]]),
        ([[2.0], [1.0]], [[1.0], [9.0]], [[9.0], [9.0]]),  # much better, but worse in the early half
        ([[1.0], [2.0]], [[9.0], [9.0]], [[9.0], [1.0]]),  # worse in the late half
        ([[0.0], [0.0]], [[0.0], [0.0]], [[9.0], [9.0]]),
        ([[1.0], [1.0]], [[9.0], [9.0]], [[NAN], [NAN]]),  # nothing to hold it against
    ],
)
def test_a_forecast_that_does_not_beat_both_naive_ones_is_not_shown(
    ours: list[list[float]], last_value: list[list[float]], last_year: list[list[float]]
) -> None:
    assert skill(Backtest(origins(2), errors(*ours), errors(*last_value), errors(*last_year))) is None


def test_a_naive_error_that_is_unknown_is_left_out_of_ours_too() -> None:
    test = Backtest(origins(2), errors([1, 9], [1]), errors([2, NAN], [2]), errors([2, NAN], [2]))
    found = skill(test)
    assert found is not None
    assert found.over_last_value == pytest.approx(0.5)


def test_months_more_than_a_year_ahead_do_not_judge() -> None:
    ours = errors([1.0] * JUDGED + [100.0] * JUDGED, [1.0])
    test = Backtest(origins(2), ours, errors([2.0] * STEPS, [2.0]), errors([2.0] * STEPS, [2.0]))
    assert skill(test) is not None


def test_two_back_tests_are_compared_at_the_origins_of_both() -> None:
    early = Backtest(origins(3), errors([9], [2], [2]), errors(), errors())
    late = Backtest(origins(2, first=12), errors([1], [2]), errors(), errors())
    assert better(late, early)  # 3 against 4
    assert not better(early, late)
    assert not better(late, late)


def test_the_band_takes_the_rank_that_holds_for_the_next_error_too() -> None:
    # One month ahead: the ten errors of one and two, of them the 9th, for ceil(0.8 × 11) = 9. Two: all 15,
    # 1 2 2 2 2 2 3 4 5 6 7 8 9 10 11, the 13th. Three: two and three, 2 2 2 2 6 7 8 9 10 11, the 9th.
    test = Backtest(
        origins(5), errors([1, 6, 2], [2, 7, 2], [3, 8, 2], [4, 9, 2], [5, 10, 11]), errors(), errors()
    )
    width, tried = margins(test, 3)
    assert tried == 4
    assert width.tolist() == [9.0, 9.0, 10.0]


def test_the_band_widens_with_the_root_of_the_time_beyond_what_was_tried() -> None:
    test = Backtest(origins(FEWEST), errors(*[[3.0]] * FEWEST), errors(), errors())
    width, tried = margins(test, 8)
    assert tried == 2  # two months ahead has its neighbour's errors
    assert width.tolist() == pytest.approx(
        [3, 3, 3 * 1.5**0.5, 3 * 2**0.5, 3 * 2.5**0.5, 3 * 3**0.5, 3 * 3.5**0.5, 6]
    )


def test_the_band_is_not_narrower_where_errors_happen_to_be_smaller() -> None:
    test = Backtest(origins(9), errors(*[[8.0, 1.0, 1.0, 1.0]] * 9), errors(), errors())
    assert margins(test, 4)[0].tolist() == [8.0, 8.0, 8.0, 8.0]


def test_there_is_no_band_where_too_few_errors_are_known() -> None:
    width, tried = margins(Backtest(origins(2), errors([1, 1], [1]), errors(), errors()), 6)
    assert (width.size, tried) == (0, 0)


def test_values_are_cut_where_they_cannot_be() -> None:
    assert within(np.array([-3.0, 40.0, 103.0]), (0.0, 100.0)).tolist() == [0.0, 40.0, 100.0]
    assert within(np.array([-3.0, 103.0]), (0.0, None)).tolist() == [0.0, 103.0]
    assert within(np.array([-3.0, 103.0]), (None, None)).tolist() == [-3.0, 103.0]
