"""Parameters of the open interface, each with its form: what does not fit is refused, never passed over."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from dashboard.desk.shapes import SEVERITIES, STATES

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _date(told: object) -> object:
    if isinstance(told, str) and not _DATE.fullmatch(told):
        raise ValueError("a date as 2026-11-30 is wanted")
    return told


def _moment(told: object) -> object:
    # "+" of a zone that was not escaped arrives as a space
    text = re.sub(r" (\d{2}:\d{2})$", r"+\1", told) if isinstance(told, str) else told
    if isinstance(text, str) and not _MOMENT.fullmatch(text):
        raise ValueError("a moment with its zone as 2026-11-30T08:30:00+07:00 is wanted")
    return text


def held(moment: datetime | None) -> datetime | None:
    """Within the years of which anything is known, UTC."""
    return None if moment is None else min(max(moment, _EARLIEST), _LATEST).astimezone(UTC)


Day = Annotated[date, BeforeValidator(_date)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
UnitCode = Annotated[
    str,
    StringConstraints(pattern=r"^([0-9]{2,5}|@[0-9]{1,6}|unknown)$"),
    Field(description="Code of a unit (GSO), `@` and a unit's `id`, or `unknown`", examples=["26740"]),
]
Period = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9QHW_-]{2,18})?$"),
    Field(
        description="2026, 2026-H2, 2026-Q4, 2026-11, 2026-W47, 2026-11-22 or 2026-11-01_2026-11-22;"
        " without one: the month that goes on",
        examples=["2026-10"],
    ),
]
Level = Literal["city", "district", "ward"]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Number = Annotated[int, Field(ge=1, le=2_147_483_647)]
State = Literal["triggered", "acknowledged", "dispatched", "arrived", "resolved", "closed", "merged"]
Severity = Literal["extreme", "severe", "moderate", "minor", "unknown"]
assert (State.__args__, Severity.__args__) == (STATES, SEVERITIES)  # type: ignore[attr-defined]
NEXT = "`next` of the page before"
MomentCursor = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{1,16}_[0-9]{1,18}$"), Field(description=NEXT)
]


class Strict(BaseModel):
    """A parameter that nobody knows is a mistake, not a filter that is passed over."""

    model_config = ConfigDict(extra="forbid")


class OfUnits(Strict):
    on: Day | None = Field(None, description="Units as they stood on this day; today without it")
    level: Level | None = Field(None, description="Units of this tier alone")
    parent: UnitCode | None = Field(None, description="Units directly below this one")


class OfFeeds(Strict):
    state: Literal["live", "late", "silent"] | None = Field(None, description="Feeds that speak so now")
    kind: Word | None = Field(
        None, description="`dossiers`, `complaints`, `cameras`, `fire`, `flood`, `figures`"
    )


class OfKpi(Strict):
    unit: UnitCode | None = Field(None, description="Whose value; without it the key's own unit")
    level: Level | None = Field(None, description="All units of a tier together")
    period: Period | None = None
    on: Day | None = Field(None, description="On the map of this day (2020-01-01 or later)")


class OfRanking(Strict):
    level: Level | None = Field(None, description="Units of this tier alone")
    period: Period | None = None
    on: Day | None = Field(None, description="Units of the map of this day (2020-01-01 or later)")


class OfFigures(Strict):
    figure: Word | None = Field(None, description="Key of a figure (`/figures/names`)")
    unit: UnitCode | None = Field(None, description="Of this unit and all that ever stood below it")
    first: Day | None = Field(None, alias="from", description="First day; 30 days before `to` without it")
    last: Day | None = Field(None, alias="to", description="Last day; today without it")
    limit: int = Field(500, ge=1, le=2000)
    cursor: str | None = Field(
        None, pattern=r"^[1-9][0-9]{0,5}_[a-z][a-z0-9_]{0,39}_[0-9]{1,9}$", description=NEXT
    )


class OfIncidents(Strict):
    state: list[State] = Field(default=[], description="One or several")
    severity: list[Severity] = Field(default=[], description="One or several")
    kind: list[Word] = Field(
        default=[], max_length=20, description="One or several: `fire`, `flood`, `complaint`, …"
    )
    unit: UnitCode | None = Field(None, description="In this unit and those below it")
    since: Moment | None = Field(None, description="Opened at or after")
    changed_since: Moment | None = Field(None, description="Changed at or after")
    limit: int = Field(100, ge=1, le=500)
    cursor: MomentCursor | None = None


class OfReports(Strict):
    limit: int = Field(50, ge=1, le=200)
    cursor: MomentCursor | None = None


class Nothing(Strict):
    """No parameters."""
