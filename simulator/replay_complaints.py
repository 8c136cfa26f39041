"""A recorded CSV of complaints as an Open311 service: open until they were closed, by the file's clock."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulator import open311, questions
from simulator.answers import answer
from simulator.clock import Clock
from simulator.columns import Columns, Row

_WALKS = 8
_CLOSED = ("closed", "đã đóng", "done", "resolved")


@dataclass(frozen=True, slots=True)
class Recorded:
    requested: float
    updated: float  # its last change in the file
    closed: float | None
    row: Row

    def is_closed(self, now: float) -> bool:
        return self.closed is not None and self.closed <= now


def _moment(text: str, zone: ZoneInfo) -> float | None:
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=zone)).timestamp()


def read(columns: Columns, path: Path) -> list[Recorded]:
    """All complaints by when they were made. Raises ValueError for an empty file or an unreadable time."""
    found = []
    for row in columns.rows(path):
        requested = _moment(row["requested"], columns.zone)
        if requested is None:
            raise ValueError(f"complaint {row['id']} has no time")
        closed = _moment(row.get("closed", ""), columns.zone)
        expected = _moment(row.get("expected", ""), columns.zone)
        row["expected"] = "" if expected is None else _stamp(expected, columns.zone)
        row["requested"] = _stamp(requested, columns.zone)
        row["closed"] = "" if closed is None else _stamp(closed, columns.zone)
        if closed is None and row.get("status", "").lower() in _CLOSED:
            closed = requested
        found.append(Recorded(requested, requested if closed is None else closed, closed, row))
    if not found:
        raise ValueError(f"{path.name} holds no complaint")
    return sorted(found, key=lambda each: each.requested)


def _stamp(moment: float, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(moment, zone).isoformat(timespec="seconds")


def _told(each: Recorded, now: float) -> dict[str, Any]:
    """The complaint as it stood by then."""
    row = each.row
    closed = each.is_closed(now)
    told: dict[str, Any] = {
        "service_request_id": row["id"],
        "status": "closed" if closed else "open",
        "status_notes": row.get("notes", "") if closed else "",
        "service_name": row.get("category", ""),
        "service_code": row.get("code") or row.get("category", "") or "other",
        "description": row.get("description", ""),
        "agency_responsible": row.get("unit", ""),
        "requested_datetime": row["requested"],
        "updated_datetime": (row["closed"] or row["requested"]) if closed else row["requested"],
        "expected_datetime": row["expected"],
        "address": row.get("address", ""),
        "media_url": row.get("media", ""),
        "source": row.get("source", ""),
    }
    if row.get("lat") and row.get("lon"):
        told |= {"lat": float(row["lat"]), "long": float(row["lon"])}
    return told


class Archive:
    """Recorded complaints by their changes: each was made, and most were closed later."""

    def __init__(self, requests: list[Recorded]) -> None:
        changes = [(each.requested, number) for number, each in enumerate(requests)]
        changes += [(each.closed, number) for number, each in enumerate(requests) if each.closed is not None]
        self._changes = sorted(changes)
        self._moments = [moment for moment, _ in self._changes]
        self._requests = requests

    def changed(self, since: float, now: float) -> list[Recorded]:
        """What changed from `since` on until `now`, in the order of its last change by then."""
        first, last = bisect_left(self._moments, since), bisect_right(self._moments, now)
        order = dict.fromkeys(number for _, number in reversed(self._changes[first:last]))
        return [self._requests[number] for number in reversed(order)]


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk through pages sees one state: that of its first page."""

    now: float
    found: list[Recorded]


def _begin(archive: Archive, request: Request, now: float) -> Walk:
    since = questions.moment(request, "updated_after")
    start, end = questions.moment(request, "start_date"), questions.moment(request, "end_date")
    status = request.query_params.get("status", "")
    found = [
        each
        for each in archive.changed(since or float("-inf"), now)
        if (start or float("-inf")) <= each.requested <= (end or float("inf"))
        and status in ("", "closed" if each.is_closed(now) else "open")
    ]
    return Walk(now, found)


def app(requests: list[Recorded], clock: Clock) -> Starlette:
    archive = Archive(requests)
    walks: dict[tuple[tuple[str, str], ...], Walk] = {}

    async def handle(request: Request) -> Response:
        try:
            page, size = questions.pages(request, "page_size")
            key = tuple(sorted((name, text) for name, text in request.query_params.items() if name != "page"))
            if page == 1 or key not in walks:
                walks.pop(next(iter(walks)) if len(walks) >= _WALKS else key, None)
                walks[key] = _begin(archive, request, clock.now())
        except questions.QuestionError as error:
            return PlainTextResponse(str(error), 400)
        walk = walks[key]
        part = [_told(each, walk.now) for each in walk.found[(page - 1) * size : page * size]]
        if request.path_params["form"] == "xml":
            return answer(request, open311.to_xml("service_requests", "request", part), clock, "text/xml")
        return answer(request, orjson.dumps(part), clock)

    return Starlette(routes=[Route("/open311/v2/requests.{form}", handle)])
