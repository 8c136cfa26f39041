"""OASIS Common Alerting Protocol 1.1 and 1.2 (XML), alone or in an Atom feed that carries cap: elements."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from collectors.formats import Message, Options
from collectors.reading import fields
from collectors.reading.fields import UnreadableError
from collectors.reading.items import each, load_xml, whole, xml_bytes
from collectors.reading.times import Times
from dashboard.records import Alarm, Reason, Record, Rejected, Severity, version

_MESSAGES = {"alert": 0, "update": 1, "cancel": 2}
_NOT_ALERTS = ("ack", "error")
_STATUSES = ("actual", "exercise", "system", "test", "draft")
_WORST_FIRST = (Severity.EXTREME, Severity.SEVERE, Severity.MODERATE, Severity.MINOR, Severity.UNKNOWN)
_RENAMED = {"message_type": "msgType"}  # MeteoAlarm's Atom

Block = dict[str, list[Any]]  # a name's values: texts, and blocks for info and area


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """An alert, or the entries of a feed; entries of one identifier are one alert with several areas.

    Option `language` (default "vi"): which of several info blocks is shown.
    """
    elements = list(_alerts(load_xml(message.body)))
    blocks = [_block(element, ("info", "area")) for element in elements]
    sources = {id(block): element for block, element in zip(blocks, elements, strict=True)}
    times = Times(message, options)
    found = each(
        message,
        blocks,
        lambda block: [_alarm(block, times, options)],
        encode=lambda block, _: xml_bytes(sources[id(block)], message),
    )
    return _merged(found)


def _merged(found: list[Record | Rejected]) -> list[Record | Rejected]:
    alarms: dict[str, Alarm] = {}
    others: list[Record | Rejected] = []
    for entry in found:
        if isinstance(entry, Alarm):
            known = alarms.get(entry.external_id)
            alarms[entry.external_id] = entry if known is None else _joined(known, entry)
        else:
            others.append(entry)
    return [*alarms.values(), *others]


def _alerts(root: Element) -> Iterator[Element]:
    name = _tag(root)
    if name == "alert":
        yield root
    elif name == "feed":
        yield from (entry for entry in root if _tag(entry) == "entry")
    else:
        raise UnreadableError(
            Reason.NOT_THIS_FORMAT, f"<{name[:60]}> is neither a CAP alert nor an Atom feed"
        )


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _block(element: Element, nested: tuple[str, ...] = ()) -> Block:
    """The elements' texts by name; info holds area, area holds nothing further."""
    found: Block = {}
    for child in element:
        name = _tag(child)
        value: object = _block(child, nested[1:]) if name in nested else (child.text or "").strip()
        if value:
            found.setdefault(_RENAMED.get(name, name), []).append(value)
    return found


def _first(block: Block, key: str) -> str:
    return fields.text({key: block.get(key, [""])[0]}, key)


def _alarm(alert: Block, times: Times, options: Options) -> Alarm:
    if "identifier" not in alert and "title" in alert:
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "an entry without cap: elements: poll what it links to")
    number = fields.identifier({"identifier": _first(alert, "identifier")}, "identifier")
    kind = _one_of(alert, "msgType", (*_MESSAGES, *_NOT_ALERTS))
    if kind in _NOT_ALERTS:
        raise UnreadableError(Reason.NOT_THIS_FORMAT, f"msgType {kind}: the answer to an alert, no alert")
    status = _one_of(alert, "status", _STATUSES)
    sent_at = fields.required(times.iso({"sent": _first(alert, "sent")}, "sent"), "sent")
    infos: list[Block] = alert.get("info") or [alert]  # an Atom entry has the block's elements at its top
    info = _spoken(infos, str(options.get("language", "vi")))
    expires = [times.iso({"expires": _first(one, "expires")}, "expires", promise=True) for one in infos]
    areas: list[Block] = info.get("area") or ([info] if "areaDesc" in info else [])
    names = [name for area in areas if (name := _first(area, "areaDesc"))]
    lat, lon = _centre(areas, options)
    return Alarm(
        external_id=number,
        version=version(sent_at, _MESSAGES[kind]),
        kind="alert",
        category=_first(info, "category").lower()[:16],
        severity=min(map(_severity, infos), key=_WORST_FIRST.index),
        title=_first(info, "headline") or _first(info, "event"),
        description="\n\n".join(filter(None, (_first(info, "description"), _first(info, "instruction")))),
        unit=names[0] if len(names) == 1 else "",
        area="; ".join(names),
        lat=lat,
        lon=lon,
        observed_at=sent_at,
        expires_at=max(filter(None, expires), default=None),
        ended_at=sent_at if kind == "cancel" else None,
        test=status != "actual",
        replaces=_references(alert, number) if kind != "alert" else (),
    )


def _one_of(block: Block, key: str, allowed: tuple[str, ...]) -> str:
    value = fields.required(_first(block, key), key).lower()
    if value not in allowed:
        raise UnreadableError(
            Reason.UNKNOWN_CODE, f"{key}: {fields.shown(value)} is none of {', '.join(allowed)}"
        )
    return value


def _severity(info: Block) -> Severity:
    value = _first(info, "severity").lower()
    if value and value not in list(Severity):
        raise UnreadableError(Reason.UNKNOWN_CODE, f"severity: {fields.shown(value)} is none of CAP's")
    return Severity(value or "unknown")


def _spoken(infos: list[Block], language: str) -> Block:
    return next((info for info in infos if _first(info, "language").lower().startswith(language)), infos[0])


def _references(alert: Block, number: str) -> tuple[str, ...]:
    """The identifiers in `sender,identifier,sent sender,identifier,sent …`, without the alert's own."""
    found = [part.split(",")[1] for part in _first(alert, "references").split() if part.count(",") >= 2]
    return tuple(dict.fromkeys(entry[: fields.LONGEST_ID] for entry in found if entry and entry != number))


def _centre(areas: list[Block], options: Options) -> tuple[float | None, float | None]:
    """The middle of the box around circles' centres and polygons' corners; what is no number is left out."""
    points = [circle.split()[0] for area in areas for circle in area.get("circle", ())]
    points += [point for area in areas for polygon in area.get("polygon", ()) for point in polygon.split()]
    places = [spot for point in points if (spot := _point(point, options))]
    if not places:
        return None, None
    south, north = min(lat for lat, _ in places), max(lat for lat, _ in places)
    west, east = min(lon for _, lon in places), max(lon for _, lon in places)
    return (south + north) / 2, (west + east) / 2


def _point(pair: str, options: Options) -> tuple[float, float] | None:
    lat, _, lon = pair.partition(",")
    try:
        fields.number(lat, "lat"), fields.number(lon, "lon")
    except UnreadableError:
        return None
    north, east = fields.place(lat, lon, options)
    return None if north is None or east is None else (north, east)


def _joined(known: Alarm, other: Alarm) -> Alarm:
    """Two entries of one alert: both areas, the worse severity, no single place."""
    areas = dict.fromkeys(filter(None, (*known.area.split("; "), *other.area.split("; "))))
    worse = min(known.severity, other.severity, key=_WORST_FIRST.index)
    return replace(known, area="; ".join(areas), unit="", lat=None, lon=None, severity=worse)
