"""The parameters of Open311 GeoReport v2, and which complaints they mean."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, StringConstraints

from dashboard.open_data.complaints import Wanted
from dashboard.open_data.visitor import Visitor
from web.api.asked import Moment, Strict, held
from web.api.problems import ProblemError

LONGEST = timedelta(days=90)
_LIST = r"^[^\x00-\x1f\x7f-\x9f]{1,2000}$"
Jurisdiction = Annotated[
    str | None, Field(None, max_length=200, description="There is one jurisdiction: it is passed over")
]
Code = Annotated[str, StringConstraints(pattern=r"^[^/\x00-\x1f\x7f-\x9f]{1,120}$")]


class Plain(Strict):
    """What every address of Open311 takes."""

    jurisdiction_id: Jurisdiction = None


class OfRequests(Plain):
    """As the specification has them; `updated_after`, `page` and `page_size` as many servers add them."""

    service_request_id: str | None = Field(
        None, pattern=_LIST, description="One or several, with commas between; the others are passed over"
    )
    service_code: str | None = Field(None, pattern=_LIST, description="One or several, with commas between")
    start_date: Moment | None = Field(
        None, description="Made at or after; 90 days before `end_date` without it"
    )
    end_date: Moment | None = Field(
        None, description="Made at or before; now without it. Not more than 90 days after `start_date`"
    )
    status: str | None = Field(
        None, pattern="^(open|closed)(,(open|closed))*$", description="`open`, `closed`, or both"
    )
    updated_after: Moment | None = Field(
        None,
        description="Changed at or after, whenever made; with it the 90 days hold only if dates are given",
    )
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(100, ge=1, le=1000)


def wanted(asked: OfRequests, visitor: Visitor, now: datetime) -> Wanted:
    """Raises ProblemError for more than 90 days."""
    since, until = held(asked.start_date), held(asked.end_date)
    changed = held(asked.updated_after)
    if since is not None and until is not None and until - since > LONGEST:
        raise ProblemError(400, "start_date and end_date lie more than 90 days apart: ask for less at once.")
    if since is None and until is None:
        since = None if changed else now - LONGEST
    elif since is None:
        since = (until or now) - LONGEST
    elif until is None:
        until = since + LONGEST
    states = set((asked.status or "").split(",")) - {""}
    return Wanted(
        ids=listed(asked.service_request_id),
        categories=listed(asked.service_code),
        open=None if len(states) != 1 else states == {"open"},
        since=since,
        until=until,
        changed_since=changed,
        units=visitor.of(None),
        start=(asked.page - 1) * asked.page_size,
        limit=asked.page_size,
    )


def listed(text: str | None) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part for one in (text or "").split(",") if (part := one.strip()))
