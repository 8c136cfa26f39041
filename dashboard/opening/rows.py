"""Records as lists and exports show them: personal data masked here, before anything leaves the core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from dashboard import privacy
from dashboard.models import device, feed, person, unit
from dashboard.opening.cells import CELLS, Beside, Cell, device_state
from dashboard.opening.cursor import After


@dataclass(frozen=True, slots=True)
class Listed:
    """One record in a list. `cells` by column name, in the order of COLUMNS[record]; times are UTC."""

    record: str
    id: int
    number: str
    cells: dict[str, Cell]
    after: After


def listed(
    connection: Connection, record: str, rows: Sequence[Any], now: datetime, *, personal: bool = False
) -> list[Listed]:
    """Rows of a table (with `at`, by which they are ordered) as lists show them; `personal`: names whole."""
    beside = beside_of(connection, record, rows, now, personal=personal)
    return [_listed(record, row, beside) for row in rows]


def beside_of(
    connection: Connection, record: str, rows: Sequence[Any], now: datetime, *, personal: bool = False
) -> Beside:
    """What the cells of these rows need from other tables."""
    return Beside(
        units={row.id: row.name for row in connection.execute(select(unit.c.id, unit.c.name))},
        names=_names(connection, record, [row.id for row in rows], personal) if record in PERSONAL else {},
        devices=_devices(connection, {row.device_id for row in rows}) if record in _OF_DEVICES else {},
        feeds=_feeds(connection) if record == "told_figure" else {},
        now=now,
    )


def _listed(record: str, row: Any, beside: Beside) -> Listed:
    cells = CELLS[record](row, beside)
    record_id = row.device_id if record == "gauge_day" else row.id
    return Listed(
        record,
        record_id,
        str(cells["number"]),
        cells,
        After(row.at, record_id, row.day if record == "gauge_day" else None),
    )


PERSONAL = ("dossier", "complaint")
_AT_ONCE = 1_000  # names asked for by one statement
_OF_DEVICES = ("gauge_day", "camera_event")


def _names(connection: Connection, record: str, ids: Sequence[int], personal: bool) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        statement = select(person.c.record_id, person.c.name).where(
            person.c.record == record, person.c.record_id.in_(ids[start : start + _AT_ONCE])
        )
        found.update(tuple(row) for row in connection.execute(statement).all())
    return found if personal else {key: _initials(name) for key, name in found.items()}


_initials = lru_cache(maxsize=10_000)(privacy.initials)


def _devices(connection: Connection, ids: set[int]) -> dict[int, Any]:
    return {row.id: row for row in connection.execute(select(device).where(device.c.id.in_(ids)))}


def _feeds(connection: Connection) -> dict[int, str]:
    return {row.id: row.name for row in connection.execute(select(feed.c.id, feed.c.name))}


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

__all__ = ["COLUMNS", "Cell", "Listed", "device_state", "listed"]
