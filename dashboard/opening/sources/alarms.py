"""The fire alarms behind a figure: the rules of `figures.alarms`, as conditions of the store."""

from collections.abc import Mapping

from sqlalchemy import and_, or_

from dashboard.figures.alarms import OF_TRUE_ONLY, STAGES
from dashboard.models import alarm
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Condition, Source, within

A = alarm.c
_FIRE = and_(A.kind == "fire", A.test.is_(False))
_FALSE = A.false_alarm.is_(True)
_OVER = or_(A.controlled_at.is_not(None), and_(A.arrived_at.is_not(None), A.ended_at.is_not(None)))


def _detected(*also: Condition) -> Source:
    def branches(period: Period) -> tuple[Branch, ...]:
        return (Branch(A.observed_at, and_(_FIRE, within(A.observed_at, period), *also)),)

    return Source(table=alarm, month=branches)


def _reached(stage: str) -> Source:
    at = A[STAGES[stage]]
    return _detected(at >= A.observed_at, *([~_FALSE] if stage in OF_TRUE_ONLY else []))


def _ended(period: Period) -> tuple[Branch, ...]:
    return (Branch(A.ended_at, and_(_FIRE, within(A.ended_at, period))),)


def _fires(period: Period) -> tuple[Branch, ...]:
    fire = and_(_FIRE, A.observed_at < period.end)
    return (
        Branch(A.observed_at, and_(fire, A.ended_at.is_(None))),
        Branch(A.observed_at, and_(fire, A.ended_at >= period.end)),
    )


OF_FIGURE: Mapping[str, Source] = {
    "fire_alarms": _detected(),
    "fire_alarms_ended": Source(table=alarm, month=_ended),
    "fire_alarms_true": _detected(~_FALSE, _OVER),
    "fire_alarms_false": _detected(_FALSE),
    # A sum of seconds lists the alarms that it was summed over.
    **{f"fire_{stage}_{what}": _reached(stage) for stage in STAGES for what in ("n", "seconds")},
}

OF_STOCK: Mapping[tuple[str, str], Source] = {
    ("fire_alarms", "fire_alarms_ended"): Source(table=alarm, month=_fires, is_stock=True),
}
