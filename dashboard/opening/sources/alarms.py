"""The fire alarms behind a figure: the rules of `figures.alarms`, as conditions of the store."""

from collections.abc import Mapping

from sqlalchemy import and_

from dashboard.models import alarm
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Source

A = alarm.c


def _fires(period: Period) -> tuple[Branch, ...]:
    fire = and_(A.kind == "fire", A.test.is_(False), A.observed_at < period.end)
    return (
        Branch(A.observed_at, and_(fire, A.ended_at.is_(None))),
        Branch(A.observed_at, and_(fire, A.ended_at >= period.end)),
    )


OF_FIGURE: Mapping[str, Source] = {}

OF_STOCK: Mapping[tuple[str, str], Source] = {
    ("fire_alarms", "fire_alarms_ended"): Source(table=alarm, month=_fires, is_stock=True),
}
