"""What an incident comes from, each source with its own record. Personal data are masked; none is read here.

`_CONTENT` is the registry: kind of source → its table and what is shown of a row.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, case, select

from dashboard.desk.devices import camera_link, is_silent
from dashboard.desk.shapes import Source
from dashboard.models import alarm, camera_event, complaint, device, feed, incident_source, observation, unit
from dashboard.privacy import free_text

Json = dict[str, Any]
MOST = 500  # sources whose records are read


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of one record."""

    title: str
    lat: float | None
    lon: float | None
    content: Json
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What the records are read with."""

    connection: Connection
    now: datetime
    link: str  # template of a camera's address


def sources(connection: Connection, number: int, link: str, now: datetime) -> tuple[Source, ...]:
    """Of one incident: devices and alarms before complaints, each in the order in which they joined it.

    A gauge is not to be looked for behind a hundred people who tell of the same water.
    """
    of = incident_source.c
    is_told = case((of.source == "complaint", 1), else_=0)
    attached = connection.execute(
        select(incident_source)
        .where(of.incident_id == number)
        .order_by(is_told, of.attached_at, of.source, of.source_id)
        .limit(MOST)
    ).all()
    around = Around(connection, now, link)
    wanted: dict[str, list[int]] = defaultdict(list)
    for held in attached:
        wanted[held.source].append(held.source_id)
    told = {kind: _told(around, kind, ids) for kind, ids in wanted.items()}
    return tuple(_source(held, told[held.source].get(held.source_id)) for held in attached)


def _source(held: Any, told: Told | None) -> Source:
    told = told or Told("", None, None, {})
    return Source(
        source=held.source,
        source_id=held.source_id,
        attached_at=held.attached_at,
        reason=held.reason,
        title=told.title,
        lat=told.lat,
        lon=told.lon,
        silent=told.silent,
        content=told.content,
    )


def _told(around: Around, kind: str, ids: list[int]) -> dict[int, Told]:
    if kind not in _CONTENT:
        return {}
    table, tell = _CONTENT[kind]
    found = around.connection.execute(select(table).where(table.c.id.in_(ids)))
    return {held.id: tell(around, held) for held in found.all()}


def _picked(held: Any, *names: str) -> Json:
    return {name: getattr(held, name) for name in names}


def _gauge(around: Around, held: Any) -> Told:
    content = _picked(held, "quantity", "value", "level", "observed_at", "stale_at")
    content |= {"levels": held.alarm_levels, "since": _over_since(around.connection, held)}
    mute = is_silent(held, around.now)
    return Told(held.name or held.external_id, held.lat, held.lon, content, mute)


def _over_since(connection: Connection, gauge: Any) -> datetime | None:
    """When the gauge's present stay at or over level I began; None where it is under it."""
    if not gauge.level or not gauge.alarm_levels:
        return None
    readings = select(observation.c.observed_at).where(
        observation.c.device_id == gauge.id, observation.c.quantity == gauge.quantity
    )
    newest_first = observation.c.observed_at.desc()
    under = connection.execute(
        readings.where(observation.c.value < gauge.alarm_levels[0]).order_by(newest_first).limit(1)
    ).scalar()
    later = readings if under is None else readings.where(observation.c.observed_at > under)
    return connection.execute(later.order_by(observation.c.observed_at).limit(1)).scalar()


def _alarm(_around: Around, held: Any) -> Told:
    stages = (
        "observed_at",
        "received_by_brigade_at",
        "dispatched_at",
        "arrived_at",
        "controlled_at",
        "ended_at",
    )
    content = _picked(held, "kind", "category", "severity", "area", "false_alarm", "expires_at", *stages)
    content["description"] = free_text(held.description)
    return Told(held.title or held.external_id, held.lat, held.lon, content)


def _complaint(_around: Around, held: Any) -> Told:
    content = _picked(
        held,
        *("external_id", "category_code", "category_name", "channel", "media_url", "open", "requested_at"),
        *("due_at", "answered_at", "closed_at", "confirmed"),
    )
    content |= {"description": free_text(held.description), "status_notes": free_text(held.status_notes)}
    return Told(held.category_name or held.category_code, held.lat, held.lon, content)


def _camera_event(around: Around, held: Any) -> Told:
    camera = around.connection.execute(select(device).where(device.c.id == held.device_id)).one()
    content = _picked(held, "kind", "severity", "zones", "score", "observed_at", "ended_at", "false_positive")
    content |= {"device_id": camera.id, "link": camera_link(around.link, camera)}
    return Told(
        camera.name or camera.external_id, camera.lat, camera.lon, content, is_silent(camera, around.now)
    )


def _device(around: Around, held: Any) -> Told:
    content = _picked(held, "kind", "health", "period", "observed_at", "stale_at")
    content["mute_since"] = held.observed_at if is_silent(held, around.now) else None
    if held.kind == "camera":
        content["link"] = camera_link(around.link, held)
    mute = is_silent(held, around.now)
    return Told(held.name or held.external_id, held.lat, held.lon, content, mute)


def _unit(_around: Around, held: Any) -> Told:
    return Told(held.name, held.lat, held.lon, _picked(held, "code", "level"))


def _feed(_around: Around, held: Any) -> Told:
    return Told(held.title or held.name, None, None, {})


_CONTENT: dict[str, tuple[Table, Callable[[Around, Any], Told]]] = {
    "gauge": (device, _gauge),
    "alarm": (alarm, _alarm),
    "complaint": (complaint, _complaint),
    "camera_event": (camera_event, _camera_event),
    "device": (device, _device),
    "unit": (unit, _unit),
    "feed": (feed, _feed),
}
