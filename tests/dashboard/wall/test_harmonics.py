"""A tide told by its own past, held against tides whose constituents are known."""

import numpy as np
import pytest

from dashboard.wall.harmonics import PERIODS, Values, error, fit

TEN_MINUTES = 1 / 6
BEGIN = 490_000.0  # hours since 1970


def hours(days: float, since: float = BEGIN) -> Values:
    found: Values = since + np.arange(round(days * 144), dtype=np.float64) * TEN_MINUTES
    return found


def tide(at: Values) -> Values:
    """Phú An's in the order of magnitude: M2, S2, N2, K1, O1 around 0.1 m."""
    amplitudes, phases = np.array([0.7, 0.24, 0.12, 0.25, 0.19]), np.array([0.3, 1.1, 2.0, 0.7, 2.9])
    total: Values = 0.1 + (amplitudes * np.cos(2 * np.pi * at[:, None] / PERIODS + phases)).sum(axis=1)
    return total


def off(days: float) -> float:
    """The greatest error of the day after so many days, in metres."""
    past, ahead = hours(days), hours(1, BEGIN + 24 * days)
    return float(np.abs(fit(past, tide(past)).heights(ahead) - tide(ahead)).max())


def test_a_month_tells_the_next_day_to_the_centimetre_and_three_days_to_a_hand() -> None:
    assert off(30) < 0.01
    assert off(15) < 0.06
    assert off(3) < 0.15


def test_a_single_wave_is_found_again() -> None:
    past = hours(30)
    curve = fit(past, 0.5 + 0.8 * np.cos(2 * np.pi * past / PERIODS[0]))
    crest = np.array([np.ceil(BEGIN / PERIODS[0]) * PERIODS[0] + 60 * PERIODS[0]])
    assert curve.heights(crest)[0] == pytest.approx(1.3, abs=0.001)


def test_half_of_what_the_last_day_stood_higher_is_taken_to_last() -> None:
    past = hours(30)
    surge = np.where(past > past[-1] - 24.84, 0.2, 0.0)
    ahead = hours(1, BEGIN + 24 * 30)
    higher = float(np.mean(fit(past, tide(past) + surge).heights(ahead) - tide(ahead)))
    assert 0.09 < higher < 0.12  # and what the mean of 30 days took of it


def test_gaps_do_no_harm() -> None:
    past = hours(30)
    kept = past[(past < BEGIN + 200) | (past > BEGIN + 320)]
    ahead = hours(1, BEGIN + 24 * 30)
    assert np.abs(fit(kept, tide(kept)).heights(ahead) - tide(ahead)).max() < 0.02


def test_the_error_is_that_of_the_last_day_told_from_the_days_before() -> None:
    past = hours(30)
    levels = tide(past)
    assert error(past, levels) == pytest.approx(0.0, abs=0.01)
    levels[past > past[-1] - 24] += 0.3
    assert error(past, levels) == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("days", [0, 0.1, 2.9])
def test_less_than_three_days_say_nothing(days: float) -> None:
    past = hours(days)
    assert error(past, tide(past)) is None


def test_a_last_day_of_few_readings_proves_nothing() -> None:
    past = np.concatenate([hours(10), [BEGIN + 24 * 10 + 20, BEGIN + 24 * 10 + 23]])
    assert error(past, tide(past)) is None


def test_what_is_no_tide_is_told_badly() -> None:
    past = hours(30)
    walk = np.cumsum(np.random.default_rng(5).normal(0, 0.03, len(past)))
    found = error(past, walk)
    assert found is not None
    assert found > 0.15
