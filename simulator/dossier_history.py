"""The figures of dossiers, counted from those filed on a day (rules of docs/figures.md, written anew)."""

import numpy as np

from simulator.clock import DAY, midnight
from simulator.dossiers import (
    ACCEPTED,
    ANSWERED,
    ASKED,
    CLOSED,
    DIGITISED,
    ELECTRONIC,
    FINISHED,
    FROM_STORE,
    LOOKED_UP,
    NEVER,
    ONLINE,
    REFUSED,
    REUSED,
    STOPPED,
    SUBMITTED,
    WITHDRAWN,
    Filed,
    Mask,
    Whole,
)
from simulator.procedures import PROCEDURES
from simulator.sheet import Sheet
from simulator.workdays import WORKDAY, worked

_HAS_FEE = np.array([procedure.fee > 0 for procedure in PROCEDURES])
_LEVEL = np.array([procedure.level for procedure in PROCEDURES])
_ON_PAPER = np.array([procedure.on_paper for procedure in PROCEDURES])


def count(sheet: Sheet, filed: Filed) -> None:
    """Everything that the dossiers of one day count for, on whatever days."""
    _received(sheet, filed)
    _resolved(sheet, filed)
    _late(sheet, filed)
    _ended(sheet, filed)


def _received(sheet: Sheet, filed: Filed) -> None:
    accepted = filed.events[:, ACCEPTED]
    online, fee, level = filed.channel == ONLINE, _HAS_FEE[filed.procedure], _LEVEL[filed.procedure]
    papers = filed.papers
    electronic = papers[:, ELECTRONIC] & (filed.events[:, FINISHED] < NEVER)
    kinds = {
        "received": np.ones(len(online), dtype=np.bool_),
        "received_online": online,
        "online_index": online & (electronic | ~_ON_PAPER[filed.procedure]),
        "received_partial": level == 3,
        "received_partial_online": online & (level == 3),
        "received_full": level == 4,
        "received_full_online": online & (level == 4),
        "with_fee": fee,
        "paid_online": fee & filed.paid_online,
        "reused": papers[:, REUSED],
        "from_national_store": papers[:, FROM_STORE],
        "population_checked": papers[:, LOOKED_UP],
        "supplemented": filed.events[:, ASKED] < NEVER,
    }
    for name, kept in kinds.items():
        sheet.count(f"dossiers_{name}", accepted, filed.ward, (accepted < NEVER) & kept)


def _resolved(sheet: Sheet, filed: Filed) -> None:
    accepted, finished = filed.events[:, ACCEPTED], filed.events[:, FINISHED]
    resolved = finished < NEVER
    on_time = finished <= filed.due_moved
    early = on_time & ((finished - midnight(0)) // DAY < (filed.due_moved - midnight(0)) // DAY)
    kinds = {
        "resolved": resolved,
        "resolved_online": filed.channel == ONLINE,
        "due_resolved": resolved,
        "resolved_on_time": on_time,
        "resolved_early": early,
        "resolved_late": ~on_time,
        "digitised": filed.papers[:, DIGITISED],
        "electronic_result": filed.papers[:, ELECTRONIC],
        "timed": resolved,
    }
    for name, kept in kinds.items():
        sheet.count(f"dossiers_{name}", finished, filed.ward, resolved & kept, accepted)
    minutes = _minutes(filed, resolved)
    sheet.count("dossiers_worked_minutes", finished, filed.ward, resolved, accepted, minutes)


def _minutes(filed: Filed, resolved: Mask) -> Whole:
    """Whole working minutes from acceptance to the end, without what the citizen took."""
    asked = resolved & (filed.events[:, ASKED] < NEVER)
    waited = np.zeros(len(asked), dtype=np.int64)
    waited[asked] = worked(filed.events[asked, ANSWERED]) - worked(filed.events[asked, ASKED])
    made = np.zeros(len(asked), dtype=np.int64)
    events = filed.events[resolved]
    made[resolved] = worked(events[:, FINISHED]) - worked(events[:, ACCEPTED]) - waited[resolved]
    minutes: Whole = np.maximum(made, 0) // 60
    return minutes


def _late(sheet: Sheet, filed: Filed) -> None:
    """How late, and why: after supplements, after a late intake, else in the office's own work."""
    finished = filed.events[:, FINISHED]
    late = (finished < NEVER) & (finished > filed.due_moved)
    minutes = np.zeros(len(late), dtype=np.int64)
    minutes[late] = (worked(finished[late]) - worked(filed.due_moved[late])) // 60
    day = WORKDAY // 60
    asked = filed.events[:, ASKED] < NEVER
    slow = np.zeros(len(late), dtype=np.bool_)
    accepted = filed.events[:, ACCEPTED]
    slow[late] = worked(accepted[late]) - worked(filed.events[late, SUBMITTED]) > WORKDAY
    kinds = {
        "late_1": minutes <= day,
        "late_5": (minutes > day) & (minutes <= 5 * day),
        "late_over": minutes > 5 * day,
        "late_supplement": asked,
        "late_intake": ~asked & slow,
        "late_processing": ~asked & ~slow,
    }
    for name, kept in kinds.items():
        sheet.count(f"dossiers_{name}", finished, filed.ward, late & kept, accepted)
    sheet.count("dossiers_late_minutes", finished, filed.ward, late, accepted, minutes)


def _ended(sheet: Sheet, filed: Filed) -> None:
    accepted, closed = filed.events[:, ACCEPTED], filed.events[:, CLOSED]
    received, ended = accepted < NEVER, np.minimum(filed.events[:, FINISHED], closed)
    # What came before the first day is left out whole, so that what entered less what left is what is open.
    ours = received & (accepted >= midnight(sheet.first))
    sheet.count("dossiers_left", ended, filed.ward, ours & (ended < NEVER), accepted)
    refused = (filed.outcome == REFUSED) | (filed.outcome == STOPPED)
    made = np.where(received, accepted, filed.events[:, SUBMITTED])
    sheet.count("dossiers_refused", closed, filed.ward, (closed < NEVER) & refused, made)
    withdrawn = (closed < NEVER) & (filed.outcome == WITHDRAWN)
    sheet.count("dossiers_withdrawn", closed, filed.ward, withdrawn, made)
    late = received & (ended > filed.due_moved) & (filed.due_moved >= midnight(sheet.first))
    sheet.count("dossiers_overdue_entered", filed.due_moved, filed.ward, late, accepted)
    sheet.count("dossiers_overdue_left", ended, filed.ward, late, accepted)
