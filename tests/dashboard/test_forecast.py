"""Forecasts of series whose future is known by hand: line, season, gap, outlier, bounds; what is withheld."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.backtest import Skill
from dashboard.civil import months_back
from dashboard.forecast import (
    Chance,
    Forecast,
    ForecastPoint,
    Withheld,
    forecast,
    needed_pace,
    reaches,
)

LAST = date(2026, 10, 1)
END = date(2027, 12, 31)
# January to December: Tết empties February, school places fill July and August. They make 0.
SEASON = (0.0, -6.0, 1.0, 0.0, 0.0, 1.0, 3.0, 2.0, 0.0, 0.0, -1.0, 0.0)

Months = list[tuple[date, float | None]]


def series(value: Callable[[int], float], count: int = 36, last: date = LAST) -> Months:
    """`value` of 0 … count - 1, in the months that end with `last`."""
    return [(month, value(place)) for place, month in enumerate(months_back(last, count))]


def line(place: int) -> float:
    return 40 + 0.5 * place


def seasonal(place: int) -> float:
    return line(place) + SEASON[(place + 10) % 12]  # place 0 is November


def made(
    months: Months, until: date = END, bounds: tuple[float | None, float | None] = (None, None)
) -> Forecast:
    found = forecast(months, until, bounds=bounds)
    assert isinstance(found, Forecast), found
    return found


def values(found: Forecast) -> list[float]:
    return [point.value for point in found.points]


def test_an_exact_line_goes_on_and_is_damped_after_a_year() -> None:
    found = made(series(line))
    assert [point.month for point in found.points] == months_back(date(2027, 12, 1), 14)
    assert values(found)[:12] == pytest.approx([58 + 0.5 * ahead for ahead in range(12)])
    assert values(found)[12:] == pytest.approx([63.5 + 0.5 * 0.95, 63.5 + 0.5 * (0.95 + 0.9025)])
    assert found.pace == pytest.approx(0.5)
    assert not found.seasonal


def test_an_exact_line_has_no_width_and_errs_nothing() -> None:
    found = made(series(line), until=date(2027, 9, 30))
    assert [point.high - point.low for point in found.points] == pytest.approx([0.0] * 11)
    assert (found.skill.error, found.skill.over_last_value, found.skill.over_last_year) == pytest.approx(
        (0, 1, 1)
    )


def test_a_season_of_two_years_and_more_is_carried_on() -> None:
    found = made(series(seasonal), until=date(2027, 10, 1))
    assert found.seasonal
    assert found.pace == pytest.approx(0.5)
    assert [point.month.month for point in found.points] == [11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    # 58.0 + 0.5 a month, and the season: February is 59.5 - 6
    expected = [57.0, 58.5, 59.0, 53.5, 61.0, 60.5, 61.0, 62.5, 65.0, 64.5, 63.0, 63.5]
    assert values(found) == pytest.approx(expected)


def test_a_season_is_not_tried_where_six_origins_do_not_have_two_years_before_them() -> None:
    assert made(series(seasonal, 30)).seasonal
    assert not made(series(lambda place: line(place) + SEASON[place % 12] / 10, 29)).seasonal


@pytest.mark.parametrize("place", [0, 7, 18, 33, 35])
def test_one_month_far_off_moves_neither_line_nor_season(place: int) -> None:
    for shape in (line, seasonal):
        months = series(shape)
        months[place] = (months[place][0], 0.0)
        found = made(months)
        assert values(found) == pytest.approx(values(made(series(shape)))), shape
        assert found.pace == pytest.approx(0.5)


@pytest.mark.parametrize("gaps", [(5,), (3, 4, 5, 20), (12, 24, 30)])
def test_gaps_do_not_move_a_line_be_they_none_or_missing(gaps: Sequence[int]) -> None:
    whole = series(line)
    unknown: Months = [
        (month, None if place in gaps else value) for place, (month, value) in enumerate(whole)
    ]
    missing = [entry for place, entry in enumerate(whole) if place not in gaps]
    assert values(made(unknown)) == pytest.approx(values(made(whole)))
    assert made(unknown) == made(missing)


def test_a_forecast_begins_after_the_last_known_month() -> None:
    months: Months = [*series(line), (date(2026, 11, 1), None), (date(2026, 12, 1), None)]
    assert made(months) == made(series(line))


def test_only_the_last_36_months_count() -> None:
    before = series(lambda place: -50.0 * place, 20, date(2023, 10, 1))
    assert made([*before, *series(line)]) == made(series(line))


def test_any_day_of_a_month_stands_for_it() -> None:
    months = series(line)
    assert made([(month.replace(day=28), value) for month, value in months]) == made(months)
    assert made(months, until=date(2027, 12, 1)) == made(months, until=date(2027, 12, 31))


def test_a_share_ends_at_100_and_its_band_widens_downwards_then() -> None:
    wave = (0.0, 2.0, 1.0, -1.0, -2.0)  # five months long: no season
    found = made(series(lambda place: 78 + 0.5 * place + wave[place % 5]), bounds=(0, 100))
    assert max(values(found)) == 100.0
    assert max(point.high for point in found.points) == 100.0
    widths = [point.high - point.low for point in found.points]
    assert widths[0] > 1
    assert all(after >= before - 1e-9 for before, after in pairwise(widths))


def test_a_count_does_not_fall_below_0() -> None:
    found = made(series(lambda place: 38.0 - place), bounds=(0, None))
    assert values(found)[:4] == pytest.approx([2, 1, 0, 0])
    assert min(point.low for point in found.points) == 0.0


def test_too_few_months_are_not_forecast() -> None:
    assert forecast(series(line, 23), END) is Withheld.TOO_FEW_MONTHS
    assert isinstance(forecast(series(line, 24), END), Forecast)
    assert forecast([], END) is Withheld.TOO_FEW_MONTHS
    sparse: Months = [
        (month, value if place % 3 else None) for place, (month, value) in enumerate(series(line))
    ]
    assert isinstance(forecast(sparse, END), Forecast)  # 24 of 36
    assert forecast(sparse[2:], END) is Withheld.TOO_FEW_MONTHS  # 23 of 34


def test_what_is_no_number_is_not_known() -> None:
    months = series(line)
    months[5] = (months[5][0], float("nan"))
    assert values(made(months)) == pytest.approx(values(made(series(line))))


def test_a_date_must_lie_ahead_and_within_five_years() -> None:
    assert forecast(series(line), date(2026, 10, 31)) is Withheld.NOTHING_AHEAD
    assert forecast(series(line), date(2025, 12, 31)) is Withheld.NOTHING_AHEAD
    assert len(made(series(line), until=date(2031, 10, 1)).points) == 60
    assert forecast(series(line), date(2031, 11, 1)) is Withheld.TOO_FAR


def test_what_never_changes_is_not_forecast_for_the_last_value_says_it_all() -> None:
    assert forecast(series(lambda place: 12.0), END) is Withheld.NOT_BETTER


def test_what_only_repeats_its_year_is_not_forecast_for_last_year_says_it_all() -> None:
    assert forecast(series(lambda place: 50 + SEASON[place % 12]), END) is Withheld.NOT_BETTER


def test_of_random_walks_fewer_than_one_in_eight_is_forecast() -> None:
    walks = np.random.default_rng(7).normal(size=(200, 36)).cumsum(axis=1).tolist()
    shown = [isinstance(forecast(series(walk.__getitem__), END), Forecast) for walk in walks]
    assert sum(shown) < 25


def test_the_band_holds_about_four_of_five_of_a_noisy_line() -> None:
    noisy = np.random.default_rng(11).normal(size=(150, 48)) + [line(place) for place in range(48)]
    held: list[bool] = []
    for row in noisy.tolist():
        found = forecast(series(row.__getitem__), date(2027, 10, 1))
        if isinstance(found, Forecast):
            came = zip(found.points, row[36:], strict=True)
            held += [point.low <= value <= point.high for point, value in came]
    assert len(held) > 100 * 12
    assert 0.75 < np.mean(held) < 0.92


@pytest.mark.parametrize(
    ("value", "month", "target", "year", "direction", "pace"),
    [
        (72.4, date(2026, 10, 1), 90.0, 2030, "up", 0.352),  # 17.6 in 50 months
        (40.0, date(2026, 11, 30), 50.0, 2026, "up", 10.0),  # December is left
        (80.0, date(2026, 10, 1), 80.0, 2030, "up", 0.0),
        (85.0, date(2026, 10, 1), 80.0, 2030, "up", 0.0),
        (200.0, date(2026, 8, 1), 100.0, 2026, "down", -25.0),
        (90.0, date(2026, 8, 1), 100.0, 2026, "down", 0.0),
        (40.0, date(2026, 12, 1), 50.0, 2026, "up", None),
        (40.0, date(2026, 10, 1), 50.0, 2025, "up", None),
        (60.0, date(2026, 10, 1), 50.0, 2025, "up", 0.0),
    ],
)
def test_the_pace_that_a_target_needs(
    value: float, month: date, target: float, year: int, direction: str, pace: float | None
) -> None:
    found = needed_pace(value, month, target, year, "up" if direction == "up" else "down")
    assert found == (None if pace is None else pytest.approx(pace))


def told(low: float, value: float, high: float) -> Forecast:
    """November at 60, December between the edges."""
    points = (
        ForecastPoint(date(2026, 11, 1), 60.0, 58.0, 62.0),
        ForecastPoint(date(2026, 12, 1), value, low, high),
    )
    skill = Skill(error=1.0, over_last_value=0.5, over_last_year=0.5)
    return Forecast(points=points, skill=skill, pace=0.5, seasonal=False, tried=12)


@pytest.mark.parametrize(
    ("low", "value", "high", "direction", "chance", "first", "short"),
    [
        (70.5, 72.0, 74.0, "up", Chance.SAFE, date(2026, 12, 1), 0.0),
        (68.0, 70.0, 74.0, "up", Chance.LIKELY, date(2026, 12, 1), 0.0),
        (64.0, 67.0, 70.0, "up", Chance.POSSIBLE, None, 3.0),
        (60.0, 62.0, 64.0, "up", Chance.UNLIKELY, None, 8.0),
        (60.0, 62.0, 64.0, "down", Chance.SAFE, date(2026, 11, 1), 0.0),
        (68.0, 71.5, 74.0, "down", Chance.POSSIBLE, date(2026, 11, 1), 1.5),
        (71.0, 71.5, 74.0, "down", Chance.UNLIKELY, date(2026, 11, 1), 1.5),
    ],
)
def test_what_a_forecast_says_of_a_target_of_70(
    low: float, value: float, high: float, direction: str, chance: Chance, first: date | None, short: float
) -> None:
    found = reaches(told(low, value, high), 70.0, 2026, "up" if direction == "up" else "down")
    assert found is not None
    assert (found.chance, found.first, found.short) == (chance, first, short)
    assert found.at.month == date(2026, 12, 1)


def test_a_forecast_says_nothing_of_a_target_beyond_its_end() -> None:
    assert reaches(told(68.0, 70.0, 74.0), 70.0, 2030, "up") is None


SHAPES = st.builds(
    lambda slope, high, noise: [
        float(slope * place + high * SEASON[place % 12] + noise[place]) for place in range(len(noise))
    ],
    st.integers(-6, 6),
    st.integers(0, 4),
    st.lists(st.integers(-8, 8), min_size=24, max_size=40),
)
UNTIL = st.dates(date(2026, 11, 1), date(2031, 10, 31))


@given(shape=SHAPES, until=UNTIL, scale=st.sampled_from((-4.0, -1.0, 0.5, 8.0)), shift=st.integers(-500, 500))
@settings(deadline=None)
def test_values_moved_or_scaled_move_and_scale_the_forecast(
    shape: list[float], until: date, scale: float, shift: int
) -> None:
    plain = forecast(series(shape.__getitem__, len(shape)), until)
    moved = forecast(series(lambda place: scale * shape[place] + shift, len(shape)), until)
    if isinstance(plain, Withheld) or isinstance(moved, Withheld):
        assert moved is plain
        return
    for before, after in zip(plain.points, moved.points, strict=True):
        edges = sorted((scale * before.low + shift, scale * before.high + shift))
        assert after.value == pytest.approx(scale * before.value + shift, abs=1e-6)
        assert [after.low, after.high] == pytest.approx(edges, abs=1e-6)
    assert moved.pace == pytest.approx(scale * plain.pace, abs=1e-6)
    assert moved.skill.over_last_value == pytest.approx(plain.skill.over_last_value, abs=1e-6)


@given(
    shape=SHAPES, until=UNTIL, bounds=st.sampled_from(((None, None), (0.0, 100.0), (0.0, None), (None, 60.0)))
)
@settings(deadline=None)
def test_the_band_holds_the_forecast_never_narrows_and_keeps_to_the_bounds(
    shape: list[float], until: date, bounds: tuple[float | None, float | None]
) -> None:
    low, high = (
        bounds[0] if bounds[0] is not None else -np.inf,
        bounds[1] if bounds[1] is not None else np.inf,
    )
    kept = [min(max(50 + value, low), high) for value in shape]
    found = forecast(series(kept.__getitem__, len(kept)), until, bounds=bounds)
    if isinstance(found, Withheld):
        return
    widths = [point.high - point.low for point in found.points]
    assert all(low <= point.low <= point.value <= point.high <= high for point in found.points)
    assert all(after >= before - 1e-9 for before, after in pairwise(widths))
