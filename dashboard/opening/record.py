"""One record whole: what it is, its clock or stages, its steps; personal data masked."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from dashboard import privacy
from dashboard.models import (
    alarm,
    camera_event,
    complaint,
    device,
    dossier,
    dossier_step,
    feed,
    person,
    told_figure,
    unit,
)
from dashboard.opening.rows import Cell
from dashboard.opening.whole import Moment, Record, whole
from dashboard.opening.whole_devices import camera_event_whole, device_whole
from dashboard.opening.whole_told import told_whole

STEPS = 200


def record_of(connection: Connection, kind: str, record_id: int, now: datetime) -> Record | None:
    """None where there is no such record."""
    if kind not in _KINDS or not 0 < record_id < 2**31:
        return None
    table, make = _KINDS[kind]
    row = connection.execute(
        select(table, unit.c.name.label("unit_name"), feed.c.name.label("feed_name"))
        .join(unit, unit.c.id == table.c.unit_id)
        .join(feed, feed.c.id == table.c.feed_id)
        .where(table.c.id == record_id)
    ).one_or_none()
    return None if row is None else make(connection, row, now)


def _dossier(connection: Connection, row: Any, _now: datetime) -> Record:
    asked = [
        moment
        for one in row.supplements
        for moment in (
            Moment("Supplement asked for", _at(one["requested_at"])),
            Moment("Supplement received", _at(one["received_at"])),
        )
        if moment.at is not None
    ]
    times = (
        Moment("Submitted", row.submitted_at),
        Moment("Received", row.accepted_at),
        *asked,
        Moment("Due", row.due_at),
        *([Moment("Due, moved by supplements", row.overdue_at)] if row.overdue_at != row.due_at else []),
        Moment("Ended", row.ended_at),
        Moment("Result handed over", row.returned_at),
    )
    facts: dict[str, Cell] = {
        "procedure": row.procedure_name or row.procedure_code,
        "procedure_code": row.procedure_code,
        "field": row.field_name or row.field_code,
        "unit": row.unit_name,
        "dossier_status": row.status,
        "dossier_channel": row.channel,
        **_person(connection, "dossier", row.id),
    }
    return whole("dossier", row, facts, times, _steps(connection, row))


def _steps(connection: Connection, row: Any) -> tuple[Moment, ...]:
    statement = (
        select(dossier_step)
        .where(
            dossier_step.c.feed_id == row.feed_id,
            dossier_step.c.dossier_external_id == row.external_id,
        )
        .order_by(dossier_step.c.observed_at)
        .limit(STEPS)
    )
    return tuple(_step(step) for step in connection.execute(statement))


def _step(row: Any) -> Moment:
    said = (privacy.initials(row.officer), row.department, privacy.free_text(row.content))
    return Moment("step", row.observed_at, " · ".join(text for text in said if text), row.status)


def _complaint(connection: Connection, row: Any, _now: datetime) -> Record:
    times = (
        Moment("Requested", row.requested_at),
        Moment("Promised by its source", row.expected_at),
        Moment("48 hours over", row.promise_at),
        Moment("Clock over", row.due_at),
        Moment("Answered", row.answered_at),
        Moment("Closed", row.closed_at),
    )
    facts: dict[str, Cell] = {
        "category": row.category_name or row.category_code,
        "unit": row.unit_name,
        "channel": row.channel,
        "tier": row.tier,
        "description": privacy.free_text(row.description),
        "answer": privacy.free_text(row.status_notes),
        "has_media": bool(row.media_url),
        "confirmed": row.confirmed,
        "reopened": row.reopened,
        "rating": row.rating,
        **_person(connection, "complaint", row.id),
    }
    return whole("complaint", row, facts, times)


def _alarm(connection: Connection, row: Any, _now: datetime) -> Record:
    times = (
        Moment("Detected", row.observed_at),
        Moment("Received by the brigade", row.received_by_brigade_at),
        Moment("Dispatched", row.dispatched_at),
        Moment("Arrived", row.arrived_at),
        Moment("Under control", row.controlled_at),
        Moment("Ended", row.ended_at),
    )
    facts: dict[str, Cell] = {
        "title": privacy.free_text(row.title),
        "description": privacy.free_text(row.description),
        "unit": row.unit_name,
        "severity": row.severity,
        **_person(connection, "alarm", row.id),
    }
    return whole("alarm", row, facts, times)


def _person(connection: Connection, kind: str, record_id: int) -> dict[str, Cell]:
    """Who stands behind a record, masked; the address is left out, the ward stands for it."""
    row = connection.execute(
        select(person).where(person.c.record == kind, person.c.record_id == record_id)
    ).one_or_none()
    if row is None:
        return {}
    return {
        "applicant": privacy.initials(row.name),
        "phone": privacy.phone(row.phone),
        "email": privacy.email(row.email),
        "id_number": privacy.id_number(row.id_number),
    }


def _at(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


_Make = Callable[[Connection, Any, datetime], Record]
_KINDS: Mapping[str, tuple[Table, _Make]] = {
    "dossier": (dossier, _dossier),
    "complaint": (complaint, _complaint),
    "alarm": (alarm, _alarm),
    "device": (device, device_whole),
    "camera_event": (camera_event, camera_event_whole),
    "told_figure": (told_figure, told_whole),
}

__all__ = ["Moment", "Record", "record_of"]
