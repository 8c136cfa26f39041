"""The line and the season as seen from an origin, by hand."""

import numpy as np
import pytest

from dashboard.trend import WINDOW, Values, ahead, fit, growth, median

PLACES = np.arange(WINDOW, dtype=np.float64)
LAST = np.array([WINDOW - 1])


def test_the_median_leaves_out_what_is_unknown() -> None:
    rows = np.array([[3.0, np.nan, 1.0, 2.0], [4.0, 1.0, np.nan, np.nan], [np.nan] * 4])
    assert median(rows)[:2].tolist() == [2.0, 2.5]
    assert np.isnan(median(rows)[2])


def test_the_trend_runs_on_for_a_year_and_then_dies_away() -> None:
    grown = growth(np.array([1, 12, 13, 14, 1000]))
    assert grown.tolist() == pytest.approx([1, 12, 12.95, 12.95 + 0.9025, 31])


def test_an_origin_does_not_see_what_comes_after_it() -> None:
    bent: Values = np.where(PLACES < 24, PLACES, 100.0)
    fitted = fit(bent, np.array([23, 35]), seasonal=False)
    assert (fitted.level[0], fitted.slope[0]) == pytest.approx((23.0, 1.0))
    assert fitted.level[1] == pytest.approx(100.0, rel=0.2)


def test_a_trend_that_few_pairs_agree_with_counts_for_little() -> None:
    """Up and down by turns with a rise: of the 630 pairs those an odd number apart disagree when close."""
    shaken = PLACES + 8 * (-1) ** np.arange(WINDOW)
    slope = fit(shaken, LAST, seasonal=False).slope[0]
    # Places of even number stand 8 up, of odd number 8 down. Pairs d apart that begin high and end low fall
    # by 16 - d: for d = 1, 3 … 15 there are 18, 17 … 11 of them, 116 in all. The other 514 of 630 rise.
    assert slope == pytest.approx(1.0 * (630 - 2 * 116) / 630 / 0.8)


def test_a_season_is_drawn_towards_0_as_far_as_it_may_be_noise() -> None:
    """Only Januaries are higher: by 12, 12 and 12 over a level that jumps by 2 from year to year and back."""
    jumps = np.repeat([0.0, 2.0, 0.0], 12)
    season = np.tile([12.0, *[0.0] * 11], 3)
    whole = fit(season, LAST, seasonal=True).season[0]
    assert whole.tolist() == pytest.approx([11.0, *[-1.0] * 11])
    drawn = fit(season + jumps, LAST, seasonal=True).season[0]
    # Noise: months whole years apart differ by 2, -2 and 0, in the median by 2: variance (2 / 0.954)², of
    # which a third is left in the median of three. The season's own variance: (11² + 11 × 1²) / 11 = 12.
    kept = 1 - (2 / 0.954) ** 2 / 3 / 12
    assert drawn.tolist() == pytest.approx([11 * kept, *[-kept] * 11])


def test_a_season_that_may_be_nothing_but_noise_is_0() -> None:
    noise = np.random.default_rng(3).normal(size=WINDOW)
    assert np.abs(fit(noise, LAST, seasonal=True).season).max() < 1.0
    assert fit(np.zeros(WINDOW), LAST, seasonal=True).season.tolist() == [[0.0] * 12]


def test_months_ahead_take_the_season_of_their_own_month() -> None:
    season = np.tile([12.0, *[0.0] * 11], 3)
    assert ahead(fit(season, LAST, seasonal=True), 13)[0].tolist() == pytest.approx([12.0, *[0.0] * 11, 12.0])
