"""The values of figures that other systems tell: seeded, by ward or for the city, of a day or of a month.

A running day or month is told as far as it has come.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.city import City
from simulator.clock import DAY, from_date, midnight, to_date
from simulator.districts import district_of
from simulator.seeded import generator
from simulator.told_list import BY_FIGURE, SCORES, TOLD, Grain, Told
from simulator.volumes import dossiers_a_day, progress
from simulator.workdays import holiday_names

Values = NDArray[np.float64]
Line = tuple[str, str, float]  # unit code, figure, value

CITY = "79"
TOTAL = "index_published_total"  # the sum of the published scores
_OPEN, _CLOSE = 7 * 3600, 18 * 3600  # s after midnight between which most of a day happens


def lines(city: City, grain: Grain, day: int, done: float = 1.0) -> Iterator[Line]:
    """What is told of a day, or of the month that begins on it, when `done` of it is over."""
    held: dict[str, Values] = {}
    codes = _codes(city, day)
    for told in TOLD:
        if told.grain != grain or (told.decimals and done < 1.0):
            continue  # a score is published when its month is over
        held[told.figure] = _value(city, told, day, done, held)
        yield from _by_unit(codes, told.figure, held[told.figure], of_city=_of_city(told))
    if grain == "month" and done >= 1.0:
        yield CITY, TOTAL, round(float(sum(held[figure][0] for figure in SCORES)), 2)


def so_far(moment: float) -> float:
    """How much of its day has happened by a moment."""
    second = (moment - midnight(0)) % DAY
    return float(np.clip((second - _OPEN) / (_CLOSE - _OPEN), 0.0, 1.0))


def _value(city: City, told: Told, day: int, done: float, held: dict[str, Values]) -> Values:
    """An array of wards, or of one for the whole city."""
    if told.of:
        return _part(city, told, day, held[told.of])
    places = 1 if told.of_city else len(city.wards)
    share = np.ones(1) if told.of_city else city.weights * _bias(city.seed, told.figure, places)
    share = share / share.sum()
    level = told.level * (told.before + (1 - told.before) * progress(day)) * _shape(told, day)
    rng = generator(city.seed, f"told {told.figure}", day)
    noise = rng.normal(0, 0.002 if told.state else 0.05, places)
    value = level * share * (1 + noise)
    if told.decimals:
        return np.asarray(np.round(value, told.decimals))
    return np.asarray(np.floor(value * (1.0 if told.state else done) + 0.5))


def _part(city: City, told: Told, day: int, whole: Values) -> Values:
    """A share of another figure's value, by a habit of each ward's own."""
    share = told.before + (told.level - told.before) * progress(day)
    spread = 0.25 * min(share, 1 - share) if share < 1 else 0.2 * share
    rng = generator(city.seed, f"told {told.figure}", day)
    own = generator(city.seed, f"habit {told.figure}").normal(0, 1, len(whole))
    shares = share + spread * (0.6 * own + 0.25 * rng.normal(0, 1, len(whole)))
    return np.floor(whole * np.clip(shares, 0.0, 1.0 if share < 1 else np.inf) + 0.5)


@lru_cache(maxsize=256)
def _bias(seed: int, figure: str, places: int) -> Values:
    return generator(seed, f"ward {figure}").lognormal(0, 0.25, places)


def _shape(told: Told, day: int) -> float:
    """Weekday, holiday and season, about 1 on average; a state has none."""
    if told.state:
        return 1.0
    days = range(day, day + _length(day)) if told.grain == "month" else range(day, day + 1)
    week = float(np.mean([_on_day(told.week, one) for one in days]))
    if not told.peak:
        return week
    return week * (1 + told.swing * float(np.cos(2 * np.pi * (to_date(day).month - told.peak) / 12)))


@lru_cache(maxsize=8192)
def _on_day(week: str, day: int) -> float:
    at = to_date(day)
    if week == "every":
        return 0.75 if at in holiday_names() else 1.0
    if week == "school":
        return 1.0 if at.weekday() < 5 and at.month not in (6, 7, 8) and at not in holiday_names() else 0.0
    return dossiers_a_day(day) / (15_000 * (0.68 + 0.32 * progress(day)))


def _length(first: int) -> int:
    """Days of the month that begins on this day."""
    return from_date(next_month(to_date(first))) - first


def next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _of_city(told: Told) -> bool:
    return _of_city(BY_FIGURE[told.of]) if told.of else told.of_city


def _codes(city: City, day: int) -> list[str]:
    """Which unit of the day each ward stands for."""
    units = ((district_of(ward.code, day), ward.code) for ward in city.wards)
    return [code if district is None else district.code for district, code in units]


def _by_unit(codes: list[str], figure: str, values: Values, *, of_city: bool) -> Iterator[Line]:
    if of_city:
        yield CITY, figure, float(values[0])
        return
    found: dict[str, float] = {}
    for code, value in zip(codes, values.tolist(), strict=True):
        found[code] = found.get(code, 0.0) + value
    for code, value in found.items():
        yield code, figure, value
