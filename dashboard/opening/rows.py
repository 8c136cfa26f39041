"""Records as lists and exports show them: personal data masked here, before anything leaves the core."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from dashboard import privacy
from dashboard.models import device, feed, person, unit
from dashboard.opening.cursor import After
from dashboard.records import Health

Cell = str | int | float | datetime | date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One record in a list. `cells` by column name, in the order of COLUMNS[record]; times are UTC."""

    record: str
    id: int
    number: str
    cells: dict[str, Cell]
    after: After


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is looked up once for a page of rows."""

    units: Mapping[int, str]
    names: Mapping[int, str]  # masked
    devices: Mapping[int, Any]
    feeds: Mapping[int, str]
    now: datetime


def listed(connection: Connection, record: str, rows: Sequence[Any], now: datetime) -> list[Listed]:
    """Rows of a table (with `at`, by which they are ordered) as lists show them."""
    beside = _Beside(
        units={row.id: row.name for row in connection.execute(select(unit.c.id, unit.c.name))},
        names=_names(connection, record, [row.id for row in rows]) if record in _PERSONAL else {},
        devices=_devices(connection, {row.device_id for row in rows}) if record in _OF_DEVICES else {},
        feeds=_feeds(connection) if record == "told_figure" else {},
        now=now,
    )
    return [_listed(record, row, beside) for row in rows]


def _listed(record: str, row: Any, beside: _Beside) -> Listed:
    cells = _CELLS[record](row, beside)
    record_id = row.device_id if record == "gauge_day" else row.id
    return Listed(record, record_id, str(cells["number"]), cells, After(row.at, record_id))


_PERSONAL = ("dossier", "complaint")
_OF_DEVICES = ("gauge_day", "camera_event")


def _names(connection: Connection, record: str, ids: Sequence[int]) -> dict[int, str]:
    statement = select(person.c.record_id, person.c.name).where(
        person.c.record == record, person.c.record_id.in_(ids)
    )
    return {row.record_id: privacy.initials(row.name) for row in connection.execute(statement)}


def _devices(connection: Connection, ids: set[int]) -> dict[int, Any]:
    return {row.id: row for row in connection.execute(select(device).where(device.c.id.in_(ids)))}


def _feeds(connection: Connection) -> dict[int, str]:
    return {row.id: row.name for row in connection.execute(select(feed.c.id, feed.c.name))}


def _dossier(row: Any, beside: _Beside) -> dict[str, Cell]:
    return {
        "number": row.external_id,
        "procedure": row.procedure_name or row.procedure_code,
        "unit": beside.units[row.unit_id],
        "applicant": beside.names.get(row.id, ""),
        "dossier_channel": row.channel,
        "dossier_status": row.status,
        "accepted_at": row.accepted_at or row.submitted_at,
        "overdue_at": row.overdue_at,
        "ended_at": row.ended_at,
    }


def _complaint(row: Any, beside: _Beside) -> dict[str, Cell]:
    return {
        "number": row.external_id,
        "category": row.category_name or row.category_code,
        "unit": beside.units[row.unit_id],
        "applicant": beside.names.get(row.id, ""),
        "channel": row.channel,
        "requested_at": row.requested_at,
        "due_at": row.due_at,
        "answered_at": row.answered_at,
        "closed_at": row.closed_at,
    }


def _alarm(row: Any, beside: _Beside) -> dict[str, Cell]:
    return {
        "number": row.external_id,
        "title": privacy.free_text(row.title),
        "unit": beside.units[row.unit_id],
        "severity": row.severity,
        "observed_at": row.observed_at,
        "arrived_at": row.arrived_at,
        "ended_at": row.ended_at,
    }


def device_state(row: Any, now: datetime) -> str:
    """ "mute" goes before anything that the device last said of itself."""
    if row.stale_at is None or row.stale_at <= now:
        return "mute"
    return str(row.health or Health.ONLINE.value)


def _device(row: Any, beside: _Beside) -> dict[str, Cell]:
    return {
        "number": row.external_id,
        "device": row.name or row.external_id,
        "unit": beside.units[row.unit_id],
        "device_state": device_state(row, beside.now),
        "value": row.value,
        "level": row.level if row.kind == "gauge" else None,
        "heard_at": row.observed_at,
    }


def _procedure(row: Any, _beside: _Beside) -> dict[str, Cell]:
    return {
        "number": row.code,
        "procedure": row.name,
        "field": row.field_name or row.field,
        "service_level": row.level,
        "statutory_days": row.statutory_days,
    }


def _gauge_day(row: Any, beside: _Beside) -> dict[str, Cell]:
    known = beside.devices[row.device_id]
    return {
        "number": known.external_id,
        "device": known.name or known.external_id,
        "unit": beside.units[row.unit_id],
        "day": row.day,
        "value": row.peak,
        "level": row.level,
        "minutes": row.minutes_1,
        "rain": row.total,
    }


def _camera_event(row: Any, beside: _Beside) -> dict[str, Cell]:
    known = beside.devices[row.device_id]
    return {
        "number": row.external_id,
        "device": known.name or known.external_id,
        "unit": beside.units[row.unit_id],
        "event_kind": row.kind,
        "event_severity": row.severity,
        "observed_at": row.observed_at,
        "ended_at": row.ended_at,
    }


def _told_figure(row: Any, beside: _Beside) -> dict[str, Cell]:
    return {
        "number": str(row.id),
        "figure": row.figure,
        "unit": beside.units[row.unit_id],
        "day": row.day,
        "grain": row.grain,
        "told_value": row.value,
        "teller": beside.feeds.get(row.feed_id, ""),
        "told_at": row.observed_at,
    }


_CELLS: Mapping[str, Callable[[Any, _Beside], dict[str, Cell]]] = {
    "dossier": _dossier,
    "complaint": _complaint,
    "alarm": _alarm,
    "device": _device,
    "gauge_day": _gauge_day,
    "camera_event": _camera_event,
    "procedure": _procedure,
    "told_figure": _told_figure,
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "dossier": (
        "number", "procedure", "unit", "applicant", "dossier_channel", "dossier_status",
        "accepted_at", "overdue_at", "ended_at",
    ),
    "complaint": (
        "number", "category", "unit", "applicant", "channel", "requested_at", "due_at", "answered_at",
        "closed_at",
    ),
    "alarm": ("number", "title", "unit", "severity", "observed_at", "arrived_at", "ended_at"),
    "device": ("number", "device", "unit", "device_state", "value", "level", "heard_at"),
    "gauge_day": ("number", "device", "unit", "day", "value", "level", "minutes", "rain"),
    "camera_event": (
        "number", "device", "unit", "event_kind", "event_severity", "observed_at", "ended_at",
    ),
    "procedure": ("number", "procedure", "field", "service_level", "statutory_days"),
    "told_figure": ("number", "figure", "unit", "day", "grain", "told_value", "teller", "told_at"),
}  # fmt: skip
