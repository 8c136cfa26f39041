"""A digest as data: what is kept of a morning. Its words are made when it is shown or sent."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Piece(BaseModel):
    """Never changed once it was made; an older program's body may hold more than this one knows."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Promise(Piece):
    """A KPI with a target. `value` None: nothing can be said; `missing_hours`: its feed's longest silence.

    `target`, `year` and `source` are of the target that the value is held against.
    """

    kpi: str
    state: Literal["met", "at_risk", "missed", "no_data"]
    value: float | None
    target: float | None = None
    year: int | None = None
    source: str = ""
    reference: bool = False
    missing_hours: float = 0.0


class Why(Piece):
    """A field of dossiers, with how many of the overdue ones are of it."""

    name: str
    count: int


class Overdue(Piece):
    """A unit with overdue dossiers. `causes`: of those resolved late in the month so far, by cause."""

    unit: str
    address: str
    overdue: int
    open: int
    fields: tuple[Why, ...] = ()
    causes: dict[str, int] = {}


class Told(Piece):
    """An incident of the night."""

    id: int
    kind: str
    severity: str
    subject: str
    unit: str
    opened_at: datetime
    resolved_at: datetime | None


class Night(Piece):
    """Incidents opened since `since`; `told` are the gravest. `open_now`: whenever they were opened."""

    since: datetime
    opened: int
    by_severity: dict[str, int]
    resolved: int
    open_now: int
    unacknowledged: int
    told: tuple[Told, ...]


class Silent(Piece):
    """A feed that says nothing now; None: it never spoke."""

    name: str
    title: str
    spoke_at: datetime | None


class Body(Piece):
    """A morning. `dossiers_silent`: the feed of dossiers is silent, so that overdue ones may be more."""

    day: date
    made_at: datetime
    promises: tuple[Promise, ...]
    overdue: tuple[Overdue, ...]
    dossiers_silent: bool
    night: Night
    silent: tuple[Silent, ...]


class Turn(Piece):
    """A promise that stands otherwise than before, and how long it has stood so."""

    kpi: str
    before: str
    now: Promise
    since: datetime
    made_at: datetime
