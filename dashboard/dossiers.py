"""A dossier's clock: when it ended, when it turns overdue, how long the office worked (docs/figures.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from dashboard.civil import day_of
from dashboard.records import Supplement
from dashboard.workdays import WorkCalendar

REFUSED, SUPPLEMENT, WITHDRAWN, STOPPED, FINISHED, RETURNED = 3, 5, 7, 8, 9, 10
RESOLVED = frozenset({FINISHED, RETURNED})
INTAKE = timedelta(hours=8)  # working time in which an online dossier is taken in (Decree 118/2025)
_MINUTE = timedelta(minutes=1)


class Told(Protocol):
    """What a clock is read from: a `Dossier`, told anew or out of the store."""

    @property
    def status(self) -> int: ...
    @property
    def submitted_at(self) -> datetime | None: ...
    @property
    def accepted_at(self) -> datetime | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def finished_at(self) -> datetime | None: ...
    @property
    def returned_at(self) -> datetime | None: ...
    @property
    def refused_at(self) -> datetime | None: ...
    @property
    def supplements(self) -> Sequence[Supplement]: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """`ended_at`: the clock stopped; `overdue_at`: the moment after which it counts as late. UTC."""

    ended_at: datetime | None
    overdue_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Of a resolved dossier, in whole working minutes: acceptance to end, and past its due time."""

    worked_minutes: int | None = None
    early: bool = False  # on a day before the due day
    late_minutes: int | None = None
    late_cause: str = ""


def clock(dossier: Told, work: WorkCalendar, statutory_days: float | None = None) -> Clock:
    """When the dossier's clock stopped and when it runs out; None: still runs, never runs out.

    `statutory_days`: the law's maximum for its procedure in working days, where it names no due time itself.
    """
    return Clock(_ended_at(dossier), _overdue_at(dossier, work, statutory_days))


def work_on(dossier: Told, times: Clock, work: WorkCalendar) -> Work:
    """How long the office took, how late it was and why."""
    if dossier.status not in RESOLVED or times.ended_at is None:
        return Work()
    worked = None
    if dossier.accepted_at is not None and dossier.accepted_at <= times.ended_at:
        worked = (
            work.worked(dossier.accepted_at, times.ended_at) - _waited(dossier.supplements, work)
        ) // _MINUTE
        worked = max(worked, 0)
    if times.overdue_at is None:
        return Work(worked_minutes=worked)
    if times.ended_at <= times.overdue_at:
        early = day_of(times.ended_at, work.zone) < day_of(times.overdue_at, work.zone)
        return Work(worked_minutes=worked, early=early, late_minutes=0)
    late = work.worked(times.overdue_at, times.ended_at) // _MINUTE
    return Work(worked_minutes=worked, late_minutes=late, late_cause=_cause(dossier, work))


def _waited(supplements: Iterable[Supplement], work: WorkCalendar) -> timedelta:
    """Working time in which the dossier lay with the citizen."""
    return sum(
        (
            work.worked(asked.requested_at, asked.received_at)
            for asked in supplements
            if asked.received_at is not None and asked.received_at > asked.requested_at
        ),
        timedelta(),
    )


def _cause(dossier: Told, work: WorkCalendar) -> str:
    """Why a dossier is late, as far as its message says: "supplement", "intake", else "processing"."""
    if dossier.supplements:
        return "supplement"
    if dossier.submitted_at is None or dossier.accepted_at is None:
        return "processing"
    return "intake" if work.worked(dossier.submitted_at, dossier.accepted_at) > INTAKE else "processing"


def _ended_at(dossier: Told) -> datetime | None:
    """The first of finished and returned; refusal; withdrawal; at "supplement" the request itself."""
    match dossier.status:
        case 9 | 10:
            return dossier.finished_at or dossier.returned_at or _last_change(dossier)
        case 3:
            return dossier.refused_at or dossier.finished_at or _last_change(dossier)
        case 7 | 8:
            return dossier.finished_at or _last_change(dossier)
        case 5 if dossier.supplements:
            return _requests(dossier)[-1]
        case _:
            return None


def _overdue_at(dossier: Told, work: WorkCalendar, statutory_days: float | None) -> datetime | None:
    """The due time, the latest that the office set, later by what the citizen took where it set none.

    Deadlines count working time, and so does what is taken off. A dossier that waits for a second supplement
    is overdue by that request at the latest.
    """
    dates = (dossier.due_at, *(asked.due_after for asked in dossier.supplements))
    due = max((date for date in dates if date is not None), default=None)
    if due is None:
        due = _statutory(dossier, work, statutory_days)
    if due is not None:
        due = work.add(due, _waited([one for one in dossier.supplements if one.due_after is None], work))
    if dossier.status == SUPPLEMENT and len(dossier.supplements) > 1:
        second = _requests(dossier)[1] - timedelta(microseconds=1)
        return second if due is None else min(due, second)
    return due


def _requests(dossier: Told) -> list[datetime]:
    """When the citizen was asked, oldest first: messages list supplements in any order."""
    return sorted(asked.requested_at for asked in dossier.supplements)


def _statutory(dossier: Told, work: WorkCalendar, days: float | None) -> datetime | None:
    """No date to return it: the procedure's statutory maximum from its acceptance."""
    if days is None or dossier.accepted_at is None:
        return None
    return work.add(dossier.accepted_at, work.day_length * days)


def _last_change(dossier: Told) -> datetime | None:
    """A dossier that ended without saying when: the latest date that it carries."""
    dates = [dossier.accepted_at, dossier.submitted_at, dossier.refused_at, dossier.returned_at]
    for asked in dossier.supplements:
        dates += (asked.requested_at, asked.received_at)
    return max((date for date in dates if date is not None), default=None)
