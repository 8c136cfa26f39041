"""OGC SensorThings API 1.1 (18-088): Observations over HTTP and MQTT; Datastreams and Things as devices.

This is the hot path: most messages of a city are single observations of about 150 bytes.
"""

from typing import Any

from collectors.formats import Message, Options
from collectors.reading import fields, gauges
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import each, load_json, whole
from collectors.reading.times import Times
from dashboard.records import Device, DeviceKind, Observation, Reason, Record, Rejected


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """One entity, or a list of entities, bare or under `value`.

    Options: `quantity` ("level", "tide", "rain") and `scale` (factor to metres or millimetres), or both by
    Datastream in `streams`, used where no unit of measurement is expanded beside the observation; `device`:
    the Datastream of observations that do not name theirs.
    """
    body = load_json(message.body)
    items = body
    if isinstance(body, dict):
        items = body["value"] if isinstance(body.get("value"), list) else [body]
    if not isinstance(items, list):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "neither an entity nor a list of entities")
    times = Times(message, options)
    return each(message, items, lambda item: _entity(item, message.topic, options, times))


def _entity(item: dict[str, Any], topic: str, options: Options, times: Times) -> list[Record]:
    if "result" in item:
        return [_observation(item, topic, options, times)]
    if "unitOfMeasurement" in item:
        return _stream(item, options, times)
    if "Datastreams" in item:
        return [_device(stream, item, options) for stream in fields.objects(item, "Datastreams")]
    if "phenomenonTime" in item:
        raise UnreadableError(Reason.MISSING_KEY, "result is missing")
    if "message" in item and ("code" in item or item.get("type") == "error"):
        raise UnreadableError(Reason.ERROR_ANSWER, fields.shown(item["message"]))
    if "Datastreams@iot.navigationLink" in item:
        raise UnreadableError(
            Reason.NOT_THIS_FORMAT, "a Thing without Datastreams: ask with $expand=Datastreams,Locations"
        )
    raise UnreadableError(Reason.NOT_THIS_FORMAT, "neither an Observation nor a Datastream nor a Thing")


def _stream(item: Item, options: Options, times: Times) -> list[Record]:
    """A Datastream, and the Observations that `$expand=Observations` puts into it."""
    told = fields.objects(item, "Observations") if "Observations" in item else ()
    brief = {key: value for key, value in item.items() if key != "Observations"}
    readings = [_observation({**entry, "Datastream": brief}, "", options, times) for entry in told]
    return [_device(item, fields.child(item, "Thing"), options), *readings]


def _observation(item: Item, topic: str, options: Options, times: Times) -> Observation:
    stream = item.get("Datastream")
    device_id = _stream_id(item, stream, topic, options)
    if isinstance(stream, dict) and "unitOfMeasurement" in stream:
        quantity, scale = _measured(stream)
    else:
        quantity, scale = gauges.said(options, device_id)
    number = item.get("@iot.id")
    return Observation(
        device_id=device_id,
        observed_at=_phenomenon_time(item, times),
        value=gauges.converted(item["result"], "result", quantity, scale),
        quantity=quantity,
        external_id="" if number is None else fields.identifier(item, "@iot.id"),
    )


def _phenomenon_time(item: Item, times: Times) -> Any:
    """The time of the reading; of an interval its end."""
    value = item.get("phenomenonTime")
    if isinstance(value, str) and "/" in value:
        item = {"phenomenonTime": value.rpartition("/")[2]}
    return fields.required(times.iso(item, "phenomenonTime"), "phenomenonTime")


def _stream_id(item: Item, stream: object, topic: str, options: Options) -> str:
    """`Datastreams(n)` from the topic, the expanded Datastream or a link to it; else the option `device`."""
    candidates = [topic]
    if isinstance(stream, dict):
        if stream.get("@iot.id") is not None:
            return _entity_id(stream)
        candidates.append(fields.text(stream, "@iot.selfLink"))
    else:
        candidates.append(fields.text(item, "Datastream@iot.navigationLink"))
    for link in candidates:
        start = link.find("Datastreams(")
        end = link.find(")", start)
        if 0 <= start < end <= start + fields.LONGEST_ID:
            return link[start : end + 1]
    device = options.get("device")
    if isinstance(device, str) and device:
        return device
    raise UnreadableError(
        Reason.MISSING_KEY, "no Datastream is named: ask with $expand=Datastream or set `device`"
    )


def _entity_id(stream: Item) -> str:
    number = stream["@iot.id"]
    name = fields.identifier(stream, "@iot.id", fields.LONGEST_ID - 20)
    return f"Datastreams('{name}')" if isinstance(number, str) else f"Datastreams({name})"


def _measured(stream: Item) -> tuple[str, float]:
    """Quantity and factor from the Datastream's names and its unit of measurement."""
    unit = fields.child(stream, "unitOfMeasurement")
    words = [fields.text(stream, "name"), fields.text(fields.child(stream, "ObservedProperty"), "name")]
    return gauges.quantity_of(" ".join(words), fields.text(unit, "symbol") or fields.text(unit, "name"))


def _device(stream: Item, thing: Item, options: Options) -> Device:
    if stream.get("@iot.id") is None:
        raise UnreadableError(Reason.MISSING_KEY, "@iot.id is missing")
    said = fields.child(thing, "properties") | fields.child(stream, "properties")
    lon, lat = _point(stream, thing)
    lat, lon = fields.place(lat, lon, options)
    levels = said.get("alarm_levels") or ()
    if not isinstance(levels, (list, tuple)):
        raise UnreadableError(Reason.WRONG_TYPE, f"alarm_levels: {fields.shown(levels)} is no list")
    period = said.get("period")
    return Device(
        external_id=_entity_id(stream),
        kind=DeviceKind.GAUGE,
        name=fields.text(thing, "name") or fields.text(stream, "name"),
        unit=fields.text(said, "unit"),
        lat=lat,
        lon=lon,
        quantity=_measured(stream)[0],
        period=None if period is None else fields.number(period, "period"),
        alarm_levels=tuple(fields.number(level, "alarm_levels") for level in levels),
    )


def _point(stream: Item, thing: Item) -> tuple[object, object]:
    """Longitude and latitude of the Thing's Location, else of a Datastream that was observed at one point."""
    places = [entry.get("location") for entry in fields.objects(thing, "Locations")]
    for found in [*places, stream.get("observedArea")]:
        shape = found.get("geometry", found) if isinstance(found, dict) else None
        if isinstance(shape, dict) and shape.get("type") == "Point":
            spot = shape.get("coordinates")
            if isinstance(spot, list) and len(spot) >= 2:
                return spot[0], spot[1]
    return None, None
