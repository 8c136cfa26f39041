"""How the values that a mapping found become a record, one function a kind."""

from collectors.reading import complaints, dossiers, fields, gauges
from collectors.reading.mapping import Value
from dashboard.records import (
    Alarm,
    CameraEvent,
    Complaint,
    Device,
    DeviceKind,
    DeviceStatus,
    Dossier,
    Health,
    Observation,
    Severity,
    version,
)

STAGES = ("received_by_brigade_at", "dispatched_at", "arrived_at", "controlled_at", "ended_at")


def complaint(value: Value) -> Complaint:
    is_open = value.yes("open")
    lat, lon = value.place()
    requested_at = value.needed_time("requested_at")
    updated_at = value.time("updated_at")
    closed_at = value.time("closed_at") or updated_at
    answered_at = value.time("answered_at")
    reopened = complaints.reopened(value.found, "reopened")
    known = (requested_at, updated_at, answered_at, value.time("closed_at"))
    told_at = value.time("version") or max(filter(None, known))
    return Complaint(
        external_id=value.key("external_id"),
        version=complaints.versioned(told_at, reopened, is_open=is_open),
        open=is_open,
        category_code=value.key("category_code", fields.LONGEST_CODE),
        category_name=value.text("category_name"),
        description=value.text("description"),
        status_notes=value.text("status_notes"),
        requested_at=requested_at,
        updated_at=updated_at,
        expected_at=value.time("expected_at", promise=True),
        answered_at=answered_at,
        closed_at=None if is_open else closed_at,
        unit=value.text("unit"),
        channel=value.label("channel"),
        media_url=value.text("media_url"),
        confirmed=complaints.confirmed(value.found, "confirmed"),
        reopened=reopened,
        rating=complaints.rating(value.found, "rating"),
        person=value.person(),
        lat=lat,
        lon=lon,
    )


def dossier(value: Value) -> Dossier:
    return dossiers.versioned(
        Dossier(
            external_id=value.key("external_id"),
            version=0,
            procedure_code=value.key("procedure_code", fields.LONGEST_CODE),
            procedure_name=value.text("procedure_name"),
            field_code=value.label("field_code"),
            field_name=value.text("field_name"),
            channel=fields.code(value.found, "channel", dossiers.CHANNELS) or 1,
            applicant_type=fields.code(value.found, "applicant_type", dossiers.APPLICANTS),
            status=fields.required(fields.code(value.found, "status", dossiers.STATUSES), "status"),
            unit=value.text("unit"),
            submitted_at=value.time("submitted_at"),
            accepted_at=value.time("accepted_at"),
            due_at=value.time("due_at", promise=True),
            finished_at=value.time("finished_at"),
            returned_at=value.time("returned_at"),
            refused_at=value.time("refused_at"),
            has_fee=value.yes("has_fee"),
            paid_online=value.yes("paid_online"),
            digitised=value.yes("digitised"),
            electronic_result=value.yes("electronic_result"),
            person=value.person(),
        )
    )


def observation(value: Value) -> Observation:
    quantity = value.label("quantity", 16)
    scale = value.options.get("scale", 1.0)
    scale = float(scale) if isinstance(scale, (int, float)) else 1.0
    return Observation(
        device_id=value.key("device_id"),
        observed_at=value.needed_time("observed_at"),
        value=gauges.converted(value.found.get("value"), "value", quantity, scale),
        quantity=quantity,
        external_id=value.text("external_id")[: fields.LONGEST_ID],
    )


def alarm(value: Value) -> Alarm:
    observed_at = value.needed_time("observed_at")
    stages = {name: value.time(name) for name in STAGES}
    lat, lon = value.place()
    latest = value.time("version") or max(filter(None, (observed_at, *stages.values())))
    return Alarm(
        external_id=value.key("external_id"),
        version=version(latest, sum(at is not None for at in stages.values())),
        kind=value.label("kind", 16) or "fire",
        category=value.label("category", 16).lower() or "fire",
        severity=value.choice("severity", Severity, Severity.UNKNOWN),
        device_id=value.label("device_id", fields.LONGEST_ID),
        title=value.text("title"),
        description=value.text("description"),
        unit=value.text("unit"),
        area=value.text("area"),
        observed_at=observed_at,
        expires_at=value.time("expires_at", promise=True),
        false_alarm=value.yes("false_alarm"),
        test=value.yes("test"),
        person=value.person(),
        received_by_brigade_at=stages["received_by_brigade_at"],
        dispatched_at=stages["dispatched_at"],
        arrived_at=stages["arrived_at"],
        controlled_at=stages["controlled_at"],
        ended_at=stages["ended_at"],
        lat=lat,
        lon=lon,
    )


def camera_event(value: Value) -> CameraEvent:
    observed_at = value.needed_time("observed_at")
    ended_at = value.time("ended_at")
    return CameraEvent(
        external_id=value.key("external_id"),
        version=version(ended_at or observed_at, 0 if ended_at is None else 1),
        device_id=value.key("device_id"),
        kind=value.key("kind", fields.LONGEST_CODE),
        observed_at=observed_at,
        ended_at=ended_at,
        severity=value.label("severity", 32),
        zones=value.words("zones"),
        score=value.number("score"),
        false_positive=value.yes("false_positive"),
    )


def device(value: Value) -> Device:
    levels = value.found.get("alarm_levels") or []
    lat, lon = value.place()
    return Device(
        external_id=value.key("external_id"),
        kind=value.choice("kind", DeviceKind),
        name=value.text("name"),
        unit=value.text("unit"),
        quantity=value.label("quantity", 16),
        period=value.number("period"),
        alarm_levels=tuple(
            fields.number(level, "alarm_levels")
            for level in (levels if isinstance(levels, list) else [levels])
        ),
        lat=lat,
        lon=lon,
    )


def status(value: Value) -> DeviceStatus:
    return DeviceStatus(
        device_id=value.key("device_id"),
        kind=value.choice("kind", DeviceKind),
        observed_at=value.needed_time("observed_at"),
        health=value.choice("health", Health),
        detail=value.text("detail"),
    )
