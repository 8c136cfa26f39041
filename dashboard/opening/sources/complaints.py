"""The complaints behind a figure: the rules of `figures.complaints`, as conditions of the store."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import ColumnElement, and_

from dashboard.complaints import PROMISE
from dashboard.models import complaint
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Condition, Source, walked, within

C = complaint.c
_CONFIRMED = C.confirmed.is_(True)
_JUDGED = C.confirmed.is_not(None)
_RATED = C.rating.is_not(None)


def _on_the_day_of(at: ColumnElement[object], *also: Condition) -> Source:
    def branches(period: Period) -> tuple[Branch, ...]:
        return (Branch(at, and_(within(at, period), *also)),)

    return Source(table=complaint, month=branches)


def _decided(over_at: ColumnElement[object], at: ColumnElement[object], ahead: timedelta) -> Source:
    """In time by their answers; else by `at`, a column with an index: `over_at` is so far behind it."""

    def branches(period: Period) -> tuple[Branch, ...]:
        begun, over = at >= period.start - ahead, at < period.end - ahead
        past = at < period.due_before - ahead
        return (
            Branch(C.answered_at, and_(C.answered_at <= over_at, within(C.answered_at, period))),
            Branch(at, and_(C.answered_at > over_at, begun, over)),
            Branch(at, and_(C.answered_at.is_(None), begun, past)),
        )

    return Source(table=complaint, month=branches)


def _open(period: Period) -> tuple[Branch, ...]:
    come = C.requested_at < period.end
    return (
        Branch(C.requested_at, and_(come, C.closed_at.is_(None)), has_index=True),
        Branch(walked(C.requested_at, C.closed_at, period), and_(come, C.closed_at >= period.end)),
    )


def _overdue(period: Period) -> tuple[Branch, ...]:
    late = and_(C.answered_at > C.due_at, C.due_at < period.end)
    return (
        Branch(C.due_at, and_(C.answered_at.is_(None), C.due_at < period.due_before)),
        Branch(walked(C.due_at, C.answered_at, period), and_(late, C.answered_at >= period.end)),
    )


OF_FIGURE: Mapping[str, Source] = {
    "complaints_received": _on_the_day_of(C.requested_at),
    "complaints_with_media": _on_the_day_of(C.requested_at, C.media_url != ""),
    "complaints_judged": _on_the_day_of(C.requested_at, _JUDGED),
    "complaints_confirmed": _on_the_day_of(C.requested_at, _CONFIRMED),
    "complaints_reopened": _on_the_day_of(C.requested_at, C.reopened > 0),
    "complaints_answered": _on_the_day_of(C.answered_at),
    "complaints_answer_minutes": _on_the_day_of(C.answered_at),
    "complaints_rated": _on_the_day_of(C.answered_at, _RATED),
    "complaints_rating": _on_the_day_of(C.answered_at, _RATED),
    "complaints_closed": _on_the_day_of(C.closed_at),
    "complaints_resolve_minutes": _on_the_day_of(C.closed_at),
    # promise_at is requested_at and 48 h: the same order, and an index has it
    "complaints_decided": _decided(C.promise_at, C.requested_at, PROMISE),
    "complaints_in_time": _on_the_day_of(C.answered_at, C.answered_at <= C.promise_at),
    "complaints_clock_decided": _decided(C.due_at, C.due_at, timedelta()),
    "complaints_clock_in_time": _on_the_day_of(C.answered_at, C.answered_at <= C.due_at),
}

OF_STOCK: Mapping[tuple[str, str], Source] = {
    ("complaints_received", "complaints_closed"): Source(table=complaint, month=_open, is_stock=True),
    ("complaints_overdue_entered", "complaints_overdue_left"): Source(
        table=complaint, month=_overdue, is_stock=True
    ),
}
