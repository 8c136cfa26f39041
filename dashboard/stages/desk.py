"""What the page of the stage asks and does, each in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from dashboard.accounts import audit
from dashboard.db import reading, writing
from dashboard.models import feed
from dashboard.settings import Settings
from dashboard.stages.condition import Counts, Stages
from dashboard.stages.counting import count
from dashboard.stages.deciding import Mistake, StageError, read_form, read_reason, release, set_stage
from dashboard.stages.held import held, history
from dashboard.stages.telling import tell

LISTED = 50
Json = dict[str, Any]


class StageDesk:
    """Blocking: call from a thread. Raises SQLAlchemy's errors; whoever changes has asked `access.may`."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._stages = settings.stage_rules

    def shown(self, now: datetime, before: int = 0) -> Json:
        """What holds, every condition with what it counts now, and the history: the newest rows, or those
        before a row."""
        with reading(self._store) as connection:
            counts, found = count(connection, now), held(connection)
            rows = history(connection, LISTED + 1, before)
            return {
                "now": now,
                "city_stage": tell(self._stages, counts, found, now),
                "seen": found.decision_id,
                "hold": self._stages.hold.total_seconds(),
                "conditions": conditions(self._stages, counts),
                "silent": _silent(connection, counts),
                "history": [_row(one) for one in rows[:LISTED]],
                "more": len(rows) > LISTED,
            }

    def set(self, told: Mapping[str, object], who: str, now: datetime) -> None:
        """Follow a form: `stage`, `reason`, `until`, and `seen` as `shown` told it. Raises StageError."""
        wanted = read_form(told, now)
        with writing(self._store) as connection:
            before = set_stage(connection, wanted, who, now, seen=_seen(told))
            detail = {
                "reason": wanted.reason,
                "until": None if wanted.until is None else wanted.until.isoformat(),
                "before": before.stage(now),
                "proposed": before.proposed,
            }
            audit.write(connection, who, "stage", str(wanted.stage), detail, now)

    def release(self, told: Mapping[str, object], who: str, now: datetime) -> None:
        """`reason` and `seen`. Raises StageError."""
        reason = read_reason(told)
        with writing(self._store) as connection:
            before = release(connection, reason, who, now, seen=_seen(told))
            detail = {"reason": reason, "before": before.stage(now)}
            audit.write(connection, who, "stage-released", str(before.proposed), detail, now)


def conditions(stages: Stages, counts: Counts) -> list[Json]:
    """All of them in the file's order, with what each counts and whether it holds."""
    told = [(one, counts.of(one)) for one in stages.conditions]
    return [one.json(number) | {"holds": number >= one.at_least} for one, number in told]


def _silent(connection: Connection, counts: Counts) -> list[Json]:
    asked = select(feed.c.name, feed.c.title, feed.c.kind).where(feed.c.name.in_(list(counts.silent)))
    found = connection.execute(asked.order_by(feed.c.id))
    return [{"name": row.name, "title": row.title, "kind": row.kind} for row in found]


def _row(one: Any) -> Json:
    names = ("id", "at", "kind", "stage", "name", "reason", "until")
    told = {name: getattr(one, name) for name in names}
    detail = {name: one.detail.get(name) for name in ("proposed", "reasons", "silent") if name in one.detail}
    return told | detail


def _seen(told: Mapping[str, object]) -> int:
    text = str(told.get("seen", ""))
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise StageError(Mistake.CHANGED)
    return int(text)
