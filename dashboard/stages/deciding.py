"""A leader sets the stage or gives it back to the program: rows are added, none is ever changed.

Whoever decides says which decision was seen last: of two at once the second is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert

from dashboard.models import city_stage
from dashboard.stages.condition import HIGHEST, LOWEST
from dashboard.stages.held import RELEASED, SET, Held, held
from dashboard.stages.turn import take_turn

LONGEST_REASON = 500  # letters
FARTHEST = timedelta(days=30)


class Mistake(StrEnum):
    """What is wrong; the page has a sentence for each."""

    STAGE = "stage"  # none of 1 to 5
    REASON = "reason"  # none told
    LONG = "long"
    UNTIL = "until"  # no time
    PAST = "past"  # a time that is over
    FAR = "far"
    CHANGED = "changed"  # somebody else was faster
    NOTHING = "nothing"  # no leader's stage holds


class StageError(Exception):
    """A decision that was not taken. `field` is the form's, "" where it is none of them alone."""

    def __init__(self, mistake: Mistake, field: str = "", **values: Any) -> None:
        super().__init__(mistake.value)
        self.mistake = mistake
        self.field = field
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a leader wants; `until` None: until it is given back."""

    stage: int
    reason: str
    until: datetime | None = None


def read_form(told: Mapping[str, object], now: datetime) -> Wanted:
    """`stage`, `reason`, `until` (ISO 8601 with its zone, or empty). Raises StageError."""
    stage = str(told.get("stage", ""))
    if stage not in map(str, range(LOWEST, HIGHEST + 1)):
        raise StageError(Mistake.STAGE, "stage")
    return Wanted(stage=int(stage), reason=read_reason(told), until=_until(told.get("until"), now))


def read_reason(told: Mapping[str, object]) -> str:
    """Why. Raises StageError."""
    found = told.get("reason")
    reason = " ".join(found.replace("\0", " ").split()) if isinstance(found, str) else ""
    if not any(letter.isalnum() for letter in reason):
        raise StageError(Mistake.REASON, "reason")
    if len(reason) > LONGEST_REASON:
        raise StageError(Mistake.LONG, "reason", most=LONGEST_REASON, given=len(reason))
    return reason


def _until(told: object, now: datetime) -> datetime | None:
    if told in (None, ""):
        return None
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError:
        raise StageError(Mistake.UNTIL, "until") from None
    if found.tzinfo is None:
        raise StageError(Mistake.UNTIL, "until")
    if found <= now:
        raise StageError(Mistake.PAST, "until")
    if found > now + FARTHEST:
        raise StageError(Mistake.FAR, "until", days=FARTHEST.days)
    return found


def set_stage(connection: Connection, wanted: Wanted, who: str, now: datetime, *, seen: int) -> Held:
    """The stage that holds from now on; what held before. Raises StageError where another was faster."""
    found = _turn(connection, seen)
    _add(connection, SET, wanted.stage, who, now, found, reason=wanted.reason, until=wanted.until)
    return found


def release(connection: Connection, reason: str, who: str, now: datetime, *, seen: int) -> Held:
    """The proposal holds again. Raises StageError where it does already, or another was faster."""
    found = _turn(connection, seen)
    if found.decided(now) is None:
        raise StageError(Mistake.NOTHING)
    _add(connection, RELEASED, found.proposed, who, now, found, reason=reason)
    return found


def _turn(connection: Connection, seen: int) -> Held:
    take_turn(connection)
    found = held(connection)
    if seen != found.decision_id:
        one = found.decision
        told = {} if one is None else {"name": one.name, "at": one.at, "kind": one.kind, "stage": one.stage}
        raise StageError(Mistake.CHANGED, **told)
    return found


def _add(
    connection: Connection, kind: str, stage: int, who: str, now: datetime, found: Held, **told: Any
) -> None:
    row = {"at": now, "kind": kind, "stage": stage, "who": who, "detail": {"proposed": found.proposed}}
    connection.execute(insert(city_stage).values(row | told))
