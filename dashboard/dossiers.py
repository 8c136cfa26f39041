"""A dossier's clock: when it ended and when it turns overdue (docs/figures.md)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.records import Dossier

REFUSED, SUPPLEMENT, WITHDRAWN, STOPPED, FINISHED, RETURNED = 3, 5, 7, 8, 9, 10
RESOLVED = frozenset({FINISHED, RETURNED})


@dataclass(frozen=True, slots=True)
class Clock:
    """`ended_at`: the clock stopped; `overdue_at`: the moment after which it counts as late. UTC."""

    ended_at: datetime | None
    overdue_at: datetime | None


def clock(dossier: Dossier) -> Clock:
    """When the dossier's clock stopped and when it runs out; None: still runs, never runs out."""
    return Clock(_ended_at(dossier), _overdue_at(dossier))


def _ended_at(dossier: Dossier) -> datetime | None:
    """The first of finished and returned; refusal; withdrawal; at "supplement" the request itself."""
    match dossier.status:
        case 9 | 10:
            return dossier.finished_at or dossier.returned_at or _last_change(dossier)
        case 3:
            return dossier.refused_at or dossier.finished_at or _last_change(dossier)
        case 7 | 8:
            return dossier.finished_at or _last_change(dossier)
        case 5 if dossier.supplements:
            return dossier.supplements[-1].requested_at
        case _:
            return None


def _overdue_at(dossier: Dossier) -> datetime | None:
    """The due time, the latest that the office set, later by what the citizen took where it set none.

    A second request for supplements makes the dossier overdue by that request at the latest.
    """
    dates = (dossier.due_at, *(asked.due_after for asked in dossier.supplements))
    due = max((date for date in dates if date is not None), default=None)
    if due is not None:
        due += sum(
            (
                asked.received_at - asked.requested_at
                for asked in dossier.supplements
                if asked.received_at and asked.due_after is None
            ),
            timedelta(),
        )
    if dossier.status == SUPPLEMENT and len(dossier.supplements) > 1:
        second = dossier.supplements[1].requested_at - timedelta(microseconds=1)
        return second if due is None else min(due, second)
    return due


def _last_change(dossier: Dossier) -> datetime | None:
    """A dossier that ended without saying when: the latest date that it carries."""
    dates = (dossier.accepted_at, dossier.submitted_at, dossier.refused_at, dossier.returned_at)
    return max((date for date in dates if date is not None), default=None)
