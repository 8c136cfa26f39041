"""What drawn dossiers and complaints count for: their courses as rows of the store, and their moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.city import Row
from benchmarks.counted import Amounts, Moment, Numbers
from dashboard.figures import complaint_figures, dossier_figures

HOUR, PROMISE = 3_600, 172_800  # seconds
STATES = 3  # still as it came; answered, or ended; closed


@dataclass(frozen=True, slots=True)
class Drawn:
    """Of a table: what its courses count for, kind of card by kind of card."""

    amounts: Amounts
    kinds: Numbers  # of each card
    steps: tuple[Numbers, ...]  # seconds from the beginning to each step, of each course
    moments: dict[str, Numbers]  # seconds from the beginning, of each course

    def states(self, at: Numbers, course: Numbers, now: int) -> Numbers:
        """How many steps each record has come by now."""
        done: Numbers = np.sum([at + step[course] <= now for step in self.steps], axis=0, dtype=np.int64)
        return done


def drawn_dossiers(cards: Sequence[Row], courses: Sequence[Row]) -> Drawn:
    """By channel, level, fee and paper of the card's procedure."""
    marks = [tuple(card[name] for name in ("channel", "level", "has_fee", "no_paper")) for card in cards]
    known = sorted(set(marks))
    amounts = Amounts((STATES, len(known), len(courses)))
    for kind, mark in enumerate(known):
        for number, course in enumerate(courses):
            for state in (0, 1):
                row = _dossier(course, *mark, ended=state == 1)
                amounts.add((state, kind, number), dossier_figures, row)
    took, due = _column(courses, "took"), _column(courses, "due")
    zero = np.zeros(len(courses), dtype=np.int64)
    moments = {"accepted": zero, "submitted": zero - HOUR, "ended": took, "overdue": due}
    return Drawn(amounts, np.array([known.index(mark) for mark in marks]), (took,), moments)


def _dossier(
    course: Row, channel: int, level: int, has_fee: bool, no_paper: bool, *, ended: bool
) -> dict[str, Any]:
    accepted = Moment.of(0, "accepted") if course["accepted"] else None
    return {
        "accepted_at": accepted,
        "submitted_at": Moment.of(-HOUR, "submitted"),
        "ended_at": Moment.of(course["took"], "ended") if ended else None,
        "overdue_at": Moment.of(course["due"], "overdue"),
        "status": course["status"] if ended else 4,
        "channel": channel,
        "counts_online": channel == 2 and (course["electronic_result"] or no_paper),
        "service_level": level,
        "supplement_count": course["supplements"],
        "has_fee": has_fee,
        "paid_online": has_fee and course["paid_online"],
        "reused": course["reused"],
        "from_national_store": course["from_store"],
        "population_checked": course["checked"],
        "digitised": course["digitised"],
        "electronic_result": course["electronic_result"],
        "worked_minutes": course["worked_minutes"] if ended else None,
        "early": ended and course["early"],
        "late_minutes": course["late_minutes"] if ended else None,
        "late_cause": course["late_cause"] if ended else "",
    }


def drawn_complaints(cards: Sequence[Row], courses: Sequence[Row]) -> Drawn:
    """All cards alike: no figure goes by a category or channel."""
    amounts = Amounts((STATES, 1, len(courses)))
    for number, course in enumerate(courses):
        for state in range(STATES):
            amounts.add((state, 0, number), complaint_figures, _complaint(course, state))
    answered, closed = _column(courses, "answered"), _column(courses, "closed")
    zero = np.zeros(len(courses), dtype=np.int64)
    moments = {
        "requested": zero,
        "answered": answered,
        "closed": closed,
        "promise": zero + PROMISE,
        "due": _column(courses, "due"),
    }
    return Drawn(amounts, np.zeros(len(cards), dtype=np.int64), (answered, closed), moments)


def _complaint(course: Row, state: int) -> dict[str, Any]:
    return {
        "requested_at": Moment.of(0, "requested"),
        "answered_at": Moment.of(course["answered"], "answered") if state > 0 else None,
        "closed_at": Moment.of(course["closed"], "closed") if state > 1 else None,
        "promise_at": Moment.of(PROMISE, "promise"),
        "due_at": Moment.of(course["due"], "due"),
        "media_url": course["media"],
        "confirmed": course["confirmed"] if state > 0 else None,
        "reopened": course["reopened"],
        "rating": course["rating"] if state > 1 else None,
    }


def _column(courses: Sequence[Row], name: str) -> Numbers:
    return np.array([course[name] for course in courses], dtype=np.int64)
