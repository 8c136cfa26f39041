"""A record's cells, by the names of its list's columns; times are UTC, names of persons are masked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard import privacy
from dashboard.records import Health

Cell = str | int | float | datetime | date | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is looked up once for a page of rows."""

    units: Mapping[int, str]
    names: Mapping[int, str]  # masked
    devices: Mapping[int, Any]
    feeds: Mapping[int, str]
    now: datetime


def _dossier(row: Any, beside: Beside) -> dict[str, Cell]:
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


def _complaint(row: Any, beside: Beside) -> dict[str, Cell]:
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


def _alarm(row: Any, beside: Beside) -> dict[str, Cell]:
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


def _device(row: Any, beside: Beside) -> dict[str, Cell]:
    return {
        "number": row.external_id,
        "device": row.name or row.external_id,
        "unit": beside.units[row.unit_id],
        "device_state": device_state(row, beside.now),
        "value": row.value,
        "level": row.level if row.kind == "gauge" else None,
        "heard_at": row.observed_at,
    }


def _procedure(row: Any, _beside: Beside) -> dict[str, Cell]:
    return {
        "number": row.code,
        "procedure": row.name,
        "field": row.field_name or row.field,
        "service_level": row.level,
        "statutory_days": row.statutory_days,
    }


def _gauge_day(row: Any, beside: Beside) -> dict[str, Cell]:
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


def _camera_event(row: Any, beside: Beside) -> dict[str, Cell]:
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


def _told_figure(row: Any, beside: Beside) -> dict[str, Cell]:
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


CELLS: Mapping[str, Callable[[Any, Beside], dict[str, Cell]]] = {
    "dossier": _dossier,
    "complaint": _complaint,
    "alarm": _alarm,
    "device": _device,
    "gauge_day": _gauge_day,
    "camera_event": _camera_event,
    "procedure": _procedure,
    "told_figure": _told_figure,
}
