"""Fire alarm panels: the JSON of docs/schemas/alarm-panel.schema.json (this project's own, version 1)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from collectors.formats import Message, Options
from collectors.reading import fields
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import each, load_json, whole
from collectors.reading.times import Times
from dashboard.records import (
    Alarm,
    Device,
    DeviceKind,
    DeviceStatus,
    Health,
    Person,
    Reason,
    Record,
    Rejected,
    Severity,
    version,
)

_HEALTH = {
    "fault": Health.FAULT,
    "power": Health.FAULT,
    "tamper": Health.FAULT,
    "restore": Health.ONLINE,
    "test": Health.ONLINE,
    "heartbeat": Health.ONLINE,
    "fire": Health.ONLINE,
}
_STAGES = ("received_at", "dispatched_at", "arrived_at", "controlled_at", "out_at")
_LADDER = (Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)
_SCALE = {
    "": 2,
    "small": 1,
    "medium": 2,
    "large": 3,
}  # steps of the ladder; a fire of unknown scale is severe


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """One signal or an array of them. No options of its own."""
    body = load_json(message.body)
    if not isinstance(body, (dict, list)):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "neither a signal nor an array of them")
    times = Times(message, options)
    items = body if isinstance(body, list) else [body]
    return each(message, items, lambda item: list(_signal(item, times, options)), id_key="id")


def _signal(item: dict[str, Any], times: Times, options: Options) -> Iterator[Record]:
    signal = fields.identifier(item, "signal").lower()
    if signal not in _HEALTH:
        raise UnreadableError(
            Reason.UNKNOWN_CODE, f"signal: {fields.shown(signal)} is none of {', '.join(_HEALTH)}"
        )
    number = fields.identifier(item, "id")
    detected_at = fields.required(times.iso(item, "detected_at"), "detected_at")
    device_id = fields.identifier(item, "device") if signal != "fire" or item.get("device") else ""
    spot = fields.child(item, "position")
    lat, lon = fields.place(spot.get("lat"), spot.get("lon"), options)
    premises = fields.child(item, "premises")
    if device_id and (premises or lat is not None):
        yield Device(
            external_id=device_id,
            kind=DeviceKind.PANEL,
            name=fields.text(premises, "name"),
            unit=fields.text(premises, "unit"),
            lat=lat,
            lon=lon,
        )
    if device_id and signal != "fire":  # a fire's later stages are told by the brigade, not by the panel
        yield _status(item, device_id, signal, times.iso(item, "sent_at") or detected_at)
    if signal not in ("heartbeat", "test"):
        yield _alarm(item, number, signal, device_id, detected_at, times, (lat, lon))


def _status(item: Item, device_id: str, signal: str, observed_at: datetime) -> DeviceStatus:
    failed = signal == "test" and "passed" in item and not fields.flag(item, "passed")
    return DeviceStatus(
        device_id=device_id,
        kind=DeviceKind.PANEL,
        observed_at=observed_at,
        health=Health.FAULT if failed else _HEALTH[signal],
        detail="test failed" if failed else "" if signal == "heartbeat" else signal,
    )


def _alarm(
    item: Item,
    number: str,
    signal: str,
    device_id: str,
    detected_at: datetime,
    times: Times,
    spot: tuple[float | None, float | None],
) -> Alarm:
    stages = fields.child(item, "stages")
    told = {key: times.iso(stages, key) for key in _STAGES}
    premises = fields.child(item, "premises")
    over = signal == "restore"
    sent_at = times.iso(item, "sent_at")
    latest = max(filter(None, (detected_at, sent_at, *told.values())))
    return Alarm(
        external_id=number,
        version=version(latest, sum(found is not None for found in told.values())),
        kind=signal,
        category="fire",
        severity=_severity(item) if signal == "fire" else Severity.MINOR,
        device_id=device_id,
        title=fields.text(item, "title") or fields.text(premises, "name"),
        description=fields.text(item, "description"),
        unit=fields.text(premises, "unit"),
        area=fields.text(item, "zone"),
        lat=spot[0],
        lon=spot[1],
        observed_at=detected_at,
        received_by_brigade_at=told["received_at"],
        dispatched_at=told["dispatched_at"],
        arrived_at=told["arrived_at"],
        controlled_at=told["controlled_at"],
        ended_at=detected_at if over else told["out_at"],
        false_alarm=fields.flag(item, "false_alarm"),
        test=fields.flag(item, "exercise"),
        replaces=(fields.identifier(item, "restores"),) if over else (),
        person=_person(item, premises),
    )


def _severity(item: Item) -> Severity:
    """A fire's step on CAP's ladder: by its scale, one up each for trapped persons and for spreading."""
    scale = fields.text(item, "scale").lower()
    if scale not in _SCALE:
        raise UnreadableError(
            Reason.UNKNOWN_CODE, f"scale: {fields.shown(scale)} is none of small, medium, large"
        )
    trapped = item.get("trapped")
    step = _SCALE[scale] + fields.flag(item, "spreading")
    if trapped is not None and fields.number(trapped, "trapped") > 0:
        step += 1
    return _LADDER[min(step, 3)]


def _person(item: Item, premises: Item) -> Person | None:
    reporter = fields.child(item, "reporter")
    person = Person(
        name=fields.text(reporter, "name"),
        phone=fields.text(reporter, "phone"),
        address=fields.text(premises, "address"),
    )
    return person if person != Person() else None
