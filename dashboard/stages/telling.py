"""The stage as the screens get it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from dashboard.stages.condition import Counts, Stages, holding
from dashboard.stages.counting import count
from dashboard.stages.held import Held, held

Reason = dict[str, Any]


def tell(stages: Stages, counts: Counts, found: Held, now: datetime) -> dict[str, Any]:
    """`stage` of the wall's document; times are aware.

    `reasons` are of the proposal and counted now. Where it is held though nothing asks for it any more, what
    asked for it is told as it was then, with "past".
    """
    decided = found.decided(now)
    return {
        "stage": found.stage(now),
        "proposed": found.proposed,
        "by": "" if decided is None else decided.name,
        "reason": "" if decided is None else decided.reason,
        "since": found.since(now),
        "until": None if decided is None else decided.until,
        "reasons": _reasons(stages, counts, found),
        "unsure": stages.is_unsure(counts),
    }


def reasons_of(stages: Stages, counts: Counts) -> list[Reason]:
    """What asks for a stage now, the highest first."""
    return [one.json(counts.of(one)) for one in holding(stages.conditions, counts)]


def _reasons(stages: Stages, counts: Counts, found: Held) -> list[Reason]:
    # What asks for more than is proposed will be proposed at the collectors' next look.
    now = [one for one in reasons_of(stages, counts) if one["stage"] <= found.proposed]
    if found.proposal is None or any(one["stage"] == found.proposed for one in now):
        return now
    return [*past(found.proposal.detail.get("reasons", ()), found.proposed), *now]


def past(reasons: Sequence[Reason], stage: int) -> list[Reason]:
    """Of earlier reasons those that asked for a stage."""
    return [one | {"past": True} for one in reasons if one["stage"] == stage]


def current(connection: Connection, now: datetime) -> dict[str, Any]:
    """The stage that holds, by whom, and what the program proposes and why."""
    # Imported here: the settings check a city's own file while they are read.
    from dashboard.settings import settings

    return tell(settings().stage_rules, count(connection, now), held(connection), now)
