"""Of all that was compared on a day, the handful that is told, each with its reason. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np

from dashboard.anomalies.anomaly import Anomaly, Key, Reason
from dashboard.anomalies.comparing import Compared, Series, compare
from dashboard.anomalies.watched import BY_KEY, Side, Watched

A_DAY = 5  # anomalies, at most
_WORTH_SAYING = 0.05  # of a season
FALSE_A_DAY = 0.1  # of the whole city, were every unit to keep to its habit


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a column of the arrays is about: a unit, or a procedure in the city."""

    unit_id: int
    item: str = ""
    item_name: str = ""


def bound(comparisons: int) -> float:
    """The surprise from which so many comparisons hold something that is hardly chance."""
    return NormalDist().inv_cdf(1 - FALSE_A_DAY / (2 * max(comparisons, 1)))


def off_habit(
    day: date, kind: str, subjects: Sequence[Subject], looked: Sequence[tuple[Watched, Series]]
) -> list[Anomaly]:
    """All that is beyond the day's bound; `kind` is the habit's."""
    compared = [(watched, series, compare(series)) for watched, series in looked]
    least = bound(sum(int((told.days > 0).sum()) for _watched, _series, told in compared))
    return [
        _anomaly(day, kind, subjects[at], watched, series, told, at)
        for watched, series, told in compared
        for at in np.flatnonzero(np.abs(told.surprise) >= least).tolist()
    ]


def choose(
    found: Iterable[Anomaly], hushed: Collection[Key] = (), standing: Iterable[Anomaly] = ()
) -> list[Anomaly]:
    """The weightiest first, nothing that is hushed, never two of one subject and group.

    `standing` are the day's that a user has judged: they stay, and take their place among the handful.
    """
    chosen = list(standing)
    taken = {_place(one) for one in chosen}
    for one in sorted(found, key=lambda one: (-one.score, one.figure, one.unit_id, one.item)):
        if len(chosen) < A_DAY and one.key not in hushed and _place(one) not in taken:
            chosen.append(one)
            taken.add(_place(one))
    return chosen


def _place(one: Anomaly) -> tuple[int, str, str]:
    return one.unit_id, one.item, BY_KEY[one.figure].group


def _anomaly(
    day: date, kind: str, subject: Subject, watched: Watched, series: Series, told: Compared, at: int
) -> Anomaly:
    scale = 1.0 if series.of is None else 100.0
    numbers = (told.value, told.expected, told.low, told.high)
    value, expected, low, high = (round(float(number[at]) * scale, 2) for number in numbers)
    side: Side = "low" if told.surprise[at] < 0 else "high"
    return Anomaly(
        day=day,
        figure=watched.key,
        unit_id=subject.unit_id,
        item=subject.item,
        value=value,
        expected=expected,
        low=low,
        high=high,
        score=round(abs(float(told.surprise[at])) * watched.weigh(side), 3),
        reason=_reason(kind, side, subject, series, told, at),
    )


def _reason(kind: str, side: Side, subject: Subject, series: Series, told: Compared, at: int) -> Reason:
    scale = 1.0 if series.of is None else 100.0
    factor = 1.0 if series.season is None else float(series.season[at])
    return Reason(
        kind="count" if series.of is None else "share",
        side=side,
        habit=kind,
        days=int(told.days[at]),
        of=None if series.of is None else float(series.of[at]),
        city=None if series.whole[at] else round(told.city * scale, 3),
        season=None if abs(factor - 1) < _WORTH_SAYING else round(factor, 3),
        item_name=subject.item_name,
    )
