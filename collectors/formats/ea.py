"""Readings and stations of the UK Environment Agency's real-time flood-monitoring API, version 0.9 (JSON)."""

import re
from typing import Any

from collectors.formats import Message, Options
from collectors.reading import fields, gauges
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import each, load_json, whole
from collectors.reading.times import Times
from dashboard.records import Device, DeviceKind, Observation, Reason, Record, Rejected

# …/measures/E2043-level-stage-i-15_min-mASD: station, parameter, qualifier, value type, period, unit
_MEASURE = re.compile(
    r"(?P<station>[^/]+?)-(?P<parameter>level|rainfall|flow|wind|temperature)-(?P<rest>[^/]*)$"
)
_READ = {"level": "level", "rainfall": "rain"}
_BELOW = ("downstage", "downstream_stage")  # in a measure's address; as its qualifier


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """The `items` of an answer: readings, measures with their latest reading, stations. No own options."""
    body = load_json(message.body)
    items = body.get("items") if isinstance(body, dict) else body
    items = [items] if isinstance(items, dict) else items
    if not isinstance(items, list):
        raise UnreadableError(
            Reason.NOT_THIS_FORMAT, "no 'items': this is no answer of the flood-monitoring API"
        )
    times = Times(message, options)
    return each(message, items, lambda item: _entry(item, times, options), id_key="@id")


def _entry(item: dict[str, Any], times: Times, options: Options) -> list[Record]:
    if "latestReading" in item:
        latest = item["latestReading"]
        if not isinstance(latest, dict):
            raise UnreadableError(Reason.MISSING_KEY, "latestReading holds no reading")
        return [_reading({**latest, "measure": item}, times)]
    if "dateTime" in item or "value" in item:
        return [_reading(item, times)]
    if "stationReference" in item or "measures" in item:
        return [_station(item, options)]
    raise UnreadableError(Reason.NOT_THIS_FORMAT, "neither a reading nor a station")


def _reading(item: Item, times: Times) -> Observation:
    device_id, quantity, scale = _measure(item)
    if "value" not in item:
        raise UnreadableError(Reason.MISSING_KEY, "value is missing")
    return Observation(
        device_id=device_id,
        observed_at=fields.required(times.iso(item, "dateTime"), "dateTime"),
        value=gauges.converted(item["value"], "value", quantity, scale),
        quantity=quantity,
    )


def _measure(item: Item) -> tuple[str, str, float]:
    """Device, quantity and factor of the measure, which is an address or an object."""
    measure = item.get("measure")
    told: Item = measure if isinstance(measure, dict) else {}
    address = fields.text(told, "@id") if told else fields.text(item, "measure")
    found = _MEASURE.search(address)
    parts = found.groupdict() if found else {}
    rest = parts.get("rest", "").split("-")
    station = (
        fields.text(told, "stationReference")
        or fields.text(item, "stationReference")
        or parts.get("station", "")
    )
    parameter = fields.text(told, "parameter") or fields.text(item, "parameter") or parts.get("parameter", "")
    qualifier = fields.text(told, "qualifier") or fields.text(item, "qualifier") or rest[0]
    unit = fields.text(told, "unitName") or fields.text(item, "unitName") or (rest[-1] if found else "")
    if not station or not parameter:
        raise UnreadableError(
            Reason.MISSING_KEY, f"measure: {fields.shown(address)} names no station and parameter"
        )
    if parameter not in _READ:
        raise UnreadableError(
            Reason.NOT_DECODED, f"parameter {parameter}: ask with ?parameter=level or rainfall"
        )
    kind = qualifier.lower().replace(" ", "_")
    quantity, scale = gauges.quantity_of("rain" if parameter == "rainfall" else kind, unit)
    device_id = f"{station}-downstage" if kind in _BELOW else station  # a weir's two gauges
    return fields.identifier({"stationReference": device_id}, "stationReference"), quantity, scale


def _station(item: Item, options: Options) -> Device:
    lat, lon = fields.place(_one(item.get("lat")), _one(item.get("long")), options)
    measures = item.get("measures") or []
    measures = [measures] if isinstance(measures, dict) else measures
    told = [
        _measure({"measure": entry})
        for entry in measures
        if isinstance(entry, (dict, str)) and _is_read(entry)
    ]
    reference = fields.text(item, "stationReference") or fields.identifier(item, "notation")
    return Device(
        external_id=fields.identifier({"stationReference": reference}, "stationReference"),
        kind=DeviceKind.GAUGE,
        name=fields.text({"label": _one(item.get("label"))}, "label"),
        lat=lat,
        lon=lon,
        quantity=told[0][1] if told else "level",
        alarm_levels=_levels(item),
    )


def _one(value: object) -> object:
    """The value, of a list its first: a few stations have two positions or labels."""
    return (value[0] if value else None) if isinstance(value, list) else value


def _is_read(measure: object) -> bool:
    address = measure.get("@id", "") if isinstance(measure, dict) else measure
    found = _MEASURE.search(str(address))
    return found is not None and found["parameter"] in _READ


def _levels(item: Item) -> tuple[float, ...]:
    """The API names no alarm levels: I is the top of the typical range, II the highest on record."""
    scale = item.get("stageScale")
    if not isinstance(scale, dict):
        return ()
    typical, record = scale.get("typicalRangeHigh"), scale.get("maxOnRecord")
    highest = record.get("value") if isinstance(record, dict) else record
    levels = [fields.number(mark, "stageScale") for mark in (typical, highest) if mark is not None]
    return tuple(levels) if levels == sorted(levels) else tuple(levels[:1])
