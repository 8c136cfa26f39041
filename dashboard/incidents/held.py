"""An open incident: as the store has it, then as triggers change it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dashboard.incidents.clocks import Running, running
from dashboard.incidents.words import unit_name
from dashboard.records import Severity
from dashboard.rules import Rules, Trigger

Sources = set[tuple[str, int]]
# Sources whose own end is known for certain: while one of them stands, closing is not proposed.
LASTING = ("gauge", "alarm", "device", "feed", "complaint")


@dataclass(slots=True, eq=False)
class Held:
    """Its columns of the same names; `id` is None until it is written.

    `live`: sources that still say what they said; `going_on`: one of them is a gauge, so it lasts until now.
    """

    id: int | None
    kind: str
    topic: str
    rule: str
    severity: Severity
    state: str
    subject: str
    place: str
    search: str
    value: float | None
    unit_id: int
    lat: float | None
    lon: float | None
    opened_at: datetime
    changed_at: datetime
    acknowledged_at: datetime | None = None
    dispatched_at: datetime | None = None
    arrived_at: datetime | None = None
    closing_proposed_at: datetime | None = None
    resolved_at: datetime | None = None
    due_at: datetime | None = None
    wake_at: datetime | None = None
    escalated: int = 0
    version: int = 1
    going_on: bool = False
    live: Sources = field(default_factory=set)
    keys: list[str] = field(default_factory=list)  # new ones
    is_changed: bool = False

    @classmethod
    def of(cls, row: Any) -> "Held":
        """From a row of the store."""
        return cls(
            **{name: getattr(row, name) for name in COLUMNS} | {"severity": Severity(row.severity)},
            going_on=bool(row.going_on),
        )

    @classmethod
    def opened(cls, trigger: Trigger, rules: Rules, now: datetime) -> "Held":
        """A new one, not yet written. Its first clock runs from now: nobody could have seen it before."""
        made = cls(
            id=None,
            kind=trigger.kind,
            topic=trigger.topic,
            rule=trigger.rule,
            severity=trigger.severity,
            state="triggered",
            subject=trigger.subject,
            place=trigger.place or unit_name(trigger.unit_id),
            search="",
            value=trigger.value,
            unit_id=trigger.unit_id,
            lat=trigger.lat,
            lon=trigger.lon,
            opened_at=trigger.at,
            changed_at=trigger.at,
        )
        late = max(now - trigger.at, timedelta(0))
        clock = made.clock(rules)
        made.due_at = clock.due_at and clock.due_at + late
        made.wake_at = clock.wake_at and clock.wake_at + late
        return made

    def clock(self, rules: Rules) -> Running:
        """The clock that runs now."""
        return running(
            self.rule,
            self.severity,
            self.state,
            self.opened_at,
            self.acknowledged_at,
            self.dispatched_at,
            self.arrived_at,
            self.escalated,
            rules,
        )

    def hasten(self, rules: Rules, at: datetime) -> None:
        """It has grown graver: its clock is shorter from now on, and never longer than it was."""
        new = self.clock(rules)
        if new.due_at is not None:
            left = new.due_at - self.opened_at
            self.due_at = _sooner(self.due_at, max(new.due_at, at + left))
        if new.wake_at is not None:
            self.wake_at = _sooner(self.wake_at, max(new.wake_at, at + (new.wake_at - self.opened_at)))

    def attach(self, trigger: Trigger) -> None:
        """A source of it says something."""
        if trigger.source in LASTING:
            self.live.add((trigger.source, trigger.source_id))
        self.going_on |= trigger.source == "gauge"

    def detach(self, trigger: Trigger) -> None:
        """A source of it says that it is over."""
        self.live.discard((trigger.source, trigger.source_id))
        self.going_on = any(source == "gauge" for source, _id in self.live)

    def apart(self, at: datetime) -> timedelta:
        """How long before or after it a moment lies; nothing while it lasts."""
        if at > self.changed_at:
            return timedelta(0) if self.going_on else at - self.changed_at
        return max(self.opened_at - at, timedelta(0))


COLUMNS = (
    "id",
    "kind",
    "topic",
    "rule",
    "severity",
    "state",
    "subject",
    "place",
    "search",
    "value",
    "unit_id",
    "lat",
    "lon",
    "opened_at",
    "changed_at",
    "acknowledged_at",
    "dispatched_at",
    "arrived_at",
    "closing_proposed_at",
    "resolved_at",
    "due_at",
    "wake_at",
    "escalated",
    "version",
)


def _sooner(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else min(one, other)
