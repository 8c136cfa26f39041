"""The Things Stack v3 application messages as JSON, MQTT or webhook (thethingsstack.io: data formats)."""

from collections.abc import Iterator
from typing import Any

from collectors.formats import Message, Options
from collectors.reading import fields, lorawan
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import each, load_json, whole
from collectors.reading.times import Times
from dashboard.records import Reason, Record, Rejected

_NO_RECORD = ("downlink_ack", "downlink_nack", "downlink_sent", "downlink_failed", "downlink_queued")
_ALIVE = ("join_accept", "location_solved", "service_data")


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """One message. Options: `values`, `codec`, `device_kind` (see lorawan.records)."""
    body = load_json(message.body)
    items = body if isinstance(body, list) else [body]
    times = Times(message, options)
    return each(message, items, lambda item: list(_message(item, times, options)))


def _message(item: dict[str, Any], times: Times, options: Options) -> Iterator[Record]:
    if "end_device_ids" not in item:
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "no end_device_ids: no message of The Things Stack v3")
    if item.get("simulated") is True:
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "a simulated uplink")
    device_id = fields.identifier(fields.child(item, "end_device_ids"), "device_id")
    uplink = fields.child(item, "uplink_message")
    observed_at = times.iso(uplink, "received_at") or times.iso(item, "received_at")
    if uplink:
        yield from lorawan.records(_uplink(uplink, device_id, observed_at), options)
    elif any(key in item for key in _ALIVE):
        yield lorawan.alive(device_id, fields.required(observed_at, "received_at"), options)
    else:
        what = next((key for key in _NO_RECORD if key in item), "no uplink_message")
        raise UnreadableError(Reason.NOT_THIS_FORMAT, f"{what}: subscribe to …/up and …/join")


def _uplink(uplink: Item, device_id: str, observed_at: Any) -> lorawan.Uplink:
    decoded = fields.child(uplink, "decoded_payload")
    counter = fields.label(uplink, "f_cnt") or "0"  # 0 is left out by the server
    return lorawan.Uplink(
        device_id=device_id,
        name=device_id,
        observed_at=fields.required(observed_at, "received_at"),
        external_id=f"{fields.label(uplink, 'session_key_id')}:{counter}",
        port=fields.code(uplink, "f_port", range(256)) or 0,  # 0 is left out: MAC commands only
        decoded=decoded or None,
        payload=fields.text(uplink, "frm_payload"),
    )
