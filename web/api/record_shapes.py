"""What the open interface answers: incidents and issued reports."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from web.api.asked import Severity, State
from web.api.shapes import UnitRef


class Incident(BaseModel):
    """An incident (sự cố), masked: no names, no words that people wrote, its place to about 100 m."""

    id: int
    kind: str
    severity: Severity
    state: State
    subject: str = Field(description="A device, category or unit by its name; people's own words masked")
    unit: UnitRef
    lat: float | None = Field(description="Degrees WGS 84, three decimals")
    lon: float | None
    opened_at: datetime
    changed_at: datetime
    acknowledged_at: datetime | None
    dispatched_at: datetime | None
    arrived_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None = Field(description="When the clock that runs now runs out")
    is_unknown: bool = Field(description="All its sources are silent: nobody knows how it stands")
    merged_into: int | None


class Incidents(BaseModel):
    """Incidents, the newest first."""

    items: list[Incident]
    next: str | None = Field(description="`cursor` of the next page; null at the end")


class Step(BaseModel):
    """A line of the timeline, without names, reasons and notes."""

    at: datetime
    kind: str
    by: Literal["program", "person"]
    told: dict[str, str] = Field(description="Codes: `from`, `severity`, `cause`, `role`")


class IncidentWhole(Incident):
    cause: str = Field(description="Code of the cause; empty while it is open")
    reopened: int
    sources: dict[str, int] = Field(description="How many of each kind stand behind it")
    timeline: list[Step]


class ReportFile(BaseModel):
    """The bytes that were issued; they never change."""

    format: str
    name: str
    sha256: str
    size: int
    href: str


class Report(BaseModel):
    """An issued report (báo cáo đã ban hành)."""

    id: int
    number: str = Field(description="15/BC-UBND")
    revision: int
    revises_id: int | None
    reason: str = Field(description="Of a revision")
    template: str
    period: str
    units: list[UnitRef]
    language: str
    issued_on: date | None = Field(description="The date that it bears")
    issued_at: datetime
    code: str = Field(description="Its verification code")
    document_sha256: str
    files: list[ReportFile]


class Reports(BaseModel):
    """Issued reports, the newest first."""

    items: list[Report]
    next: str | None = Field(description="`cursor` of the next page; null at the end")
