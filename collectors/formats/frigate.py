"""Frigate NVR: MQTT topics and the HTTP list /api/events (docs.frigate.video/integrations/mqtt).

Names of faces and licence plates are personal data and go into no record.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from collectors.formats import Message, Options
from collectors.reading import fields
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import decoded, each, load_json, whole
from collectors.reading.times import Times
from dashboard.records import CameraEvent, DeviceKind, DeviceStatus, Health, Reason, Record, Rejected, version

_TYPES = ("new", "update", "end", "genai")
_HEALTH = {"online": Health.ONLINE, "offline": Health.OFFLINE, "stopped": Health.OFFLINE}


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """By the topic's last part where there is a topic, else by content. No options of its own.

    `<prefix>/available` tells of the NVR itself, a device named by the prefix.
    """
    prefix, _, leaf = message.topic.rpartition("/")
    times = Times(message, options)
    if leaf == "available" or _is_word(message.body):
        return _available(message, prefix or fields.text(options, "device") or "frigate")
    if message.topic and leaf not in ("events", "reviews", "stats", "tracked_object_update"):
        raise UnreadableError(
            Reason.NOT_THIS_FORMAT, f"the topic …/{leaf[:60]} is not read: subscribe to fewer"
        )
    body = load_json(message.body)
    if leaf == "stats" or (isinstance(body, dict) and not message.topic and "type" not in body):
        return _stats(message, body, prefix, times)
    items = body if isinstance(body, list) else [body]
    return each(message, items, lambda item: _entry(item, times), id_key="id")


def _is_word(body: bytes) -> bool:
    return body.strip().decode("ascii", "replace") in _HEALTH


def _available(message: Message, device_id: str) -> list[Record | Rejected]:
    """The NVR's last will. A retained "online" is the broker's memory, no sign of life: it says nothing."""
    word = decoded(message.body).strip().lower()
    if word not in _HEALTH:
        raise UnreadableError(
            Reason.UNKNOWN_CODE, f"available: {fields.shown(word)} is neither online nor offline"
        )
    health = _HEALTH[word]
    if message.retained and health is Health.ONLINE:
        return []
    return [_status(device_id, health, message.received_at)]


def _status(device_id: str, health: Health, observed_at: datetime, detail: str = "") -> DeviceStatus:
    return DeviceStatus(
        device_id=device_id, kind=DeviceKind.CAMERA, observed_at=observed_at, health=health, detail=detail
    )


def _stats(message: Message, body: Any, prefix: str, times: Times) -> list[Record | Rejected]:
    """Frames a second of each camera: 0 is offline. Before version 0.13 the cameras stood at the top."""
    if not isinstance(body, dict):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "stats: no object")
    service = fields.child(body, "service")
    observed_at = times.epoch(service, "last_updated")
    if observed_at is None:
        if message.retained:  # the broker's memory: when it came in is not when it was true
            raise UnreadableError(Reason.MISSING_KEY, "service.last_updated is missing")
        observed_at = message.received_at
    cameras = fields.child(body, "cameras") if "cameras" in body else body
    told = [{"name": name, **entry} for name, entry in cameras.items() if _is_camera(entry)]
    if not told and not service:
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "neither events nor stats of cameras")

    def status(item: Item) -> Iterator[Record]:
        running = fields.number(item["camera_fps"], "camera_fps") > 0
        name = fields.identifier(item, "name")
        yield _status(
            name, Health.ONLINE if running else Health.OFFLINE, observed_at, "" if running else "0 fps"
        )

    alive: list[Record | Rejected] = [_status(prefix, Health.ONLINE, observed_at)] if prefix else []
    return alive + each(message, told, status, id_key="name")


def _is_camera(entry: object) -> bool:
    return isinstance(entry, dict) and "camera_fps" in entry


def _entry(item: dict[str, Any], times: Times) -> list[Record]:
    if "after" in item:
        if fields.text(item, "type") not in _TYPES:
            raise UnreadableError(
                Reason.UNKNOWN_CODE, f"type: {fields.shown(item.get('type'))} is not new, update or end"
            )
        return [_event(fields.child(item, "after"), times)]
    if "start_time" in item:
        return [_event(item, times)]
    if "type" in item and "camera" in item and "timestamp" in item:
        # A recognised face, plate or class: whose it is stays unsaid; that the camera sees is worth keeping.
        seen_at = fields.required(times.epoch(item, "timestamp"), "timestamp")
        return [_status(fields.identifier(item, "camera"), Health.ONLINE, seen_at)]
    if "type" in item and "id" in item:
        kind = fields.shown(item["type"])
        raise UnreadableError(
            Reason.NOT_THIS_FORMAT, f"tracked_object_update {kind}: no camera and no time in it"
        )
    if "success" in item and "message" in item:
        raise UnreadableError(Reason.ERROR_ANSWER, f"the supplier answers: {fields.shown(item['message'])}")
    raise UnreadableError(Reason.MISSING_KEY, "start_time is missing")


def _event(item: Item, times: Times) -> CameraEvent:
    """A tracked object, or a review (which has a severity and groups several objects)."""
    started_at = fields.required(times.epoch(item, "start_time"), "start_time")
    ended_at = times.epoch(item, "end_time")
    latest = max(filter(None, (started_at, ended_at, times.epoch(item, "frame_time"))))
    severity = fields.label(item, "severity")[:32]
    data = fields.child(item, "data")
    score = item.get("top_score", data.get("top_score"))
    return CameraEvent(
        external_id=fields.identifier(item, "id"),
        version=version(latest, 1 if ended_at else 0),
        device_id=fields.identifier(item, "camera"),
        kind="review" if severity else fields.identifier(item, "label", fields.LONGEST_CODE),
        observed_at=started_at,
        ended_at=ended_at,
        severity=severity,
        zones=_zones(item.get("entered_zones") or item.get("zones") or data.get("zones")),
        score=None if score is None else fields.number(score, "top_score"),
        false_positive=fields.flag(item, "false_positive"),
    )


def _zones(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(zone, str) for zone in value):
        raise UnreadableError(Reason.WRONG_TYPE, f"zones: {fields.shown(value)} is no list of names")
    return tuple(zone.replace("\x00", "") for zone in value)
