"""What a LoRaWAN device's decoded payload means, whichever network server brought it."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from collectors.formats import Options
from collectors.reading import fields, gauges
from collectors.reading.codecs import CODECS
from collectors.reading.fields import Item, UnreadableError
from dashboard.records import (
    Alarm,
    DeviceKind,
    DeviceStatus,
    Health,
    Observation,
    Reason,
    Record,
    Severity,
    version,
)

# What a decoder's key means unless the option `values` says otherwise: quantity and factor to metres or mm.
# A distance is from the sensor down to the water: without the height of the sensor it is no level.
_VALUES: dict[str, dict[str, Any]] = {
    "water_level": {"quantity": "level", "scale": 0.01},  # Milesight: cm
    "level": {"quantity": "level", "scale": 1.0},
    "distance": {"quantity": "distance", "scale": 0.001},  # Milesight: mm
    "tide": {"quantity": "tide", "scale": 1.0},
    "rain": {"quantity": "rain", "scale": 1.0},
    "rainfall": {"quantity": "rain", "scale": 1.0},
    "pressure": {"quantity": "level", "scale": 10.197},  # Decentlab: bar of water
    "smokeAlarm": {"quantity": "smoke"},
    "smoke_alarm": {"quantity": "smoke"},
    "smoke": {"quantity": "smoke"},
    "faultAlarm": {"quantity": "fault"},
    "fault": {"quantity": "fault"},
}
_HOUSEKEEPING = re.compile(
    r"batt?(ery|_|$)|volt|temp|humid|position|tilt|version|serial|power", re.IGNORECASE
)
_ON = ("true", "1", "on", "alarm", "smoke", "fire", "detected", "triggered", "active", "fault")
_OFF = ("false", "0", "off", "normal", "ok", "clear", "none", "inactive", "idle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uplink:
    """One uplink, free of its network server's words."""

    device_id: str
    name: str
    observed_at: datetime
    external_id: str
    port: int | None
    decoded: Item | None
    payload: str  # base64


def records(uplink: Uplink, options: Options) -> Iterator[Record]:
    """Observations of a gauge, or alarm and health of a smoke detector.

    Options: `values` {key: {quantity, scale, offset}}, `codec` for raw bytes, `device_kind` of a device that
    only says that it lives. Raises NOT_DECODED for bytes that nobody decoded.
    """
    if uplink.port == 0 or not (uplink.decoded or uplink.payload):
        yield alive(uplink.device_id, uplink.observed_at, options)
        return
    decoded = uplink.decoded or _unpacked(uplink.payload, options)
    own = options.get("values")
    values: dict[str, Any] = own if isinstance(own, dict) else _VALUES
    known = {key: values[key] for key in decoded if key in values}
    if any(entry.get("quantity") in ("smoke", "fault") for entry in known.values()):
        yield from _detector(uplink, known, decoded)
        return
    for key, entry in known.items():
        yield _observation(uplink, key, decoded[key], entry)
    if not known:
        if not all(_HOUSEKEEPING.search(key) for key in decoded):
            keys = fields.shown(sorted(decoded))
            raise UnreadableError(Reason.NOT_DECODED, f"none of {keys} is known: set the option `values`")
        yield alive(uplink.device_id, uplink.observed_at, options)


def alive(device_id: str, observed_at: datetime, options: Options) -> DeviceStatus:
    """The device spoke, and that is all that it said."""
    kind = DeviceKind.PANEL if options.get("device_kind") == "panel" else DeviceKind.GAUGE
    return DeviceStatus(device_id=device_id, kind=kind, observed_at=observed_at, health=Health.ONLINE)


def _unpacked(payload: str, options: Options) -> dict[str, float]:
    codec = CODECS.get(str(options.get("codec", "")))
    if codec is None:
        raise UnreadableError(
            Reason.NOT_DECODED,
            f"only raw bytes: decode on the network server or set `codec` ({', '.join(CODECS)})",
        )
    try:
        return codec(b64decode(payload, validate=True))
    except (ValueError, binascii.Error) as error:
        raise UnreadableError(Reason.NOT_DECODED, f"the codec cannot read the payload: {error}") from error


def _observation(uplink: Uplink, key: str, value: object, entry: Item) -> Observation:
    quantity, scale = str(entry.get("quantity", "level")), float(entry.get("scale", 1.0))
    if isinstance(value, dict):  # Decentlab's own decoders: {"value": 1.2, "unit": "bar"}
        value = value.get("value")
    found = fields.number(value, key) * scale + float(entry.get("offset", 0.0))
    return Observation(
        device_id=uplink.device_id,
        observed_at=uplink.observed_at,
        value=gauges.converted(round(found, 6), key, quantity, 1.0),
        quantity=quantity,
        external_id=uplink.external_id,
    )


def _detector(uplink: Uplink, known: dict[str, Any], decoded: Item) -> Iterator[Record]:
    """A detector repeats its alarm: what it tells within one hour is one alarm."""
    told = {
        entry["quantity"]: _is_on(decoded[key], key) for key, entry in known.items() if "quantity" in entry
    }
    yield DeviceStatus(
        device_id=uplink.device_id,
        kind=DeviceKind.PANEL,
        observed_at=uplink.observed_at,
        health=Health.FAULT if told.get("fault") else Health.ONLINE,
        detail="fault" if told.get("fault") else "",
    )
    if told.get("smoke"):
        yield Alarm(
            external_id=f"{uplink.device_id}:{uplink.observed_at:%Y%m%dT%H}",
            version=version(uplink.observed_at),
            kind="fire",
            category="fire",
            severity=Severity.SEVERE,
            device_id=uplink.device_id,
            title=uplink.name,
            observed_at=uplink.observed_at,
        )


def _is_on(value: object, key: str) -> bool:
    word = str(value).strip().lower() if isinstance(value, (str, int, bool)) else ""
    if word not in _ON + _OFF:
        raise UnreadableError(
            Reason.UNKNOWN_CODE, f"{key}: {fields.shown(value)} is neither alarm nor normal"
        )
    return word in _ON
