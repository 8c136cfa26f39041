"""How a city would set up a feed for each format of a family, also for what is none of the public formats."""

from collections.abc import Iterator, Mapping
from typing import Any

from collectors.formats.registry import FORMATS
from collectors.reading.codecs import CODECS

_MAPPINGS: dict[str, dict[str, Any]] = {
    "dossiers": {
        "record": "dossier",
        "items": "data || @",
        "time_format": "yyyyMMddHHmmss",
        "external_id": "MaHoSo",
        "procedure_code": "MaTTHC",
        "status": "TrangThaiHoSo",
        "unit": "DonViXuLy",
        "accepted_at": "NgayTiepNhan",
        "due_at": "NgayHenTra",
        "finished_at": "NgayKetThucXuLy",
    },
    "complaints": {  # NGSI entities, wrapped or not
        "record": "complaint",
        "external_id": "service_request_id.value || service_request_id",
        "open": "status.value || status",
        "words": {"open": {"open": True, "closed": False}},
        "category_code": "service_code.value || service_code",
        "requested_at": "requested_datetime.value || requested_datetime",
    },
    "cameras": {
        "record": "camera_event",
        "time_format": "epoch",
        "external_id": "after.id || id",
        "device_id": "after.camera || camera",
        "kind": "after.label || label",
        "observed_at": "after.start_time || start_time",
    },
    "fire": {  # a smoke detector as ThingsBoard passes it on
        "record": "status",
        "time_format": "epoch_ms",
        "device_id": "attributes.devEui",
        "kind": "'panel'",
        "observed_at": "telemetry.ts",
        "health": "telemetry.values.faultAlarm",
        "words": {"health": {"Normal": "online", "Alarm": "fault"}},
    },
    "flood": {
        "record": "observation",
        "time_format": "epoch_ms",
        "device_id": "deviceName",
        "observed_at": "telemetry[0].ts",
        "value": "telemetry[0].values.water_level",
        "scale": 0.01,
    },
}
_ROWS = {  # rows of the Environment Agency's own web pages
    "record": "observation",
    "device_id": "telemetry_id || 'gauge-1'",
    "observed_at": "value_timestamp || ts",
    "value": "value || _",
}
_OPTIONS: dict[str, dict[str, Any]] = {
    "sensorthings": {"device": "Datastreams(1)"},
    "onvif": {"device": "camera-1"},
}


def ways(family: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(format, transport, options) of every way in which a family's messages may come."""
    for entry in FORMATS.values():
        if family not in entry.kinds:
            continue
        options = _MAPPINGS[family] if entry.name == "mapped" else _OPTIONS.get(entry.name, {})
        if entry.query is not None:
            yield entry.name, "http", options
        yield entry.name, "mqtt", options
        for codec in CODECS if "codec" in entry.options else ():
            yield entry.name, "mqtt", {"codec": codec}
    if family == "flood":
        yield "mapped", "http", _ROWS
