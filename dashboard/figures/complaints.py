"""Figures of citizens' complaints (counting rules in docs/figures.md)."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from dashboard.civil import day_of
from dashboard.figures.figure import Counted, Figure

_MINUTE = timedelta(minutes=1)


def _of(key: str, formula: str, unit: str = "") -> Figure:
    return Figure(key=key, counted_from="complaint", formula=formula, unit=unit)


FIGURES = (
    _of("complaints_received", "requested on the day"),
    _of("complaints_with_media", "of these, with a photo or video"),
    _of("complaints_judged", "requested on the day, and found to be true or not"),
    _of("complaints_confirmed", "of these, found to be true"),
    _of("complaints_reopened", "requested on the day, and reopened at least once"),
    _of("complaints_answered", "first answered on the day"),
    _of("complaints_answer_minutes", "minutes from the request to the first answer, of these", "minutes"),
    _of("complaints_rated", "first answered on the day, and rated by the citizen"),
    _of("complaints_rating", "the ratings of these (1 to 5) added up", "points"),
    _of("complaints_closed", "closed on the day"),
    _of("complaints_resolve_minutes", "minutes from the request to the closing, of these", "minutes"),
    _of("complaints_decided", "answered, or 48 h over, on the day"),
    _of("complaints_in_time", "answered within 48 h, on the day"),
    _of("complaints_clock_decided", "answered, or the unit's clock over, on the day"),
    _of("complaints_clock_in_time", "answered within the unit's clock, on the day"),
    _of("complaints_overdue_entered", "the unit's clock over, unanswered"),
    _of("complaints_overdue_left", "answered after the unit's clock was over"),
)


def complaint_figures(row: Any, zone: tzinfo) -> Counted:
    """The buckets to which a row of `complaint` adds."""
    yield from _received(row, day_of(row.requested_at, zone))
    if row.answered_at is not None:
        yield from _answered(row, day_of(row.answered_at, zone))
    if row.closed_at is not None:
        closed = day_of(row.closed_at, zone)
        yield closed, "complaints_closed", 1
        yield closed, "complaints_resolve_minutes", _minutes(row.requested_at, row.closed_at)
    yield from _decided(row, row.promise_at, "complaints", zone)
    yield from _decided(row, row.due_at, "complaints_clock", zone)
    if not _in_time(row, row.due_at):
        yield day_of(row.due_at, zone), "complaints_overdue_entered", 1
        if row.answered_at is not None:
            yield day_of(row.answered_at, zone), "complaints_overdue_left", 1


def _received(row: Any, day: date) -> Counted:
    yield day, "complaints_received", 1
    if row.media_url:
        yield day, "complaints_with_media", 1
    if row.confirmed is not None:
        yield day, "complaints_judged", 1
        if row.confirmed:
            yield day, "complaints_confirmed", 1
    if row.reopened:
        yield day, "complaints_reopened", 1


def _answered(row: Any, day: date) -> Counted:
    yield day, "complaints_answered", 1
    yield day, "complaints_answer_minutes", _minutes(row.requested_at, row.answered_at)
    if row.rating is not None:
        yield day, "complaints_rated", 1
        yield day, "complaints_rating", row.rating


def _decided(row: Any, over_at: datetime, figures: str, zone: tzinfo) -> Counted:
    """Unanswered it already stands on the day on which its time will be over."""
    if _in_time(row, over_at):
        answered = day_of(row.answered_at, zone)
        yield answered, f"{figures}_decided", 1
        yield answered, f"{figures}_in_time", 1
    else:
        yield day_of(over_at, zone), f"{figures}_decided", 1


def _in_time(row: Any, over_at: datetime) -> bool:
    return row.answered_at is not None and row.answered_at <= over_at


def _minutes(start: datetime, end: datetime) -> int:
    """Whole minutes of civil time; a source's clock that runs back counts as none."""
    return max((end - start) // _MINUTE, 0)
