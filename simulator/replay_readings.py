"""A recorded CSV of readings as the UK Environment Agency's flood-monitoring API (version 0.9, JSON)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulator import questions
from simulator.answers import answer
from simulator.clock import Clock, iso
from simulator.columns import Columns, Row, rows

_BASE = "http://environment.data.gov.uk/flood-monitoring"
_META = {
    "publisher": "Environment Agency",
    "licence": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "version": "0.9",
}
_MOST = 10_000
_DEFAULT = 500
_STATION = {"id": "stationReference", "name": "stationName", "lat": "latitude", "lon": "longitude"}


@dataclass(frozen=True, slots=True)
class Reading:
    moment: float
    parameter: str
    item: dict[str, Any]


def _value(text: str) -> float | list[float] | None:
    """A number; two where the Agency sent two ("0.26|0.27"); none where it sent none."""
    if not text:
        return None
    numbers = [float(part) for part in text.split("|")]
    return numbers[0] if len(numbers) == 1 else numbers


def _measure(row: Row) -> str:
    """The address of what is measured, e.g. …/id/measures/1491TH-level-stage-i-15_min-mASD."""
    parameter = row.get("parameter") or "level"
    qualifier = (row.get("qualifier") or "stage").lower().replace(" ", "_")
    kind = "t" if parameter == "rainfall" else "i"
    return (
        f"{_BASE}/id/measures/{row['station']}-{parameter}-{qualifier}-{kind}-15_min-{row.get('unit') or 'm'}"
    )


def read(columns: Columns, path: Path) -> list[Reading]:
    """All readings by their time. Raises ValueError for an empty file, an unreadable time or value."""
    found = []
    for row in columns.rows(path):
        at = datetime.fromisoformat(row["time"])
        moment = (at if at.tzinfo else at.replace(tzinfo=columns.zone)).timestamp()
        when, measure = iso(moment).replace(".000Z", "Z"), _measure(row)
        item: dict[str, Any] = {
            "@id": f"{_BASE}/data/readings/{measure.rpartition('/')[2]}/{when.replace(':', '-')}",
            "dateTime": when,
            "measure": measure,
        }
        value = _value(row["value"])
        if value is not None:
            item["value"] = value
        found.append(Reading(moment, row.get("parameter") or "level", item))
    if not found:
        raise ValueError(f"{path.name} holds no reading")
    return sorted(found, key=lambda reading: reading.moment)


def read_stations(path: Path) -> list[dict[str, Any]]:
    """Stations with their reference, name and, where it is known, place. Raises ValueError."""
    return [_station(row) for row in rows(path, _STATION)]


def _station(row: Row) -> dict[str, Any]:
    station: dict[str, Any] = {
        "@id": f"{_BASE}/id/stations/{row['id']}",
        "label": row["name"],
        "notation": row["id"],
        "stationReference": row["id"],
        "measures": [],
    }
    if row["lat"] and row["lon"]:
        station |= {"lat": float(row["lat"]), "long": float(row["lon"])}
    return station


def _window(request: Request) -> tuple[int, int]:
    """`_offset` and `_limit`."""
    offset, limit = (
        request.query_params.get("_offset", "0"),
        request.query_params.get("_limit", str(_DEFAULT)),
    )
    if not (offset.isdigit() and limit.isdigit()):
        raise questions.QuestionError("_offset and _limit are whole numbers")
    return int(offset), min(int(limit), _MOST)


def _page(request: Request, items: Sequence[dict[str, Any]], clock: Clock) -> Response:
    offset, limit = _window(request)
    body = {
        "@context": f"{_BASE}/meta/context.jsonld",
        "meta": _META | {"limit": limit, "offset": offset},
        "items": items[offset : offset + limit],
    }
    return answer(request, orjson.dumps(body), clock)


def app(readings: list[Reading], stations: list[dict[str, Any]], clock: Clock) -> Starlette:
    moments = [reading.moment for reading in readings]

    async def told(request: Request) -> Response:
        try:
            since = questions.moment(request, "since")
            first = 0 if since is None else bisect_left(moments, since)
            known = readings[first : bisect_right(moments, clock.now())]
            parameter = request.query_params.get("parameter", "")
            items = [reading.item for reading in known if parameter in ("", reading.parameter)]
            return _page(request, items, clock)
        except questions.QuestionError as error:
            return PlainTextResponse(str(error), 400)

    async def standing(request: Request) -> Response:
        try:
            return _page(request, stations, clock)
        except questions.QuestionError as error:
            return PlainTextResponse(str(error), 400)

    return Starlette(
        routes=[
            Route("/flood-monitoring/data/readings", told),
            Route("/flood-monitoring/id/stations", standing),
        ]
    )
