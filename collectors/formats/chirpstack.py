"""ChirpStack v4 integration events as JSON, MQTT or HTTP (chirpstack.io: integration events)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from collectors.formats import Message, Options
from collectors.reading import fields, lorawan
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import each, load_json, whole
from collectors.reading.times import Times
from dashboard.records import Device, DeviceKind, Reason, Record, Rejected

_NO_RECORD = ("txack", "log", "integration")


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """One event. Options: `values`, `codec`, `device_kind` (see lorawan.records)."""
    event = message.topic.rpartition("/event/")[2] if "/event/" in message.topic else ""
    if event in _NO_RECORD:
        raise UnreadableError(
            Reason.NOT_THIS_FORMAT, f"the event {event!r} is not read: subscribe to …/event/up"
        )
    body = load_json(message.body)
    items = body if isinstance(body, list) else [body]
    times = Times(message, options)
    return each(message, items, lambda item: list(_event(item, times, message, options)))


def _event(item: dict[str, Any], times: Times, message: Message, options: Options) -> Iterator[Record]:
    if "deviceInfo" not in item:
        if "applicationID" in item and "devEUI" in item:
            raise UnreadableError(Reason.NOT_THIS_FORMAT, "an event of ChirpStack v3: v4 is read")
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "no deviceInfo: this is no event of ChirpStack v4")
    info = fields.child(item, "deviceInfo")
    device_id = fields.identifier(info, "devEui").lower()
    observed_at = _time(item, times, message)
    if "fCnt" in item and ("data" in item or "object" in item or "fPort" in item):
        decoded = item.get("object")
        uplink = lorawan.Uplink(
            device_id=device_id,
            name=fields.text(info, "deviceName"),
            observed_at=observed_at,
            external_id=fields.text(item, "deduplicationId")[: fields.LONGEST_ID]
            or fields.label(item, "fCnt"),
            port=fields.code(item, "fPort", range(256)),
            decoded=None if decoded is None else fields.child(item, "object"),
            payload=fields.text(item, "data"),
        )
        yield from lorawan.records(uplink, options)
        return
    yield _device(info, device_id, options)
    yield lorawan.alive(device_id, observed_at, options)


def _time(item: Item, times: Times, message: Message) -> datetime:
    """The event's time, else a gateway's; else when it came in, which a retained message cannot claim."""
    for entry in (item, *fields.objects(item, "rxInfo")):
        for key in ("time", "gwTime", "nsTime"):
            if found := times.iso(entry, key):
                return found
    if message.retained:
        raise UnreadableError(Reason.MISSING_KEY, "time is missing")
    return message.received_at


def _device(info: Item, device_id: str, options: Options) -> Device:
    """A join or a status: who it is, and where its tags say that it stands."""
    tags = fields.child(info, "tags")
    lat, lon = fields.place(tags.get("lat"), tags.get("lon"), options)
    return Device(
        external_id=device_id,
        kind=DeviceKind.PANEL if options.get("device_kind") == "panel" else DeviceKind.GAUGE,
        name=fields.text(info, "deviceName"),
        unit=fields.text(tags, "unit"),
        lat=lat,
        lon=lon,
    )
