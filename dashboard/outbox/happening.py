"""What happened to an incident that somebody outside may want to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# What a receiver may ask for, in the order of an incident's life.
STEPS = (
    "triggered",
    "escalated",  # graver
    "overdue",  # nobody acknowledged in time: the next role is asked
    "expired",  # acknowledged and forgotten: the acknowledgement ran out
    "unknown",  # its source fell silent
    "known",  # and speaks again
    "closing_proposed",
    "acknowledged",
    "assigned",
    "dispatched",
    "arrived",
    "merged",
    "resolved",
    "closed",
    "reopened",
)
# The timeline names what people do by the verb.
_ACTIONS = {
    "acknowledge": "acknowledged",
    "assign": "assigned",
    "dispatch": "dispatched",
    "severity": "escalated",
    "merge": "merged",
    "resolve": "resolved",
    "close": "closed",
    "reopen": "reopened",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One step of one incident. `severity` is the incident's after it.

    `step` is one of STEPS, or the timeline's own name of it; another is nobody's business. `extra` may hold
    `role` (overdue: the code of the role that is asked now), `to` (assigned, dispatched: whom, in words) and
    `who` (a person's name). What it holds else is not sent.
    """

    incident_id: int
    kind: str
    severity: str
    subject: str
    unit_id: int
    step: str
    at: datetime
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """The step as STEPS name it."""
        return _ACTIONS.get(self.step, self.step)

    @property
    def key(self) -> str:
        """The same for the same happening, however often it is told."""
        return f"{self.incident_id} {self.told} {self.severity} {self.at:%Y%m%dT%H%M%S.%f}{self.at:%z}"
