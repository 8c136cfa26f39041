"""ONVIF events: over MQTT as Axis sends them (JSON), and the metadata stream's XML (WS-BaseNotification).

A state that rests ("0") is an event that ended when it was told: the format cannot know when it began.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any
from xml.etree.ElementTree import Element

from collectors.formats import Message, Options
from collectors.reading import fields
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import each, load_json, load_xml, looks_like_xml, whole
from collectors.reading.times import Times
from dashboard.records import CameraEvent, DeviceKind, DeviceStatus, Health, Reason, Record, Rejected, version

_STATES = (
    *("state", "active", "alert", "ismotion", "logicalstate", "failed", "failure", "disruption", "lost"),
    *("tampering", "ready", "value", "triggered"),
)
_ON, _OFF = ("1", "true", "on"), ("0", "false", "off")
_FAULTS = re.compile(
    r"storage/(alert|disruption)|tamper|signalloss|videoloss|hardwarefailure|globalscenechange", re.IGNORECASE
)
_SERIAL = re.compile(r"[0-9A-Fa-f]{12}")


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """One JSON event, or every notification of an XML stream.

    Option `device`: the camera's id where neither the event nor the topic says it.
    """
    if looks_like_xml(message.body):
        items = list(_notifications(load_xml(message.body)))
    else:
        body = load_json(message.body)
        items = body if isinstance(body, list) else [body]
    times = Times(message, options)
    return each(message, items, lambda item: [_event(item, message.topic, options, times)])


def _notifications(root: Element) -> Iterator[object]:
    """Each wsnt:NotificationMessage in the shape of Axis' JSON."""
    if not root.tag.endswith(("}MetadataStream", "}Envelope", "}NotificationMessage", "}Notify")):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, f"<{root.tag[:80]}> is no ONVIF metadata stream")
    for note in _notes(root):
        inner = next((child for child in note.iter() if "UtcTime" in child.attrib), None)
        parts = {} if inner is None else {_tag(part).lower(): _items(part) for part in inner}
        yield {
            "operation": "" if inner is None else inner.attrib.get("PropertyOperation", ""),
            "topic": next((_text(child) for child in note if _tag(child) == "Topic"), ""),
            "timestamp": None if inner is None else inner.attrib["UtcTime"],
            "producer": next((_text(child) for child in note.iter() if _tag(child) == "Address"), ""),
            "message": parts,
        }


def _notes(root: Element) -> Iterator[Element]:
    """The outermost notifications, in order: each part of the tree is looked at once."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag.endswith("}NotificationMessage"):
            yield element
        else:
            waiting.extend(reversed(element))


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _items(part: Element) -> dict[str, str]:
    return {
        item.attrib.get("Name", ""): item.attrib.get("Value", "") for item in part if len(item.attrib) > 1
    }


def _event(item: dict[str, Any], mqtt_topic: str, options: Options, times: Times) -> Record:
    topic = re.sub(r"[\w.-]+:", "", fields.identifier(item, "topic", 400)).strip("/")  # without namespaces
    told = fields.child(item, "message")
    source, data = fields.child(told, "source"), fields.child(told, "data")
    observed_at = (
        times.iso(item, "timestamp")
        if _is_iso(item.get("timestamp"))
        else times.epoch(item, "timestamp", 1000)
    )
    observed_at = fields.required(observed_at, "timestamp")
    device_id = _device(item, mqtt_topic, options)
    active = _state(data)
    if _FAULTS.search(topic) and active is not None:
        health, detail = (Health.FAULT, topic[:120]) if active else (Health.ONLINE, "")
        return _status(device_id, observed_at, health, detail)
    if topic.endswith("SystemReady") and active is not None:
        return _status(device_id, observed_at, Health.ONLINE if active else Health.FAULT, "")
    if item.get("operation") == "Initialized" and active is False:
        return _status(device_id, observed_at, Health.ONLINE, "")  # told at the connection: nothing happened
    print_ = blake2b(f"{topic}|{sorted(source.items())}|{observed_at.isoformat()}".encode(), digest_size=12)
    return CameraEvent(
        external_id=f"{device_id[:90]}:{print_.hexdigest()}",
        version=version(observed_at, 0 if active else 1),
        device_id=device_id,
        kind=_kind(topic, data),
        observed_at=observed_at,
        ended_at=observed_at if active is False else None,
    )


def _is_iso(value: object) -> bool:
    return isinstance(value, str) and "-" in value[1:]


def _status(device_id: str, observed_at: Any, health: Health, detail: str) -> DeviceStatus:
    return DeviceStatus(
        device_id=device_id, kind=DeviceKind.CAMERA, observed_at=observed_at, health=health, detail=detail
    )


def _device(item: Item, mqtt_topic: str, options: Options) -> str:
    """The serial number in the event, the topic before /event/, the option, or the stream's producer."""
    if item.get("serial"):
        return fields.identifier(item, "serial")
    prefix = re.split(r"/(?:event|onvif-ej)(?:/|$)", mqtt_topic)[0] if "/" in mqtt_topic else ""
    last = prefix.rpartition("/")[2]
    producer = re.search(r"uri://([^/]+)", fields.text(item, "producer"))
    found = last if _SERIAL.fullmatch(last) else prefix
    found = found or fields.text(options, "device") or (producer[1] if producer else "")
    if not found:
        raise UnreadableError(
            Reason.MISSING_KEY, "serial is missing: which camera is it? Set the option `device`"
        )
    return fields.identifier({"device": found}, "device")


def _state(data: Item) -> bool | None:
    """Whether what the event tells of is going on; None for an event that has no state."""
    for key, value in data.items():
        word = str(value).strip().lower()
        if key.lower() in _STATES and word in _ON + _OFF:
            return word in _ON
    return None


def _kind(topic: str, data: Item) -> str:
    """What was seen (classTypes), the application that saw it, or the last word of the topic."""
    parts = topic.split("/")
    if seen := fields.label(data, "classTypes"):
        return seen
    return (parts[1] if parts[0] == "CameraApplicationPlatform" and len(parts) > 1 else parts[-1])[:64]
