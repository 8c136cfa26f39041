"""The history of the stage, read: what is proposed, what a leader decided, what holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.models import account, city_stage
from dashboard.stages.condition import LOWEST

C = city_stage.c
PROPOSED, SET, RELEASED = "proposed", "set", "released"
PROGRAM = "program"
_NAME = func.coalesce(func.nullif(account.c.full_name, ""), C.who).label("name")
_ROWS = select(city_stage, _NAME).outerjoin(account, account.c.name == C.who).order_by(C.id.desc())


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The newest proposal and the newest decision; None where there is none yet."""

    proposal: Any
    decision: Any  # a "set" or a "released"

    @property
    def proposed(self) -> int:
        return LOWEST if self.proposal is None else int(self.proposal.stage)

    @property
    def decision_id(self) -> int:
        """0 where nobody has ever decided."""
        return 0 if self.decision is None else int(self.decision.id)

    def decided(self, now: datetime) -> Any:
        """The "set" that holds now; None where the proposal does."""
        one = self.decision
        if one is None or one.kind != SET or (one.until is not None and one.until <= now):
            return None
        return one

    def stage(self, now: datetime) -> int:
        """What holds now."""
        decided = self.decided(now)
        return self.proposed if decided is None else int(decided.stage)

    def since(self, now: datetime) -> datetime | None:
        """Since when what holds does so by whoever it is; None where nothing was ever proposed."""
        decided = self.decided(now)
        if decided is not None:
            return _time(decided.at)
        given_back = None
        if self.decision is not None:
            given_back = self.decision.until if self.decision.kind == SET else self.decision.at
        proposed = None if self.proposal is None else self.proposal.at
        return max((_time(at) for at in (proposed, given_back) if at is not None), default=None)


def held(connection: Connection) -> Held:
    """What the newest rows say."""
    return Held(
        proposal=connection.execute(_ROWS.where(C.kind == PROPOSED).limit(1)).one_or_none(),
        decision=connection.execute(_ROWS.where(C.kind != PROPOSED).limit(1)).one_or_none(),
    )


def history(connection: Connection, most: int, before: int = 0) -> list[Any]:
    """The newest rows, the newest first; only those before a row where one is named."""
    older = _ROWS.where(C.id < before) if before else _ROWS
    return list(connection.execute(older.limit(most)).all())


def _time(told: Any) -> datetime:
    found: datetime = told
    return found
