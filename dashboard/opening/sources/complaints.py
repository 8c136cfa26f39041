"""The complaints behind a figure: the rules of `figures.complaints`, as conditions of the store."""

from collections.abc import Mapping

from sqlalchemy import and_

from dashboard.models import complaint
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Source, within

C = complaint.c


def _decided(period: Period) -> tuple[Branch, ...]:
    return (
        *_in_time(period),
        Branch(C.due_at, and_(C.closed_at > C.due_at, within(C.due_at, period))),
        Branch(
            C.due_at,
            and_(C.closed_at.is_(None), C.due_at >= period.start, C.due_at < period.due_before),
        ),
    )


def _in_time(period: Period) -> tuple[Branch, ...]:
    return (Branch(C.closed_at, and_(C.closed_at <= C.due_at, within(C.closed_at, period))),)


def _complaints_open(period: Period) -> tuple[Branch, ...]:
    # due_at is requested_at and 48 h: the same order, and an index has it
    come = C.requested_at < period.end
    return (
        Branch(C.due_at, and_(come, C.closed_at.is_(None))),
        Branch(C.due_at, and_(come, C.closed_at >= period.end)),
    )


def _complaints_overdue(period: Period) -> tuple[Branch, ...]:
    late = and_(C.closed_at > C.due_at, C.due_at < period.end)
    return (
        Branch(C.due_at, and_(C.closed_at.is_(None), C.due_at < period.due_before)),
        Branch(C.due_at, and_(late, C.closed_at >= period.end)),
    )


OF_FIGURE: Mapping[str, Source] = {
    "complaints_decided": Source(table=complaint, month=_decided),
    "complaints_in_time": Source(table=complaint, month=_in_time),
}

OF_STOCK: Mapping[tuple[str, str], Source] = {
    ("complaints_received", "complaints_closed"): Source(
        table=complaint, month=_complaints_open, is_stock=True
    ),
    ("complaints_overdue_entered", "complaints_overdue_left"): Source(
        table=complaint, month=_complaints_overdue, is_stock=True
    ),
}
