"""What triggers do to open incidents in one transaction: told one by one, written down at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from dashboard import bulk
from dashboard.db import upsert
from dashboard.models import incident, incident_event, incident_source
from dashboard.records import Severity
from dashboard.rules import Trigger

PROGRAM = "program"  # who did it, where no person did
_GRAVITY = [Severity.UNKNOWN, Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME]


@dataclass(slots=True)
class Held:
    """An open incident: as the store has it, then as triggers change it."""

    id: int
    severity: Severity
    value: float | None
    changed_at: datetime
    closing_proposed_at: datetime | None = None
    is_changed: bool = False


@dataclass(slots=True)
class Story:
    """The incidents by dedup_key, and what is to be written of them."""

    held: dict[str, Held]
    sources: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def open(self, held: Held, trigger: Trigger) -> None:
        """The incident begins."""
        self._attach(held, trigger)
        self._note(held, trigger, "triggered", {"severity": held.severity.value, "value": trigger.value})

    def go_on(self, held: Held, trigger: Trigger) -> None:
        """A graver telling raises the severity, a milder one does not; a proposal to close falls away."""
        graver = _GRAVITY.index(trigger.severity) > _GRAVITY.index(held.severity)
        if not graver and held.closing_proposed_at is None:
            return
        if graver:
            held.severity = trigger.severity
        self._change(held, trigger, None)
        self._attach(held, trigger)
        detail: dict[str, object] = {"severity": held.severity.value, "value": trigger.value}
        self._note(held, trigger, "escalated" if graver else "again", detail)

    def propose_closing(self, held: Held, trigger: Trigger) -> None:
        """The source says that it is over; once is enough."""
        if held.closing_proposed_at is None:
            self._change(held, trigger, trigger.at)
            self._note(held, trigger, "closing_proposed", {"value": trigger.value})

    def _change(self, held: Held, trigger: Trigger, closing_proposed_at: datetime | None) -> None:
        held.value, held.changed_at, held.is_changed = trigger.value, trigger.at, True
        held.closing_proposed_at = closing_proposed_at

    def _attach(self, held: Held, trigger: Trigger) -> None:
        self.sources.append(
            {
                "incident_id": held.id,
                "source": trigger.source,
                "source_id": trigger.source_id,
                "attached_at": trigger.at,
                "reason": trigger.dedup_key,
            }
        )

    def _note(self, held: Held, trigger: Trigger, kind: str, detail: dict[str, object]) -> None:
        self.events.append(
            {"incident_id": held.id, "at": trigger.at, "kind": kind, "who": PROGRAM, "detail": detail}
        )

    def write(self, connection: Connection) -> None:
        """Bring the store up to date."""
        changed = [held for held in self.held.values() if held.is_changed]
        columns: Mapping[str, list[Any]] = {
            "id": [held.id for held in changed],
            "severity": [held.severity.value for held in changed],
            "value": [held.value for held in changed],
            "changed_at": [held.changed_at for held in changed],
            "closing_proposed_at": [held.closing_proposed_at for held in changed],
        }
        bulk.change(connection, incident, columns, key="id")
        if self.sources:
            connection.execute(upsert(connection, incident_source).on_conflict_do_nothing(), self.sources)
        if self.events:
            connection.execute(insert(incident_event), self.events)
