"""What the desk is asked and what it answers, as plain data: routes send it as JSON, pages draw it.

Times are aware UTC. A clock is what is still to be done in time: "acknowledge", "arrive" or "resolve".
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

STATES = ("triggered", "acknowledged", "dispatched", "arrived", "resolved", "closed", "merged")
SEVERITIES = ("extreme", "severe", "moderate", "minor", "unknown")
SORTS = ("opened_at", "changed_at", "gravity", "due_at", "state", "kind", "unit", "subject")

# What may be done; each is a step of the timeline under the same name. docs/desk.md says in which states.
ACTIONS = (
    "acknowledge",
    "assign",  # assignee (an account's name) or unit (a unit's code)
    "dispatch",  # to: whom, in words
    "arrived",
    "note",  # text
    "severity",  # severity, reason
    "merge",  # into: an incident's number, reason
    "split",  # sources: ["complaint:12", …], reason
    "resolve",  # cause, outcome
    "close",
    "reopen",  # reason
    "undo",  # takes back the step that stands last, where that makes sense
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A page of the list: filters are sets of codes, empty for all; texts as a person typed them."""

    search: str = ""
    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    states: tuple[str, ...] = ()  # () is every state; the desk asks for the open ones by itself
    open_only: bool = True
    units: tuple[str, ...] = ()  # codes, each with those below it
    assignees: tuple[str, ...] = ()  # names of accounts
    mine: bool = False
    overdue: bool = False
    unknown: bool = False  # whose source is silent
    since: datetime | None = None  # opened at or after
    until: datetime | None = None  # opened before
    sort: str = "opened_at"
    descending: bool = True
    start: int = 0
    end: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An incident as a line of the list, and as a point of the map where it has a place."""

    id: int
    version: int
    kind: str
    rule: str
    severity: str
    state: str
    subject: str
    value: float | None
    place: str
    unit: str  # code
    unit_name: str
    lat: float | None
    lon: float | None
    opened_at: datetime
    changed_at: datetime
    clock: str  # "" where none runs
    due_at: datetime | None
    escalated: int
    assignee: str
    assignee_unit: str
    closing_proposed: bool
    unknown: bool
    sources: int  # how many stand behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """`total` is exact up to 10,000; above it, None. `last` is known where the list ends within the page."""

    rows: tuple[Row, ...]
    last: int | None
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the timeline. `detail` depends on `kind` (docs/desk.md)."""

    id: int
    at: datetime
    kind: str
    who: str  # an account's name, or "program"
    name: str  # its full name
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What an incident comes from. `content` is the record's own, masked; `title` names it."""

    source: str
    source_id: int
    attached_at: datetime
    reason: str  # a code and its values, e.g. "near 120 m 14 min"; the page says it in words
    title: str
    lat: float | None
    lon: float | None
    silent: bool
    content: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    id: int
    name: str
    media_type: str
    size: int
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One incident whole. `may` are the actions that whoever asks may do in its present state."""

    row: Row
    opened_by: str
    acknowledged_at: datetime | None
    dispatched_at: datetime | None
    arrived_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    cause: str
    outcome: str
    reopened: int
    merged_into: int | None
    timeline: tuple[Step, ...]
    sources: tuple[Source, ...]
    attachments: tuple[Attachment, ...]
    related: tuple[Row, ...]  # open ones near in place and time, and those that were merged into it
    past: tuple[Row, ...]  # resolved ones at this place, the newest first
    may: tuple[str, ...]
    causes: tuple[str, ...]  # codes that `resolve` may name for this kind


@dataclass(frozen=True, slots=True, kw_only=True)
class NearbyDevice:
    """A camera or gauge within 500 m, the nearest first."""

    id: int
    kind: str
    name: str
    lat: float
    lon: float
    metres: float
    value: float | None
    level: int
    silent: bool
    link: str  # of a camera, where the city's settings name one


@dataclass(kw_only=True)
class DeskError(Exception):
    """An action that was not done: a code of `desk.words`, and what its sentence needs.

    "stale": somebody was faster; `values` then hold `who`, `kind` and `at` of the newest step.
    """

    code: str
    values: dict[str, Any] = field(default_factory=dict)
