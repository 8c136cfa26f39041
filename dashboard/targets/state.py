"""How a value stands against its targets. docs/figures.md tells the rule in words; this is the rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.targets.target import Target

AT_RISK = 2.0  # points short of the target that still count as "có nguy cơ"
MOST_MISSING = 0.2  # of a period's elapsed time: silent for more, and the period's value is judged by nobody
PACE_OVER = 6  # months, whose gain is held against the pace that is needed


class State(StrEnum):
    """How a value stands against its target."""

    MET = "met"
    AT_RISK = "at_risk"
    MISSED = "missed"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a value came to be what it is, and where it is going.

    `month` (1–12) is the month of the value; `before` are the values of the months before it, oldest first.
    `forecast_reaches`: the forecast is at the target by the end of the target's year; None: there is none.
    """

    month: int
    before: Sequence[float | None] = ()
    forecast_reaches: bool | None = None


def in_force(of_kpi: Sequence[Target], year: int, direction: str = "up") -> Target | None:
    """The target that a value of this year is held against: the last one due by then, else the next one.

    A city's own value counts only where no document's does. Of several of one year a level's own goes before
    those for every level, and then the one that asks for most.
    """
    by_law = [target for target in of_kpi if not target.reference] or list(of_kpi)
    years = sorted({target.year for target in by_law})
    if not years:
        return None
    asked = max((one for one in years if one <= year), default=years[0])
    same = [target for target in by_law if target.year == asked]
    own = [target for target in same if target.level] or same
    return max(own, key=lambda one: one.value if direction == "up" else -one.value)


def judge(
    value: float | None,
    of_kpi: Sequence[Target],
    year: int,
    direction: str,
    *,
    missing: float | None = None,
    course: Course | None = None,
) -> State:
    """The state of a value of `year` by the written rule.

    `missing`: the part (0–1) of the period's elapsed time in which a feed behind the value was silent,
    1 where the value is of the present and a feed is silent now; None: nothing is known to be missing.
    """
    if value is None or (missing or 0.0) > MOST_MISSING:
        return State.NO_DATA
    target = in_force(of_kpi, year, direction)
    if target is None:
        return State.NO_TARGET
    short = _short(value, target, direction)
    if short <= 0:
        return State.MET
    if short <= AT_RISK or (course is not None and _will_do(value, target, year, direction, course)):
        return State.AT_RISK
    return State.MISSED


def _short(value: float, target: Target, direction: str) -> float:
    return target.value - value if direction == "up" else value - target.value


def _will_do(value: float, target: Target, year: int, direction: str, course: Course) -> bool:
    """The target's year is not over, and the forecast or the pace so far leads there."""
    left = (target.year - year) * 12 + 12 - course.month
    if left <= 0:
        return False
    if course.forecast_reaches:
        return True
    then = course.before[-PACE_OVER] if len(course.before) >= PACE_OVER else None
    if then is None:
        return False
    gained = _short(then, target, direction) - _short(value, target, direction)
    return _short(value, target, direction) / left <= gained / PACE_OVER
